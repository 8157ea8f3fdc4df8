from frappe.model.document import Document


class ComplianceReportUnit(Document):
	"""One row of the league table."""
