from frappe.model.document import Document


class ReportStep(Document):
	pass
