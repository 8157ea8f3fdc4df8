import frappe
from frappe.model.document import Document


class SealedValue(Document):
	"""Written set-based by privacy.services only."""


def on_doctype_update() -> None:
	frappe.db.add_unique(
		"Sealed Value",
		["reference_doctype", "reference_name", "fieldname"],
		constraint_name="unique_sealed_place",
	)
	frappe.db.add_index("Sealed Value", ["reference_doctype", "fieldname", "blind_index"], "sealed_lookup")
	frappe.db.add_index("Sealed Value", ["reference_doctype", "fieldname", "ending_index"], "sealed_ending")
