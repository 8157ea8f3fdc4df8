from frappe.model.document import Document


class DisposalListRow(Document):
	"""One record of a Disposal List, by its number: the list outlives what it names."""
