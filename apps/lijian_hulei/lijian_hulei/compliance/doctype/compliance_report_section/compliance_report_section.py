from frappe.model.document import Document


class ComplianceReportSection(Document):
	pass
