"""Finding a minor by what people know of him: name, pinyin, village, or the last four of a number.

Every way ends in a list that Frappe limits to the user's own reach; who may not read minors finds none.
"""

import re

import frappe

from lijian_hulei.privacy.services import find_by_ending

FIELDS = ("name", "minor_name", "area", "birth_date", "status")
ENDING = re.compile(r"^\d{3}[\dXx]$")
LATIN = re.compile(r"^[A-Za-z][A-Za-z ]*$")
SHORTEST_LATIN = 2


def find_minors(text: str, limit: int = 20, start: int = 0, filters: list | dict | None = None) -> list[dict]:
	"""Rows of FIELDS, best known first by name; [] for a text that says too little."""
	text = (text or "").strip()
	if not text or not frappe.has_permission("Minor", "read"):
		return []
	for meanings in _meanings(text):
		found = frappe.get_list(
			"Minor",
			filters=filters,
			or_filters=meanings,
			fields=list(FIELDS),
			order_by="minor_name asc, name asc",
			limit_start=start,
			limit_page_length=limit,
		)
		if found:
			return found
	return []


def _meanings(text: str) -> list[list[list]]:
	"""What the text may mean, in the order of trying: what an index answers comes before what reads every name."""
	if ENDING.match(text):
		return [[["Minor", "name", "in", _with_ending(text) or [text]]]]
	if LATIN.match(text) and len(text) >= SHORTEST_LATIN:
		letters = text.replace(" ", "").lower()
		return [
			[["Minor", "search_key", "like", f"{letters}%"]],
			[["Minor", "search_key", "like", f"% {letters}%"]],
		]
	return [
		[["Minor", "minor_name", "like", f"{text}%"]],
		[["Minor", "name", "=", text]],
		[["Minor", "area", "in", _villages(text) or [text]]],
		[["Minor", "minor_name", "like", f"%{text}%"]],
	]


def _with_ending(ending: str) -> list[str]:
	"""Minors whose own number, or a guardian's telephone, ends so."""
	found = find_by_ending("Minor", "id_number", ending)
	rows = find_by_ending("Minor Guardian", "phone", ending)
	if rows:
		# No permission filter here: the list that follows is limited.
		found += frappe.get_all("Minor Guardian", {"name": ("in", rows)}, pluck="parent", order_by="name")
	return found


def _villages(text: str) -> list[str]:
	area, above = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("above")
	return (
		frappe.qb.from_(area)
		.join(above)
		.on((above.lft <= area.lft) & (above.rgt >= area.rgt))
		.select(area.name)
		.where(above.level.isin(("Village", "Grid")) & above.area_name.like(f"{text}%"))
		.run(pluck=True)
	)
