import secrets

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import OutOfOrder
from lijian_hulei.sharing.services.people import acting_agency

TRAINING = "training_institution"


class FeedbackPoint(Document):
	"""A school's code that parents scan to write to it (R44). Switched off, its page takes nothing more."""

	def before_validate(self):
		if self.is_new():
			self.agency = self.agency or acting_agency()
			self.token = secrets.token_urlsafe(9)

	def validate(self):
		self.check_school()
		if not self.is_new() and has_changed(self, "agency"):
			frappe.throw(
				_("A code stays with its school. Make a new one for another school."),
				exc=OutOfOrder,
				title=_("Feedback Point"),
			)

	def check_school(self):
		agency = frappe.db.get_value("Agency", self.agency, ["area", "agency_type"], as_dict=True)
		is_school = agency and frappe.db.get_value("Agency Type", agency.agency_type, "is_school")
		if not is_school and (not agency or agency.agency_type != TRAINING):
			frappe.throw(
				_("Parents' codes are for schools, kindergartens and training institutions."),
				exc=OutOfOrder,
				title=_("Feedback Point"),
			)
		self.area = agency.area
