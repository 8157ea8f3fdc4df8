from frappe.model.document import Document


class ActivityAudience(Document):
	pass
