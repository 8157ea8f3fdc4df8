import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import (
	out_of_order,
	refuse_disorder,
	refuse_future,
	refuse_out_of_post,
	require,
)
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.records.rectifying import ANSWERED, RECTIFIED, Rectifying
from lijian_hulei.venues.services.inspections import contacts_of, place_of_venue, refresh_venue, step_for

ESCALATED = "Escalated"
# What a venue writes, and only while it is its turn.
OF_THE_VENUE = ("answer",)
# What an end fixes; the number of a decision is not among it, for it often comes later.
FIXED = (
	"venue",
	"inspection",
	"issued_on",
	"problem",
	"legal_basis",
	"due_on",
	"recheck_result",
	"recheck_note",
)


class RectificationOrder(Rectifying, Document):
	"""What a venue must put right by when, its answer and the recheck; repeated orders climb (R01, R02)."""

	ends = (RECTIFIED, ESCALATED)

	def validate(self):
		self.take_place_of_venue()
		self.set_step()
		refuse_future(self, "issued_on", "rechecked_on")
		refuse_disorder(self, "issued_on", "due_on")
		refuse_disorder(self, "issued_on", "rechecked_on")
		if self.rechecked_by and has_changed(self, "rechecked_by"):
			refuse_out_of_post([self.rechecked_by], self.rechecked_on or today())
		self.keep_answer()
		self.keep_what_is_closed()
		self.note_recheck()
		self.follow_state()
		kept = self.flags.pop("photos_are_kept", False)
		self.flags.replaced_photos = [] if kept else take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])
		refresh_venue(self.venue)

	def after_delete(self):
		refresh_venue(self.venue)

	def take_place_of_venue(self):
		"""While it is open the order goes with its venue; a closed one stays with whom it concerned."""
		if self.stored_status() in (RECTIFIED, ESCALATED):
			return
		place = place_of_venue(self.venue)
		self.update(place)
		self.update(contacts_of(place["agency"], place["officer"]))
		self.title = frappe.db.get_value("Venue", self.venue, "venue_name")

	def set_step(self):
		if self.is_new():
			self.step = step_for(self.venue, self.issued_on)

	def keep_answer(self):
		"""A venue's words are evidence: once handed in they stand until the order is sent back."""
		if self.stored_status() not in (ANSWERED, RECTIFIED, ESCALATED):
			return
		if any(has_changed(self, field) for field in OF_THE_VENUE) or self.venue_photos_changed():
			out_of_order(
				_(
					"The answer has been handed in. It can be changed only after the station has sent the order back."
				)
			)

	def venue_photos_changed(self) -> bool:
		def pictures(doc) -> list[tuple]:
			return [(row.photo, row.taken, row.caption) for row in doc.photos]

		before = pictures(self.get_doc_before_save())
		# The station may add pictures of its recheck, never take one away.
		return pictures(self)[: len(before)] != before

	def keep_what_is_closed(self):
		if self.stored_status() not in (RECTIFIED, ESCALATED):
			return
		photos = len(self.photos) != len(self.get_doc_before_save().photos)
		if photos or any(has_changed(self, field) for field in FIXED):
			out_of_order(_("This order is closed. Make a new one if something is wrong again."))

	def note_recheck(self):
		if self.recheck_result and self.stored_status() == ANSWERED:
			self.rechecked_by = self.rechecked_by or officer_of(frappe.session.user)
			self.rechecked_on = self.rechecked_on or today()

	def take_answer(self):
		super().take_answer()
		self.recheck_result = self.recheck_note = self.rechecked_on = self.rechecked_by = None

	def close(self):
		self.rechecked_by = self.rechecked_by or officer_of(frappe.session.user)
		self.rechecked_on = self.rechecked_on or today()
		if self.status == RECTIFIED:
			require(self, "recheck_result", "rechecked_by", step=_("Pass Recheck"))
		else:
			require(self, "penalty_document", step=_("Escalate"))


def on_doctype_update() -> None:
	frappe.db.add_index("Rectification Order", ["venue", "issued_on"])
