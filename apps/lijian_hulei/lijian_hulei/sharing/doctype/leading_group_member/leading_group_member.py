from frappe.model.document import Document


class LeadingGroupMember(Document):
	pass
