"""Search boxes of the desk: links to a minor or an officer, and the search over everything."""

import frappe
from frappe import _
from frappe.utils import cint

from lijian_hulei.access.overrides.search import search as search_everything
from lijian_hulei.access.titles import titles_of
from lijian_hulei.ledger.services.finding import find_minors
from lijian_hulei.organisation.services import officer_of

MOST = 50
MOST_OFFICERS = 1000  # a township has some hundreds


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
	places = _places({row.area for row in rows})
	return [(row.name, row.minor_name, _place_and_birth(row, places)) for row in rows]


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def officer_query(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | None,
	as_dict: bool = False,
	**_later_arguments: object,
) -> list[tuple]:
	"""Link search of Officer (hook standard_queries): (name, full name, post and unit), colleagues of one's own unit first.

	Frappe's own shows the codes of post and area, everybody by the alphabet.
	"""
	if not frappe.has_permission("Officer", "read"):
		return []
	rows = frappe.get_list(
		"Officer",
		filters=filters,
		or_filters={field: ("like", f"%{txt}%") for field in ("officer_name", "name")} if txt else None,
		fields=["name", "officer_name", "position", "agency"],
		order_by="officer_name",
		limit_page_length=MOST_OFFICERS,
	)
	own = frappe.db.get_value("Officer", officer_of(frappe.session.user), "agency")
	rows = sorted(rows, key=lambda row: row.agency != own)[cint(start) : cint(start) + cint(page_len)]
	posts = dict(titles_of("Position", {row.position for row in rows}))
	units = dict(titles_of("Agency", {row.agency for row in rows}))
	return [
		(
			row.name,
			row.officer_name,
			", ".join(filter(None, (posts.get(row.position), units.get(row.agency)))),
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
	places = _places({row.area for row in rows})
	return [
		frappe._dict(
			doctype="Minor",
			name=row.name,
			title=row.minor_name,
			description=_place_and_birth(row, places),
			content=f"{_('Full Name')} : {row.minor_name} ||| {_('Area')} : {places.get(row.area, '')}",
			rank=1,
		)
		for row in rows
	]


def _place_and_birth(row: dict, places: dict[str, str]) -> str:
	"""What tells children of one name apart."""
	return ", ".join(filter(None, (places.get(row.area), str(row.birth_date or ""))))


def _places(areas: set[str]) -> dict[str, str]:
	"""Area -> its name, of a grid after its village's: every village has a first grid."""
	# No permission filter: names of areas are no secret.
	rows = frappe.get_all(
		"Area", {"name": ("in", list(areas))}, ["name", "area_name", "level", "parent_area"]
	)
	villages = dict(titles_of("Area", {row.parent_area for row in rows if row.level == "Grid"}))
	return {
		row.name: (villages.get(row.parent_area, "") if row.level == "Grid" else "") + row.area_name
		for row in rows
	}
