from frappe.model.document import Document


class MinorGuardian(Document):
	pass
