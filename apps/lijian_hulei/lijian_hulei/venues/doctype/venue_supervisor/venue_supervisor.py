from frappe.model.document import Document


class VenueSupervisor(Document):
	pass
