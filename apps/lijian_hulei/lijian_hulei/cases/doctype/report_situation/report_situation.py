from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code


class ReportSituation(Document):
	"""One of the nine situations that must be reported (nine ministries' opinion of 2020-05-07, Article 4)."""

	def validate(self):
		check_code(self)
