from frappe.model.document import Document


class CompliancePeriod(Document):
	"""A month whose obligations have been opened; written by the scheduled jobs alone."""
