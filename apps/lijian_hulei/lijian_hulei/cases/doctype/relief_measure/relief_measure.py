from frappe.model.document import Document


class ReliefMeasure(Document):
	pass
