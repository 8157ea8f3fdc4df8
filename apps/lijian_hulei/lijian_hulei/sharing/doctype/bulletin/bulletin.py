import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_switched_off, require
from lijian_hulei.sharing.services.bulletins import deliver, withdraw
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import acting_agency, acting_officer
from lijian_hulei.sharing.services.versions import in_force

COLLECTED, REVIEWED, PUBLISHED, WITHDRAWN = "Collected", "Reviewed", "Published", "Withdrawn"
AGENCIES_ONLY, FOR_EVERYBODY = "For Agencies Only", "For Everybody"
# What was reviewed, and so must stay as it was.
REVIEWED_FIELDS = (
	*("title", "kind", "content", "classification", "valid_until", "area", "author"),
	*("for_agencies", "for_schools", "for_parents", "for_public", "short_words_cleared"),
)


class InvalidAudience(frappe.ValidationError):
	"""The audience is empty, or wider than the classification allows."""


class OwnReview(frappe.ValidationError):
	"""Somebody tried to review what he wrote himself."""


class Bulletin(Document):
	"""Information on the safety of minors: collected, reviewed by somebody else, published, withdrawn (R40, R46)."""

	def before_validate(self):
		if self.is_new():
			self.author = acting_officer()
			self.agency = self.agency or acting_agency()

	def validate(self):
		refuse_switched_off(self, "kind")
		self.township = township_of(self.area) or self.area
		self.check_audience()
		self.keep_what_was_reviewed()
		self.follow_state()

	def on_update(self):
		before = self.get_doc_before_save()
		if before and before.status != self.status:
			if self.status == PUBLISHED:
				self.db_set("receipts", deliver(self), update_modified=False)
			elif self.status == WITHDRAWN:
				withdraw(self)

	def check_audience(self):
		"""Parents and the public get only what was classed for them."""
		if not (self.for_agencies or self.for_schools or self.for_parents or self.for_public):
			self.refuse_audience(_("Choose at least one audience."))
		if self.for_parents and self.classification == AGENCIES_ONLY:
			self.refuse_audience(_("Information for agencies only cannot go to parents."))
		if self.for_public and self.classification != FOR_EVERYBODY:
			self.refuse_audience(_("Only what is classed as public can go to the public."))

	def keep_what_was_reviewed(self):
		before = self.get_doc_before_save()
		if not before or before.status == COLLECTED or self.status == COLLECTED:
			return
		tables = any(
			[row.get(field) for row in self.get(table)] != [row.get(field) for row in before.get(table)]
			for table, field in (("areas", "area"), ("recipients", "agency"))
		)
		if tables or any(has_changed(self, field) for field in REVIEWED_FIELDS):
			out_of_order(_("This was reviewed as it stands. Send it back to change it, or withdraw it."))

	def follow_state(self):
		"""Each state asks for what it stands on; the order of states is the workflow's."""
		before = self.get_doc_before_save()
		if not before:
			self.refuse_own_clearance()
			return
		if before.status == self.status:
			self.refuse_own_clearance()
		elif self.status == REVIEWED:
			self.take_review()
		elif self.status == COLLECTED:
			self.reviewer = self.reviewed_at = None
		elif self.status == PUBLISHED:
			self.publish()
		elif self.status == WITHDRAWN:
			require(self, "withdrawal_reason", step=_("Withdraw"))
			self.withdrawn_at = now_datetime()

	def take_review(self):
		self.refuse_own_review()
		self.refuse_identifying_text()
		self.reviewer, self.reviewed_at = acting_officer(), now_datetime()

	def publish(self):
		if not self.reviewed_at:
			out_of_order(_("Nothing is published before somebody else has reviewed it."))
		self.sharing_rule = in_force("Sharing Rule", self.township, getdate())
		if not self.sharing_rule:
			out_of_order(_("There is no sharing rule in force. Submit one before anything is published."))
		# Children may have come to the ledger since the review.
		self.refuse_identifying_text()
		self.publisher, self.published_at = acting_officer(), now_datetime()

	def refuse_identifying_text(self):
		refuse_identifying(
			self, "title", "content", area=self.area, short_words_cleared=bool(self.short_words_cleared)
		)

	def is_own(self) -> bool:
		officer = acting_officer()
		return self.owner == frappe.session.user or bool(officer and officer == self.author)

	def refuse_own_review(self):
		if self.is_own():
			frappe.throw(
				_("Who wrote it cannot review it. Ask a colleague."), exc=OwnReview, title=_("Own Text")
			)

	def refuse_own_clearance(self):
		"""That a word is no child's name is the reviewer's judgment."""
		if self.short_words_cleared and has_changed(self, "short_words_cleared"):
			self.refuse_own_review()

	def refuse_audience(self, message: str):
		frappe.throw(message, exc=InvalidAudience, title=_("Audience"))


def on_doctype_update() -> None:
	frappe.db.add_index("Bulletin", ["status", "published_at"])
