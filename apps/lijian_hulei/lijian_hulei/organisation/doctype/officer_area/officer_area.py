from frappe.model.document import Document


class OfficerArea(Document):
	pass
