from frappe.model.document import Document


class HiringCheckBatchRow(Document):
	pass
