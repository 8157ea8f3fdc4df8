from frappe.model.document import Document


class RecordTypeRole(Document):
	pass
