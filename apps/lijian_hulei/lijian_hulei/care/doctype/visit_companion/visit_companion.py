from frappe.model.document import Document


class VisitCompanion(Document):
	"""Officers who came along; the main visitor is on the visit itself."""
