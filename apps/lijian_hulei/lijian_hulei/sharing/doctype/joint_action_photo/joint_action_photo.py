from frappe.model.document import Document


class JointActionPhoto(Document):
	pass
