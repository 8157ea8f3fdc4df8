"""The field of Frappe's Letter Head that says whose it is."""

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from lijian_hulei.printing.letter_heads import DOCTYPE, TOWNSHIP_FIELD

FIELD = {
	"fieldname": TOWNSHIP_FIELD,
	"fieldtype": "Link",
	"options": "Area",
	"label": "Township",
	"insert_after": "letter_head_name",
	"in_list_view": 1,
	"in_standard_filter": 1,
	"is_system_generated": 1,
	"description": "Stands above all prints of this township's records by itself. Empty: for records of no township, and of townships without one.",
}


def apply() -> None:
	"""May be repeated; hidden or described otherwise by an administrator it stays so."""
	if frappe.db.exists("Custom Field", {"dt": DOCTYPE, "fieldname": TOWNSHIP_FIELD}):
		return
	create_custom_fields({DOCTYPE: [FIELD]}, update=False, ignore_validate=True)
