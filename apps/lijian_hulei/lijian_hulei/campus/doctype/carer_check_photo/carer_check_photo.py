from frappe.model.document import Document


class CarerCheckPhoto(Document):
	pass
