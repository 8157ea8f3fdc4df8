from frappe.model.document import Document


class ReportPhoto(Document):
	pass
