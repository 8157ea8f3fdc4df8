from frappe.model.document import Document


class ActivityExpert(Document):
	pass
