import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code
from lijian_hulei.records.checks import Incomplete


class FeedbackTopic(Document):
	"""What parents may write about and who answers it (R44); an administrator adds topics."""

	def validate(self):
		check_code(self)
		self.check_route()

	def check_route(self):
		if self.route_to != "Agency of Type":
			self.agency_type = None
		elif not self.agency_type:
			frappe.throw(
				_("Say which kind of agency answers this topic."),
				exc=Incomplete,
				title=_("Something Is Missing"),
			)
