"""The tree view of areas."""

import frappe
from frappe import _


@frappe.whitelist()
def get_tree_nodes(doctype: str, parent: str = "", is_root: bool = False, **_filters: str) -> list[dict]:
	"""The children of `parent`; at the root the topmost areas that the user may see.

	An officer of a village does not see the way down from the province, so the first areas are not always roots.
	"""
	if not frappe.has_permission("Area", "read"):
		frappe.throw(_("No permission for {0}").format(_("Area")), frappe.PermissionError)
	fields = ["name as value", "area_name as title", "is_group as expandable", "level"]
	at_root = frappe.utils.cint(is_root) or not parent or not frappe.db.exists("Area", parent)
	filters = {"name": ("in", _topmost())} if at_root else {"parent_area": parent}
	nodes = frappe.get_list("Area", fields=fields, filters=filters, order_by="code asc", limit_page_length=0)
	for node in nodes:
		node.level_label = _(node.level)
	return nodes


def _topmost() -> list[str]:
	"""Names of the areas the user may see whose parent he may not; one query, the tree has some hundreds of rows."""
	rows = frappe.get_list("Area", fields=["name", "lft", "rgt"], order_by="lft asc", limit_page_length=0)
	top, covered_to = [], 0
	for row in rows:
		if row.lft > covered_to:
			top.append(row.name)
			covered_to = row.rgt
	return top or [""]
