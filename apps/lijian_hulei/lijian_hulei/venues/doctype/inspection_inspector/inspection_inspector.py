from frappe.model.document import Document


class InspectionInspector(Document):
	pass
