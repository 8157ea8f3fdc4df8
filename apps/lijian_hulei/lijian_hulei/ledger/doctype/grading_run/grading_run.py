from frappe.model.document import Document


class GradingRun(Document):
	pass
