"""Search boxes of the desk: links to a minor, and the search over everything."""

import frappe
from frappe import _
from frappe.utils import cint

from lijian_hulei.access.overrides.search import search as search_everything
from lijian_hulei.ledger.services.finding import find_minors

MOST = 50


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def minor_query(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | None,
	as_dict: bool = False,
	**_later_arguments: object,
) -> list[tuple]:
	"""Link search of Minor (hook standard_queries): (name, full name, village and birth date), within the user's reach."""
	if not frappe.has_permission("Minor", "read"):
		return []
	if txt:
		rows = find_minors(txt, limit=cint(page_len), start=cint(start), filters=filters)
	else:
		rows = frappe.get_list(
			"Minor",
			filters=filters,
			fields=["name", "minor_name", "area", "birth_date"],
			order_by="modified desc",
			limit_start=cint(start),
			limit_page_length=cint(page_len),
		)
	villages = _area_names({row.area for row in rows})
	return [
		(
			row.name,
			row.minor_name,
			", ".join(filter(None, (villages.get(row.area), str(row.birth_date or "")))),
		)
		for row in rows
	]


@frappe.whitelist()
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list[dict]:
	"""The search over everything (hook override of frappe.utils.global_search.search): minors first, by name, pinyin,
	village or the last four of a number; then what Frappe's own index finds and the user may read.
	"""
	start, limit = cint(start), min(cint(limit), MOST)
	found = [] if doctype and doctype != "Minor" else _minors(text, start, limit)
	return found + search_everything(text, start=start, limit=limit, doctype=doctype)


def _minors(text: str, start: int, limit: int) -> list[dict]:
	rows = find_minors(text, limit=limit, start=start)
	villages = _area_names({row.area for row in rows})
	return [
		frappe._dict(
			doctype="Minor",
			name=row.name,
			title=row.minor_name,
			content=f"{_('Full Name')} : {row.minor_name} ||| {_('Area')} : {villages.get(row.area, '')}",
			rank=1,
		)
		for row in rows
	]


def _area_names(codes: set[str]) -> dict[str, str]:
	# Names of areas are no secret.
	rows = frappe.get_all("Area", {"name": ("in", list(codes))}, ["name", "area_name"]) if codes else []
	return {row.name: row.area_name for row in rows}
