from frappe.model.document import Document


class AccountabilityFact(Document):
	pass
