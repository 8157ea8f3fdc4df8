from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code


class AgencyType(Document):
	"""A kind of agency; duties refer to its code."""

	def validate(self) -> None:
		check_code(self)
