from frappe.model.document import Document


class ConfigurationTransfer(Document):
	"""A page with buttons (configuration_transfer.js); nothing is kept in it."""
