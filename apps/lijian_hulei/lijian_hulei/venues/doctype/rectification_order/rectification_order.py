import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.organisation.services import officer_of
from lijian_hulei.privacy.services import log_print
from lijian_hulei.records.checks import refuse_disorder, refuse_future, refuse_out_of_post, require
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.venues.services.inspections import place_of_venue, refresh_venue, step_for


class RectificationOrder(Document):
	"""What a venue must put right by when, its answer and the recheck; repeated orders climb (R01, R02)."""

	def validate(self):
		self.take_place_of_venue()
		self.set_step()
		refuse_future(self, "issued_on", "rechecked_on")
		refuse_disorder(self, "issued_on", "due_on")
		refuse_disorder(self, "issued_on", "rechecked_on")
		if self.rechecked_by:
			refuse_out_of_post([self.rechecked_by], self.rechecked_on)
		self.follow_state()
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])
		refresh_venue(self.venue)

	def after_delete(self):
		refresh_venue(self.venue)

	def before_print(self, settings=None):
		log_print(self)

	def take_place_of_venue(self):
		self.update(place_of_venue(self.venue))
		self.title = frappe.db.get_value("Venue", self.venue, "venue_name")

	def set_step(self):
		if self.is_new():
			self.step = step_for(self.venue, self.issued_on)

	def follow_state(self):
		"""Each state asks for what it stands on; the order of states is the workflow's."""
		if not self.has_value_changed("status") or self.is_new():
			return
		if self.status == "Answered":
			require(self, "answer", step=_("Report Rectification"))
			self.answered_on = today()
		if self.status in ("Rectified", "Escalated"):
			self.rechecked_by = self.rechecked_by or officer_of(frappe.session.user)
			self.rechecked_on = self.rechecked_on or today()
		if self.status == "Rectified":
			require(self, "recheck_result", "rechecked_by", step=_("Pass Recheck"))
		if self.status == "Escalated":
			require(self, "penalty_document", step=_("Escalate"))
		if self.status == "To Be Rectified":
			self.answered_on = self.recheck_result = self.rechecked_on = self.rechecked_by = None


def on_doctype_update() -> None:
	frappe.db.add_index("Rectification Order", ["venue", "issued_on"])
