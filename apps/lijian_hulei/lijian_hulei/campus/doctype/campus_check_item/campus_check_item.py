from frappe.model.document import Document


class CampusCheckItem(Document):
	pass
