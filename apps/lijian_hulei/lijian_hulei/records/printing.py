"""What a print may say of other records: as much as who prints may read of them."""

import frappe

from lijian_hulei.access.registry import OPEN, REGISTRY
from lijian_hulei.organisation.services import village_and_grid

# Read by hooks.py: what templates may call besides Frappe's own.
JINJA = {
	"methods": [
		"lijian_hulei.records.printing.place_name",
		"lijian_hulei.records.printing.record_list",
		"lijian_hulei.records.printing.record_value",
		"lijian_hulei.sharing.services.poster.feedback_qr",
	]
}

# Read by hooks.py: what every print passes, in this order.
BEFORE_PRINT = [
	"lijian_hulei.access.prints.check",
	"lijian_hulei.privacy.services.log_print",
	"lijian_hulei.records.printing.head_by_title",
]


def record_value(doctype: str, name: str | None, fieldname: str | list[str]):
	"""For templates (hook jinja): a field of a linked record, or a dict of several.

	Blank where the reader has no right to the record or to the field's level, and where there is none. Sealed fields
	come masked, as they are stored.
	"""
	wanted = [fieldname] if isinstance(fieldname, str) else list(fieldname)
	values = _readable(doctype, name, wanted) if name else {}
	found = {**dict.fromkeys(wanted, ""), **values}
	return found[fieldname] if isinstance(fieldname, str) else frappe._dict(found)


def record_list(
	doctype: str, filters: dict, fields: list[str], order_by: str = "modified desc", limit: int = 20
) -> list[dict]:
	"""For templates: rows that the reader may list, without the fields above his level; [] without the right."""
	if not frappe.has_permission(doctype, "read"):
		return []
	meta = frappe.get_meta(doctype)
	levels = set(meta.get_permlevel_access("read"))
	allowed = [
		field for field in fields if meta.has_field(field) and meta.get_field(field).permlevel in levels
	]
	if any(meta.has_field(field) and meta.get_field(field).permlevel not in levels for field in filters):
		return []
	return frappe.get_list(
		doctype,
		filters=filters,
		fields=["name", *allowed],
		order_by=order_by,
		limit_page_length=min(limit, 200),
	)


def head_by_title(doc, method: str | None = None, settings=None) -> None:
	"""Hook before_print: what is named by a code that only rules use is headed by its title in Frappe's own layout."""
	if doc.meta.autoname == "field:code" and doc.meta.title_field:
		doc.sub_heading = doc.get(doc.meta.title_field)


def place_name(area: str | None) -> str:
	"""For templates: a place as people say it, a grid after its village; of a township and above its own name."""
	return village_and_grid(area) if area else ""


def _readable(doctype: str, name: str, fieldnames: list[str]) -> dict:
	meta = frappe.get_meta(doctype)
	rule = REGISTRY.get(doctype)
	if not frappe.db.exists(doctype, name):
		return {}
	if not (rule and rule.reach == OPEN) and not frappe.has_permission(doctype, "read", doc=name):
		frappe.clear_messages()
		return {}
	levels = set(meta.get_permlevel_access("read"))
	allowed = [
		field for field in fieldnames if meta.has_field(field) and meta.get_field(field).permlevel in levels
	]
	return frappe.db.get_value(doctype, name, allowed, as_dict=True) or {} if allowed else {}
