"""Where a record of care belongs: where its child belongs, and only for those who may open the child."""

import frappe

from lijian_hulei.access.guards import require_document


def place_of_minor(doc) -> frappe._dict | None:
	"""Household and area of `doc.minor`; None when there is no such child (Frappe itself then says so).

	Frappe asks for the right to create before the place is known, so the right to the child is asked for here.
	Raises access.guards.NotYours.
	"""
	if not doc.minor:
		return None
	before = doc.get_doc_before_save()
	named_anew = not before or before.minor != doc.minor
	if named_anew and not doc.flags.ignore_permissions and frappe.db.exists("Minor", doc.minor):
		require_document("Minor", doc.minor)
	return frappe.db.get_value("Minor", doc.minor, ["household", "area"], as_dict=True)


def disagrees(doc, fieldname: str, truth: str | None) -> bool:
	"""Whether somebody claims another place. The user's own default, filled in by Frappe, is no claim."""
	claimed = doc.get(fieldname)
	return bool(claimed) and claimed not in (truth, frappe.defaults.get_user_default(fieldname))
