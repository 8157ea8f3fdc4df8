from frappe.model.document import Document


class HazardPhoto(Document):
	pass
