from frappe.model.document import Document


class RectificationPhoto(Document):
	pass
