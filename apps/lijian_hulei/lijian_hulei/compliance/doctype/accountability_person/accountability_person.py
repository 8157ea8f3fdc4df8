from frappe.model.document import Document


class AccountabilityPerson(Document):
	pass
