import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, get_first_day, getdate, today

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import OutOfOrder, WrongDate, out_of_order, require
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import (
	acting_agency,
	acting_officer,
	contact_of,
	host_agency,
	reply_days,
)

DRAFT, SENT_UP, REPLY_GIVEN, SETTLED = "Draft", "Sent Up", "Reply Given", "Settled"
MONTHLY = "Monthly"
OF_THE_SCHOOL = (
	*("agency", "kind", "month", "situation", "incidents", "hazards_found", "hazards_closed"),
	*("activities_held", "strangers_turned_away", "safety_situation", "problems"),
	*("needs_support", "support_request", "support_agency"),
)


class SchoolReport(Document):
	"""A school tells how safe it is and asks for support; it is answered by a deadline (plan part 3(2)1, R42)."""

	def before_validate(self):
		if self.is_new():
			self.agency = self.agency or acting_agency()

	def validate(self):
		self.take_school()
		self.check_month()
		self.check_figures()
		self.check_once_a_month()
		self.keep_what_was_reported()
		self.follow_state()

	def take_school(self):
		agency = frappe.db.get_value("Agency", self.agency, ["area", "agency_type"], as_dict=True)
		if not agency or not frappe.db.get_value("Agency Type", agency.agency_type, "is_school"):
			frappe.throw(
				_("Only schools and kindergartens report here."), exc=OutOfOrder, title=_("School Report")
			)
		self.area = agency.area
		if self.needs_support:
			self.support_agency = self.support_agency or host_agency(self.area)
		else:
			self.support_request = self.support_agency = self.reply_due_on = None
		self.support_contact = contact_of(self.support_agency)
		self.school_contact = self.school_contact or contact_of(self.agency)

	def check_month(self):
		self.month = get_first_day(self.month or today())
		if getdate(self.month) > getdate():
			frappe.throw(_("This month has not begun yet."), exc=WrongDate, title=_("School Report"))

	def check_figures(self):
		for field in (
			"incidents",
			"hazards_found",
			"hazards_closed",
			"activities_held",
			"strangers_turned_away",
		):
			if cint(self.get(field)) < 0:
				frappe.throw(
					_("{0} cannot be below zero.").format(_(self.meta.get_label(field))),
					title=_("School Report"),
				)

	def check_once_a_month(self):
		if self.kind != MONTHLY:
			return
		other = frappe.db.exists(
			"School Report",
			{"agency": self.agency, "kind": MONTHLY, "month": self.month, "name": ("!=", self.name or "")},
		)
		if other:
			out_of_order(_("There is a monthly report for this month already: {0}.").format(other))

	def keep_what_was_reported(self):
		before = self.get_doc_before_save()
		if not before or before.status == DRAFT:
			return
		asks_again = before.status == REPLY_GIVEN and self.status == SENT_UP
		kept = [field for field in OF_THE_SCHOOL if not (asks_again and field == "support_request")]
		if any(has_changed(self, field) for field in kept):
			out_of_order(_("This was reported as it stands. Make an urgent report if something has changed."))

	def follow_state(self):
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status == SENT_UP:
			self.take_report()
		elif self.status == REPLY_GIVEN:
			self.take_reply()
		elif self.status == SETTLED and self.needs_support and not self.replied_on:
			out_of_order(_("The school asked for support: reply first."))

	def take_report(self):
		refuse_identifying(self, "safety_situation", "problems", "support_request", area=self.area)
		self.reported_on, self.reporter = self.reported_on or today(), self.reporter or acting_officer()
		if self.needs_support:
			self.reply_due_on = add_days(today(), reply_days())
			self.replied_on = self.replied_by = None

	def take_reply(self):
		require(self, "reply", step=_("Give Reply"))
		self.replied_on, self.replied_by = today(), acting_officer()
		self.reply_is_late = int(getdate() > getdate(self.reply_due_on))


def on_doctype_update() -> None:
	frappe.db.add_index("School Report", ["agency", "month"])
