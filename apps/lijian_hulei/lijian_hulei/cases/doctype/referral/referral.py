import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, now_datetime, today

from lijian_hulei.access.guards import require_document
from lijian_hulei.cases.rules import referral
from lijian_hulei.cases.services.agencies import is_enabled, is_unlimited, own_agencies
from lijian_hulei.cases.services.fixed import changed_fields
from lijian_hulei.privacy.services import seal_fields, store_sealed
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import WrongDate, out_of_order, refuse_switched_off, require
from lijian_hulei.records.titles import heading

# What was sent stays as it was sent.
SENT_FIELDS = (
	*("relief_type", "from_agency", "to_agency", "request", "child_name", "child_birth_year", "child_sex"),
	*("contact", "contact_phone", "consent", "due_on", "area"),
)
STAMPS = ("receiver", "sent_at", "answered_at", "done_on", "settled_at")


class NotYourStep(frappe.PermissionError):
	"""The step belongs to the other agency."""


class SentAlready(frappe.ValidationError):
	"""What was sent is not changed any more."""


class WrongReceiver(frappe.ValidationError):
	"""A referral to oneself, or to an agency that is no longer in use."""


class Referral(Document):
	"""A request from one agency to another for one child (R37). The receiver reads this record and nothing else."""

	def before_insert(self):
		self.status = referral.DRAFT
		for fieldname in STAMPS:
			self.set(fieldname, None)

	def validate(self):
		self.check_sides()
		self.take_from_case()
		self.check_dates()
		self.title = heading(self)
		self.keep_what_was_sent()
		self.follow_state()
		self.is_overdue = int(referral.is_overdue(self.status, getdate(self.due_on), getdate()))
		seal_fields(self)

	def on_update(self):
		store_sealed(self)

	def on_trash(self):
		if self.status != referral.DRAFT:
			out_of_order(_("A referral that was sent is not deleted. Revoke it with your reason."))

	def check_sides(self):
		if self.to_agency == self.from_agency:
			self.refuse_receiver(_("Choose another unit than your own."))
		if (self.is_new() or has_changed(self, "to_agency")) and not is_enabled(self.to_agency):
			self.refuse_receiver(_("This unit is no longer in use. Choose another one."))
		if self.is_new() and not is_unlimited() and self.from_agency not in own_agencies():
			self.refuse_step()
		if self.is_new():
			refuse_switched_off(self, "relief_type")

	def take_from_case(self):
		"""The area lets the case team see it; the case and the child stay on the sender's side."""
		if self.relief_case and self.is_new():
			require_document("Relief Case", self.relief_case)
			case = frappe.db.get_value("Relief Case", self.relief_case, ["minor", "area"], as_dict=True)
			self.minor, self.area = case.minor, case.area

	def check_dates(self):
		year = cint(self.child_birth_year)
		if year and not getdate().year - 19 <= year <= getdate().year:
			frappe.throw(
				_("{0} is not that of a minor. Give four digits or leave it blank.").format(
					frappe.bold(_("Year of Birth"))
				),
				exc=WrongDate,
				title=_("Year of Birth"),
			)

	def keep_what_was_sent(self):
		before = self.get_doc_before_save()
		if not before:
			return
		for fieldname in STAMPS:
			self.set(fieldname, before.get(fieldname))
		if before.status == referral.DRAFT:
			return
		changed = changed_fields(self, SENT_FIELDS)
		if changed:
			frappe.throw(
				_("{0}: what was sent stays as it was. Revoke the referral and send a new one.").format(
					_(self.meta.get_label(changed[0]))
				),
				exc=SentAlready,
				title=_("Cannot Be Changed"),
			)

	def follow_state(self):
		"""Which side takes the step, what it stands on, and its time; the order of states is the workflow's."""
		if self.is_new() or not has_changed(self, "status"):
			return
		if not is_unlimited() and not referral.may_step(
			self.status, own_agencies(), self.from_agency, self.to_agency
		):
			self.refuse_step()
		if field := referral.NEEDED.get(self.status):
			require(self, field, step=_(self.status))
		now = now_datetime()
		if self.status == referral.SENT:
			self.send(now)
		if self.status in referral.ANSWERS:
			self.answered_at = self.settled_at = now
		if self.status == referral.DONE:
			self.done_on = today()
		if self.status == referral.REVOKED:
			self.receiver = None
			self.settled_at = self.settled_at or now

	def send(self, now):
		require(self, "request", "consent", "due_on", step=_("Send Referral"))
		if getdate(self.due_on) < getdate():
			frappe.throw(
				_("{0} has passed. Give the receiving unit a day that is still to come.").format(
					frappe.bold(_(self.meta.get_label("due_on")))
				),
				exc=WrongDate,
				title=_("Deadline Passed"),
			)
		if not is_enabled(self.to_agency):
			self.refuse_receiver(_("This unit is no longer in use. Choose another one."))
		self.receiver, self.sent_at = self.to_agency, now

	def refuse_receiver(self, what: str):
		frappe.throw(what, exc=WrongReceiver, title=_("Receiving Unit"))

	def refuse_step(self):
		frappe.throw(
			_(
				"This step belongs to the other unit: the sender sends and revokes, the receiver accepts, declines and reports."
			),
			exc=NotYourStep,
			title=_("Not Your Step"),
		)


def on_doctype_update() -> None:
	frappe.db.add_index("Referral", ["to_agency", "status"])
	frappe.db.add_index("Referral", ["status", "due_on"])
