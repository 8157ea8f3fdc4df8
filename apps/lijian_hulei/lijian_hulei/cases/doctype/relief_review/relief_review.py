import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.cases.rules import relief
from lijian_hulei.cases.services.relief import remember_review
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import out_of_order, refuse_disorder, refuse_future


class ReliefReview(Document):
	"""A look at how a relieved child is getting on; monthly while the relief goes on (R37)."""

	def validate(self):
		self.check_case()
		refuse_future(self, "reviewed_on")
		refuse_disorder(self, "reviewed_on", "next_review_on")
		self.reviewer = self.reviewer or officer_of(frappe.session.user)

	def on_update(self):
		remember_review(self.relief_case)

	def after_delete(self):
		remember_review(self.relief_case)

	def check_case(self):
		status = frappe.db.get_value("Relief Case", self.relief_case, "status")
		if self.is_new() and status != relief.APPROVED:
			out_of_order(
				_("Relief case {0} is not under way ({1}); only approved relief is reviewed.").format(
					self.relief_case, _(status)
				)
			)
