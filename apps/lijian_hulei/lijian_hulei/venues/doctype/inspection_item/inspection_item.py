from frappe.model.document import Document


class InspectionItem(Document):
	pass
