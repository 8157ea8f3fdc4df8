import frappe
from frappe.model.document import Document


class MinorRiskFactor(Document):
	pass


def on_doctype_update() -> None:
	"""A grading run reads the rows of a range of minors."""
	frappe.db.add_index("Minor Risk Factor", ["parenttype", "parent"], "hulei_parent")
