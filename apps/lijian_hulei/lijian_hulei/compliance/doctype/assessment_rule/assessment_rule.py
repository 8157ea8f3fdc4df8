from frappe.model.document import Document


class AssessmentRule(Document):
	pass
