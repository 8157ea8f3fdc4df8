from frappe.model.document import Document


class SupervisionMember(Document):
	pass
