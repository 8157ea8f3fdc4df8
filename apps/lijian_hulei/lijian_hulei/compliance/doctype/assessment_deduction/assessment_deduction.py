from frappe.model.document import Document


class AssessmentDeduction(Document):
	pass
