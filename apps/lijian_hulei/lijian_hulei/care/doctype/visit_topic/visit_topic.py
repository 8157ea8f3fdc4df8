from frappe.model.document import Document


class VisitTopic(Document):
	"""One thing to look at on a visit; the list is the township's own."""
