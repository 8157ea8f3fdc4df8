from frappe.model.document import Document


class JointActionMember(Document):
	pass
