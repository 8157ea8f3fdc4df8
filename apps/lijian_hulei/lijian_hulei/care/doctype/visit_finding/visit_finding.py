from frappe.model.document import Document


class VisitFinding(Document):
	"""What was seen, one topic a row."""
