import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_disorder, refuse_future, require
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import acting_agency, acting_officer

DRAFT, SENT_UP, ACCEPTED, RETURNED = "Draft", "Sent Up", "Accepted", "Returned"
TEXTS = ("title", "content", "lesson", "happened_in")


class TypicalCase(Document):
	"""A case or experience without anybody's identity, for the office and the superior body (plan part 3(3), R51, R52)."""

	def before_validate(self):
		if self.is_new():
			self.author = acting_officer()
			self.agency = self.agency or acting_agency()

	def validate(self):
		self.area = frappe.db.get_value("Agency", self.agency, "area")
		self.township = township_of(self.area) or self.area
		self.keep_what_was_reported()
		self.refuse_own_clearance()
		self.check_forwarding()
		self.follow_state()

	def keep_what_was_reported(self):
		before = self.get_doc_before_save()
		if not before or before.status not in (SENT_UP, ACCEPTED):
			return
		if any(has_changed(self, field) for field in (*TEXTS, "kind", "agency")):
			out_of_order(_("This was reported as it stands. The office can return it to be changed."))

	def refuse_own_clearance(self):
		if self.short_words_cleared and has_changed(self, "short_words_cleared"):
			if self.owner == frappe.session.user or acting_officer() == self.author:
				out_of_order(_("That a word is no child's name is judged by somebody else than the author."))

	def check_forwarding(self):
		refuse_future(self, "forwarded_on")
		refuse_disorder(self, "reported_on", "forwarded_on")
		if not self.forwarded_on:
			return
		require(self, "superior", step=_("Send Upward"))
		if self.status != ACCEPTED:
			out_of_order(_("Accept it before it is sent upward."))

	def follow_state(self):
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status in (SENT_UP, ACCEPTED):
			refuse_identifying(
				self, *TEXTS, area=self.area, short_words_cleared=bool(self.short_words_cleared)
			)
		if self.status == SENT_UP:
			self.reported_on = today()
		elif self.status == ACCEPTED:
			self.accepted_on = today()
		elif self.status == RETURNED:
			require(self, "office_note", step=_("Return"))
			self.reported_on = None
