import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.campus.services.agencies import TAUGHT, facts_of, own_agency, refuse_other_types
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import Incomplete, out_of_order, refuse_disorder, refuse_future
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.records.rectifying import RECTIFIED, TO_BE_RECTIFIED, Rectifying

# Once reported these stand: they are what the recheck looks at.
ANSWER = ("answer", "answered_on")
FIXED = ("school", "title", "description", "severity", "found_on", "due_on", "owner_agency", *ANSWER)


class CampusHazard(Rectifying, Document):
	"""A danger at or around a school, with its owner, its deadline and the recheck that closes it (R04)."""

	def validate(self):
		refuse_other_types(self, "school", TAUGHT)
		self.take_place()
		refuse_future(self, "found_on")
		refuse_disorder(self, "found_on", "due_on")
		self.keep_what_stands()
		self.follow_state()
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def take_place(self):
		self.area = facts_of(self.school).get("area")
		self.owner_agency = self.owner_agency or self.school
		if self.is_new():
			self.found_by = self.found_by or officer_of(frappe.session.user)
			self.finding_agency = self.finding_agency or own_agency()
		if self.owner_agency and not self.owner_officer:
			self.owner_officer = frappe.db.get_value("Agency", self.owner_agency, "head")

	def keep_what_stands(self):
		"""What was found stays as it was written; who answers for it keeps his deadline, and his report once handed in."""
		before = self.stored_status()
		if not before:
			return
		moved = has_changed(self, "due_on") and not self.may_move_deadline()
		reported = before != TO_BE_RECTIFIED and any(has_changed(self, field) for field in ANSWER)
		closed = before == RECTIFIED and any(has_changed(self, field) for field in FIXED)
		if closed:
			out_of_order(_("This hazard is closed. Record a new one if something is wrong again."))
		if reported and self.status == before:
			out_of_order(_("The report has been handed in. It can be changed only after it was sent back."))
		if moved:
			out_of_order(_("Only the governance office and the justice office move a deadline."))

	def may_move_deadline(self) -> bool:
		return bool(
			{"Governance Office", "Justice Officer", "System Manager"}.intersection(frappe.get_roles())
		)

	def take_answer(self):
		super().take_answer()
		if not any(row.taken == "After" for row in self.photos):
			frappe.throw(
				_("Add at least one photo taken after it was put right."),
				exc=Incomplete,
				title=_("Something Is Missing"),
			)

	def close(self):
		self.rechecked_by, self.rechecked_on = officer_of(frappe.session.user), today()


def on_doctype_update() -> None:
	frappe.db.add_index("Campus Hazard", ["school", "status"])
