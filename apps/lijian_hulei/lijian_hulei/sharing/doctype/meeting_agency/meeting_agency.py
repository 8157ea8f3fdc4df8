from frappe.model.document import Document


class MeetingAgency(Document):
	"""An agency that took part."""
