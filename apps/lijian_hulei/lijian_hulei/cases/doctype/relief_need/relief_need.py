from frappe.model.document import Document


class ReliefNeed(Document):
	pass
