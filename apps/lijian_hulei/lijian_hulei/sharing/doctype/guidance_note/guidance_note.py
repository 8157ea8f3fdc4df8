import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, today

from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import OutOfOrder, out_of_order, refuse_disorder, refuse_future, require
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import acting_officer, contact_of, user_of

DRAFT, ISSUED, REPLY_GIVEN, SETTLED = "Draft", "Issued", "Reply Given", "Settled"
CAMPUS = "Campus Protection"
OF_THE_OFFICE = ("kind", "agency", "issue", "advice", "personnel", "physical", "technical")


class GuidanceNote(Document):
	"""What the office saw and advises, the unit's reply and the recheck (plan parts 2(1)4 and 3(3), R28, R50)."""

	def validate(self):
		self.take_unit()
		self.keep_what_was_issued()
		refuse_future(self, "rechecked_on")
		refuse_disorder(self, "issued_on", "rechecked_on")
		self.follow_state()

	def take_unit(self):
		unit = frappe.db.get_value("Agency", self.agency, ["area", "agency_type"], as_dict=True)
		if self.kind == CAMPUS and not frappe.db.get_value("Agency Type", unit.agency_type, "is_school"):
			frappe.throw(
				_("Guidance on campus protection goes to schools and kindergartens."),
				exc=OutOfOrder,
				title=_("Guidance Note"),
			)
		self.area, self.township = unit.area, township_of(unit.area) or unit.area
		self.unit_contact = contact_of(self.agency)

	def keep_what_was_issued(self):
		before = self.get_doc_before_save()
		if not before or before.status == DRAFT:
			return
		if any(has_changed(self, field) for field in OF_THE_OFFICE):
			out_of_order(_("This guidance was issued as it stands. Write a new one if more is needed."))
		if before.status != ISSUED and has_changed(self, "reply"):
			out_of_order(
				_("The reply was handed in. It can be changed only after the office has sent it back.")
			)

	def follow_state(self):
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if before.status == DRAFT:
			self.issue_it()
		elif self.status == REPLY_GIVEN:
			require(self, "reply", step=_("Give Reply"))
			self.replied_on, self.replied_by = today(), acting_officer()
			self.rechecked_on = self.recheck_result = self.recheck_note = None
		elif self.status == ISSUED:
			self.send_back()
		elif self.status == SETTLED:
			require(self, "recheck_result", step=_("Settle"))
			self.rechecked_on = self.rechecked_on or today()

	def issue_it(self):
		if self.kind == CAMPUS:
			require(self, "personnel", "physical", "technical", step=_("Issue"))
		if getdate(self.reply_due_on) < getdate():
			out_of_order(_("Give a deadline that can still be kept."))
		refuse_identifying(self, "issue", "advice", area=self.area)
		self.issued_on, self.issued_by = today(), acting_officer()
		self.office_contact = user_of(self.issued_by)

	def send_back(self):
		require(self, "recheck_note", step=_("Return"))
		if getdate(self.reply_due_on) < getdate():
			out_of_order(_("Give a new deadline before you return it: the old one has passed."))
		self.sent_back_times = cint(self.sent_back_times) + 1
		self.replied_on = self.replied_by = None


def on_doctype_update() -> None:
	frappe.db.add_index("Guidance Note", ["agency", "issued_on"])
