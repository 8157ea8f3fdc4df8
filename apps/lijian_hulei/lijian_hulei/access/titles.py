"""The titles behind links, for sheets and reports that people read."""

from collections.abc import Iterator

import frappe

from lijian_hulei.access.personal import is_open, is_personal

MOST_TITLES = 2000
SIGNS = "Officer"
"""Whose name a record says itself, as who wrote, signed or answers for it: everybody who reads the record knows it."""


def titles_of(doctype: str, names: set[str | None]) -> Iterator[tuple[str, str]]:
	"""(name, title) of linked records, MOST_TITLES at most. Of limited records only those that the user may list."""
	meta, names = frappe.get_meta(doctype), sorted(filter(None, names))
	if not (names and meta.title_field and meta.show_title_field_in_link):
		return
	query = {
		"filters": {"name": ["in", names[:MOST_TITLES]]},
		"fields": ["name", f"{meta.title_field} as title"],
		"order_by": "name asc",
		"limit_page_length": 0,
	}
	if is_open(doctype):
		rows = frappe.get_all(doctype, **query)  # lists that every officer may read
	elif frappe.has_permission(doctype, "read"):
		rows = frappe.get_list(doctype, **query)
	else:
		return
	yield from ((row.name, row.title) for row in rows)


def keep_readable(titles: dict[str, str]) -> bool:
	"""Takes the titles of limited records that the session's user may not read out of {"DocType::name": title}.

	Frappe puts those of all links along with a form and into a print, whoever reads them. Whether any was taken out.
	"""
	linked: dict[str, set[str]] = {}
	for doctype, _sign, name in (key.partition("::") for key in titles):
		if doctype != SIGNS and is_personal(doctype):
			linked.setdefault(doctype, set()).add(name)
	kept = {
		f"{doctype}::{name}"
		for doctype, names in linked.items()
		for name, _title in titles_of(doctype, names)
	}
	gone = {f"{doctype}::{name}" for doctype, names in linked.items() for name in names} - kept
	for key in gone:
		del titles[key]
	return bool(gone)
