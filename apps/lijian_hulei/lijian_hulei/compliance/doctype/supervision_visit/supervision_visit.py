import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from lijian_hulei.access.guards import require_reach
from lijian_hulei.compliance.services.narrative import language
from lijian_hulei.organisation.services import officer_of, responsible_on
from lijian_hulei.records.changes import has_changed

DRAFT, ISSUED, ANSWERED, RETURNED, CLOSED = (
	*("Draft", "Issued", "Feedback Given"),
	*("Returned", "Supervision Closed"),
)
WRITTEN = (
	*("visit_date", "focus", "by_agency", "leader", "unit_kind", "area", "agency", "problems"),
	*("requirements", "deadline", "has_problems"),
)
FEEDBACK = ("feedback", "feedback_file")
WAITING = (ISSUED, RETURNED)


class SupervisionRefused(frappe.ValidationError):
	"""The sheet is incomplete or not to be changed by this person now; the message says which."""


class SupervisionVisit(Document):
	"""Who looked into whose work, what was found, what is to be put right by when, and the answer (R38, R57)."""

	def validate(self):
		self.set_unit()
		self.check_date()
		self.set_problems()
		self.check_what_may_change()
		self.follow_status()

	def set_unit(self):
		if self.is_new():
			self.status = DRAFT
		if self.unit_kind == "Agency" and self.agency:
			self.area = frappe.db.get_value("Agency", self.agency, "area")
		elif self.unit_kind == "Village":
			self.agency = None
		if not self.area:
			self.refuse(_("name the village or unit that was visited"))
		if self.is_new():
			require_reach(self)
		self.unit_contact = self.contact()
		self.contact_user = (
			frappe.db.get_value("Officer", self.unit_contact, "user") if self.unit_contact else None
		)
		name = frappe.db.get_value(
			*(("Agency", self.agency, "agency_name") if self.agency else ("Area", self.area, "area_name"))
		)
		self.title = _("Supervision of {0} on {1}", language()).format(name, self.visit_date)

	def contact(self) -> str | None:
		"""A unit's head; in a village whoever is directly responsible on the day."""
		if self.agency:
			return frappe.db.get_value("Agency", self.agency, "head")
		return responsible_on(self.area, "Direct", self.visit_date) or responsible_on(
			self.area, "First", self.visit_date
		)

	def check_date(self):
		if getdate(self.visit_date) > getdate():
			self.refuse(_("the day of the visit has not come yet"))
		if self.leader and self.leader in [row.officer for row in self.team]:
			self.refuse(_("the leader is named again among the team"))

	def set_problems(self):
		found = [row for row in self.items if row.state == "Problem"]
		self.has_problems = int(bool(found))
		if not found:
			return
		for row in found:
			if not (row.note or "").strip():
				self.refuse(_("row {0}: say what the problem is").format(row.idx))
		if not self.deadline:
			self.refuse(_("set a day by which the problems are to be put right"))
		if self.status == DRAFT and getdate(self.deadline) < getdate(self.visit_date):
			self.refuse(_("the deadline lies before the visit"))

	def check_what_may_change(self):
		"""The sheet is fixed once it has gone out; the unit writes its answer alone."""
		before = self.get_doc_before_save()
		former = before.status if before else DRAFT
		if former != DRAFT and (
			any(has_changed(self, field) for field in WRITTEN) or self.items_changed(before)
		):
			self.refuse(_("the sheet has been sent to the unit and is not changed any more"))
		answers = any(has_changed(self, field) for field in FEEDBACK) if before else False
		if answers and former not in WAITING:
			self.refuse(_("the unit answers after the sheet was sent and before it is closed"))

	def items_changed(self, before) -> bool:
		def rows(doc):
			return [(row.topic, row.state, row.note or "") for row in doc.items]

		return rows(self) != rows(before)

	def follow_status(self):
		before = self.get_doc_before_save()
		former = before.status if before else DRAFT
		if self.status == former:
			return
		if self.status == ISSUED:
			self.issued_on = getdate()
		elif self.status == ANSWERED:
			self.answer()
		elif self.status in (RETURNED, CLOSED):
			self.review(former)

	def answer(self):
		if not (self.feedback or "").strip():
			self.refuse(_("write what has been put right"))
		self.answered_on, self.answered_by = getdate(), frappe.session.user
		self.is_late = cint(bool(self.deadline) and self.answered_on > getdate(self.deadline))

	def review(self, former: str):
		if former == ANSWERED and not (self.closing_note or "").strip():
			self.refuse(_("write the review opinion"))
		if self.unit_contact and self.unit_contact == officer_of():
			self.refuse(_("nobody reviews an answer of their own"))
		if self.status == CLOSED:
			self.closed_on = getdate()
			self.issued_on = self.issued_on or getdate()

	def on_trash(self):
		if self.status != DRAFT:
			self.refuse(_("a sheet that has been sent stays on record"))

	def refuse(self, reason: str):
		frappe.throw(
			_("Supervision: {0}.").format(reason), exc=SupervisionRefused, title=_("Supervision Visit")
		)


def on_doctype_update() -> None:
	frappe.db.add_index("Supervision Visit", ["area", "visit_date"])
	frappe.db.add_index("Supervision Visit", ["by_agency", "visit_date"])
