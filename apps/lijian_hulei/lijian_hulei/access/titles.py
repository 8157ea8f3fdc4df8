"""The titles behind links, for sheets and reports that people read."""

from collections.abc import Iterator

import frappe

from lijian_hulei.access.personal import is_open

MOST_TITLES = 2000


def titles_of(doctype: str, names: set[str]) -> Iterator[tuple[str, str]]:
	"""(name, title) of linked records, MOST_TITLES at most. Of limited records only those that the user may list."""
	meta = frappe.get_meta(doctype)
	if not (names and meta.title_field and meta.show_title_field_in_link):
		return
	query = {
		"filters": {"name": ["in", sorted(names)[:MOST_TITLES]]},
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
