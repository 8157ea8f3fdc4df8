from frappe.model.document import Document


class GradingRule(Document):
	pass
