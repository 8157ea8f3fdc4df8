from frappe.model.document import Document


class ComplianceReportLine(Document):
	"""The outcome of one duty in the report's unit."""
