"""Which kinds of record hold personal data, and so leave the system only as a protected export."""

import frappe

from lijian_hulei.access.registry import OPEN, REGISTRY, UNSCOPED


def is_open(doctype: str | None) -> bool:
	"""Facts of the organisation and lists of kinds: every officer may know them, no child is in them."""
	return doctype in UNSCOPED or (doctype in REGISTRY and REGISTRY[doctype].reach == OPEN)


def is_personal(doctype: str | None) -> bool:
	"""Records with a limited reach; record types that staff made without code count among them."""
	if doctype in REGISTRY:
		return not is_open(doctype)
	if not doctype or doctype in UNSCOPED:
		return False
	made = frappe.db.get_value("DocType", doctype, ["custom", "istable", "issingle", "module"], as_dict=True)
	if not made or not made.custom or made.istable or made.issingle:
		return False
	return frappe.db.get_value("Module Def", made.module, "app_name", cache=True) == "lijian_hulei"


def is_limited(doctype: str | None) -> bool:
	"""Records that posts, areas and levels limit: every DocType of the registry, and record types that staff made."""
	return doctype in REGISTRY or is_personal(doctype)


def made_by_staff() -> list[str]:
	"""The record types that staff made, in order of their names."""
	# get_all: names of modules and DocTypes only; what a user may do with them the caller asks.
	modules = frappe.get_all("Module Def", {"app_name": "lijian_hulei"}, pluck="name", order_by="name")
	return frappe.get_all(
		"DocType",
		{"custom": 1, "istable": 0, "issingle": 0, "module": ("in", modules)},
		pluck="name",
		order_by="name",
	)


def add_to_boot(bootinfo) -> None:
	"""Hook extend_bootinfo: the desk offers the protected export where the gate closes Frappe's own."""
	personal = [doctype for doctype in REGISTRY if not is_open(doctype)]
	bootinfo.hulei_personal = personal + made_by_staff()
