import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from lijian_hulei.kernel.detect import find_numbers
from lijian_hulei.privacy.services import seal_fields, store_sealed
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_switched_off, require
from lijian_hulei.sharing.rules.plain_text import lines_of
from lijian_hulei.sharing.services.deidentify import IdentifyingText
from lijian_hulei.sharing.services.feedback import due_on, route
from lijian_hulei.sharing.services.people import acting_officer, contact_of

ANSWER_GIVEN, NOT_RELEVANT = "Answer Given", "Not Relevant"
OF_THE_PARENT = ("content", "received_at", "source", "code_hash", "feedback_point", "topic")


class ParentFeedback(Document):
	"""What a parent told a school or an office, and the answer, which whoever has the code may read (R44)."""

	def before_validate(self):
		if self.is_new():
			self.received_at = now_datetime()

	def validate(self):
		refuse_switched_off(self, "topic")
		self.take_route()
		self.keep_what_was_said()
		self.follow_state()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)

	def take_route(self):
		if not self.is_new():
			if has_changed(self, "agency"):
				self.contact_user = contact_of(self.agency)
			return
		topic = frappe.db.get_value(
			"Feedback Topic", self.topic, ["route_to", "agency_type", "is_urgent"], as_dict=True
		)
		self.area = self.area or (
			frappe.db.get_value("Agency", self.school, "area")
			if self.school
			else frappe.db.get_single_value("Hulei Settings", "township")
		)
		self.is_urgent = topic.is_urgent
		self.agency = self.agency or route(topic, self.school, self.area)
		self.due_on = due_on(self.received_at, bool(topic.is_urgent))
		self.contact_user = contact_of(self.agency)

	def keep_what_was_said(self):
		before = self.get_doc_before_save()
		if not before:
			return
		if any(has_changed(self, field) for field in OF_THE_PARENT):
			out_of_order(_("What the parent said stays as it was said."))
		if before.status == ANSWER_GIVEN and has_changed(self, "answer"):
			out_of_order(_("The answer was given. The parent may have read it already."))

	def follow_state(self):
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status == ANSWER_GIVEN:
			self.take_answer()
		elif self.status == NOT_RELEVANT:
			require(self, "internal_note", step=_("Set Aside"))

	def take_answer(self):
		require(self, "answer", step=_("Give Answer"))
		if any(hit.kind == "identity_number" for hit in find_numbers(lines_of(self.answer))):
			frappe.throw(
				_("The answer holds an identity number. Take it out: it is shown on a page without login."),
				exc=IdentifyingText,
				title=_("A Child Could Be Recognised"),
			)
		self.answered_at, self.answered_by = now_datetime(), acting_officer()
		self.is_late = int(bool(self.due_on) and getdate() > getdate(self.due_on))


def on_doctype_update() -> None:
	frappe.db.add_index("Parent Feedback", ["agency", "status"])
