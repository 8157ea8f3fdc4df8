import frappe
from frappe.model.document import Document

from lijian_hulei.records.checks import refuse_future, refuse_out_of_post
from lijian_hulei.sharing.services.people import acting_officer


class SharingRuleReview(Document):
	"""The yearly look at the sharing rule: does it still fit (R46)."""

	def before_validate(self):
		self.officer = self.officer or acting_officer()

	def validate(self):
		self.area = frappe.db.get_value("Sharing Rule", self.sharing_rule, "area")
		refuse_future(self, "reviewed_on")
		refuse_out_of_post([self.officer], self.reviewed_on)
