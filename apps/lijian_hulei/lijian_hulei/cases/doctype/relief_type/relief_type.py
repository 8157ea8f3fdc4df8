from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code


class ReliefType(Document):
	"""A kind of relief; the plan names four (part 2(2)3)."""

	def validate(self):
		check_code(self)
