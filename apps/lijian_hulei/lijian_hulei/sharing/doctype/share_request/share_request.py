import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import WrongDate, out_of_order, refuse_disorder, require
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import acting_agency, acting_officer

TO_BE_APPROVED, GRANTED = "To Be Approved", "Granted"
DECIDED = (GRANTED, "Not Granted", "Taken Back")
ASKED = ("title", "about_area", "agency", "purpose", "legal_basis", "wanted_until")


class ShareRequest(Document):
	"""An agency asks for figures or a summary for one purpose; granted, it can be opened until it expires (R45)."""

	def before_validate(self):
		if self.is_new():
			self.agency = self.agency or acting_agency()
			self.officer = acting_officer()

	def validate(self):
		self.area = frappe.db.get_value("Agency", self.agency, "area")
		self.check_dates()
		self.keep_what_was_asked()
		self.follow_state()

	def check_dates(self):
		if self.is_new() and getdate(self.wanted_until) < getdate():
			frappe.throw(
				_("Say until which day it will be needed, today or later."),
				exc=WrongDate,
				title=_("Share Request"),
			)

	def keep_what_was_asked(self):
		before = self.get_doc_before_save()
		if not before or before.status == TO_BE_APPROVED:
			return
		if any(has_changed(self, field) for field in (*ASKED, "answer", "expires_on")):
			out_of_order(_("This request was decided. Make a new one if something else is needed."))

	def follow_state(self):
		before = self.get_doc_before_save()
		if not before or before.status == self.status or self.status not in DECIDED:
			return
		if self.status == GRANTED:
			self.grant()
		else:
			require(self, "decision_note", step=_(self.status))
		self.decided_by, self.decided_at = acting_officer(), now_datetime()

	def grant(self):
		"""Not by who asks, not longer than asked, and never with anybody's name in it."""
		require(self, "answer", "expires_on", step=_("Grant"))
		if self.owner == frappe.session.user:
			out_of_order(_("Who asks cannot grant. Ask a colleague of the office."))
		if getdate(self.expires_on) < getdate():
			frappe.throw(_("The grant would have expired already."), exc=WrongDate, title=_("Share Request"))
		refuse_disorder(self, "expires_on", "wanted_until")
		refuse_identifying(self, "answer", area=self.about_area or self.area)
