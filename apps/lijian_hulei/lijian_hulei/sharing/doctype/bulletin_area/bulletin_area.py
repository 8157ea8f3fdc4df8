from frappe.model.document import Document


class BulletinArea(Document):
	pass
