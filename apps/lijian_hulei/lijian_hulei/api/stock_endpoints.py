"""Replacements for endpoints of Frappe that answer about any record without asking who wants to know."""

import frappe
from frappe import _
from frappe.client import get_list
from frappe.desk.search import get_link_title as frappe_get_link_title
from frappe.utils import cint, flt

from lijian_hulei.access.personal import is_personal
from lijian_hulei.customising.limits import is_ours


@frappe.whitelist()
def get_count(
	doctype: str, filters: str | dict | list | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""How many records match, among those the user may list. Frappe's own counts all of them for everybody.

	Raises frappe.PermissionError without the right to read the DocType. `debug` and `cache` are accepted and unused.
	"""
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(_("No permission for {0}").format(_(doctype)), frappe.PermissionError)
	rows = get_list(doctype, fields=["count(name) as total"], filters=filters, limit_page_length=1)
	return cint(rows[0].total) if rows else 0


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title behind a link. Of limited records only to who may read them; Frappe's own tells everybody."""
	if is_personal(doctype) and not _may_read(doctype, docname):
		return docname
	return frappe_get_link_title(doctype, docname)


@frappe.whitelist()
def get_row_size_utilization(doctype: str) -> float:
	"""How full the table of a DocType is, per cent, for Customize Form; Frappe's own asks for DocType."""
	if not frappe.has_permission("Customize Form", "write"):
		frappe.throw(_("No permission for {0}").format(_("Customize Form")), frappe.PermissionError)
	if not is_ours(doctype):
		return 0.0
	return flt(frappe.db.get_row_size(doctype) / frappe.db.MAX_ROW_SIZE_LIMIT * 100, 2)


@frappe.whitelist()
def get_workflow_state_count(doctype: str, workflow_state_field: str, states: list | str) -> list[dict]:
	"""Records in states that the workflow no longer has, among those the user may list.

	Frappe's own counts everybody's records, by whatever column it is asked for.
	"""
	known = {"document_type": doctype, "workflow_state_field": workflow_state_field}
	if not frappe.has_permission(doctype, "read") or not frappe.db.exists("Workflow", known):
		return []
	rows = frappe.get_list(
		doctype,
		fields=[workflow_state_field, "count(name) as count"],
		filters={workflow_state_field: ("not in", frappe.parse_json(states) or [""])},
		group_by=workflow_state_field,
		limit_page_length=0,
	)
	return [row for row in rows if row.get(workflow_state_field)]


def _may_read(doctype: str, docname: str) -> bool:
	if not frappe.has_permission(doctype, "read") or not frappe.db.exists(doctype, docname):
		return False
	return bool(frappe.has_permission(doctype, "read", doc=docname))
