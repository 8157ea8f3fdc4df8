from frappe.model.document import Document


class VisitNeed(Document):
	"""What the child needs; becomes a Follow Up when the visit is submitted."""
