from frappe.model.document import Document


class SupervisionItem(Document):
	pass
