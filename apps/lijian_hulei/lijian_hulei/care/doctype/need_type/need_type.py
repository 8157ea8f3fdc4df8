from frappe.model.document import Document


class NeedType(Document):
	"""A kind of help (plan part 2(2)3: economic, psychological, education, school transfer, …)."""
