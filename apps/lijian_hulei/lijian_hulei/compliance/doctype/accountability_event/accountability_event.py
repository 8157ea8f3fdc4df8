from frappe.model.document import Document


class AccountabilityEvent(Document):
	pass
