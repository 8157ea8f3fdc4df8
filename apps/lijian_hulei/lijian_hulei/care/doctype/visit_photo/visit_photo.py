from frappe.model.document import Document


class VisitPhoto(Document):
	"""A private picture, shrunk and stripped of its position on the server."""
