from frappe.model.document import Document


class RecordTypeField(Document):
	pass
