from frappe.model.document import Document


class MeetingDecision(Document):
	"""What was decided, who does it and until when."""
