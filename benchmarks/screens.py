"""What officers open all day, each beside raw SQL for the same rows: lists, counts, search, the phone page, cards, charts.

Part of at_scale.py. Raw SQL means: the areas or the school written out, no rights asked, no documents made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

VILLAGE, SCHOOL, OFFICE = (f"{login}@demo.hulei" for login in ("village", "school", "office"))
PAGE = 20


@dataclass(frozen=True)
class Screen:
	"""One thing that a user opens. `raw` is None where no single statement says the same."""

	user: str
	what: str
	ours: Callable[[], object]
	raw: Callable[[], object] | None = None


@dataclass(frozen=True)
class List:
	"""A list as the desk asks for it; `where` are the filters again as SQL."""

	doctype: str
	filters: dict
	where: str
	order: str

	@property
	def title(self) -> str:
		return f"{self.doctype}: {self.where or 'all'}, by {self.order}"


LISTS = (
	List("Minor", {}, "", "modified desc"),
	List(
		"Minor", {"grade": "Red", "status": "Active"}, "grade = 'Red' and status = 'Active'", "modified desc"
	),
	List("Minor", {"status": "Active"}, "status = 'Active'", "minor_name asc"),
	List("Household", {}, "", "modified desc"),
	List("Household", {"is_focus": 1}, "is_focus = 1", "modified desc"),
	List("Visit", {}, "", "visit_date desc"),
	List("Visit", {"docstatus": 1}, "docstatus = 1", "modified desc"),
	List("Follow Up", {"status": "Open"}, "status = 'Open'", "due_on asc"),
	List("Obligation", {"status": "Overdue"}, "status = 'Overdue'", "due_at asc"),
	List("Obligation", {}, "", "due_at asc"),
	List("Grade Change", {}, "", "changed_at desc"),
	List("Grade Change", {"confirmation": "Awaiting"}, "confirmation = 'Awaiting'", "changed_at desc"),
	List("Support Pairing", {"status": "Active"}, "status = 'Active'", "modified desc"),
)
CHARTS = ("grade_mix", "visits_per_week", "overdue_by_village", "coverage_by_village", "coverage_by_month")
CARDS = ("minors_without_helper", "leaders_without_household", "villages_canvassed", "duty_coverage")


def screens() -> Iterator[Screen]:
	"""Everything that is measured; the caller sets the user of each before it calls."""
	for user in (VILLAGE, OFFICE):
		places = _areas_of(user)
		for shown in LISTS:
			yield Screen(user, shown.title, _page(shown), _raw_page(shown, "area", places))
		for shown in (LISTS[0], LISTS[9]):
			raw = _raw_count(shown.doctype, "area", places)
			yield Screen(user, f"{shown.doctype}: count", _count(shown.doctype), raw)
		yield Screen(user, "Minor: link search", _link_search, _raw_search("area", places))
		for mine in (False, True):
			yield Screen(user, f"phone page{', mine' if mine else ''}", _phone(mine))
		yield Screen(user, "phone page, name contains", _phone(False, "子浩"))
		yield Screen(user, "today's work, mine", _today(True))
		yield Screen(user, "today's work, all", _today(False))
		for name in (*CARDS, *CHARTS):
			yield Screen(user, f"card or chart {name}", _number(name), _raw_number(name, places))
		yield from (Screen(user, f"card {title}", card) for title, card in _stored_cards())
	own = _agencies_of(SCHOOL)
	for shown in LISTS[:3]:
		yield Screen(SCHOOL, shown.title, _page(shown), _raw_page(shown, "school", own))
	yield Screen(SCHOOL, "Minor: count", _count("Minor"), _raw_count("Minor", "school", own))
	yield Screen(SCHOOL, "Minor: link search", _link_search, _raw_search("school", own))


def _areas_of(user: str) -> list[str]:
	import frappe
	from lijian_hulei.access.scope import user_scope

	found: list[str] = []
	for lft, rgt in user_scope(user).areas:
		found += frappe.get_all("Area", {"lft": (">=", lft), "rgt": ("<=", rgt)}, pluck="name")
	return found


def _agencies_of(user: str) -> list[str]:
	from lijian_hulei.access.scope import user_scope

	return list(user_scope(user).agencies)


def _page(shown: List) -> Callable[[], object]:
	import frappe

	fields = [
		"name",
		*(f.fieldname for f in frappe.get_meta(shown.doctype).fields if f.in_list_view and not f.permlevel),
	]
	return lambda: frappe.get_list(
		shown.doctype, filters=shown.filters, fields=fields, order_by=shown.order, limit=PAGE
	)


def _raw_page(shown: List, place_field: str, places: list[str]) -> Callable[[], object]:
	import frappe

	where = f"{place_field} in %(places)s" + (f" and {shown.where}" if shown.where else "")
	query = f"select name, {place_field} from `tab{shown.doctype}` where {where} order by {shown.order} limit {PAGE}"
	return lambda: frappe.db.sql(query, {"places": places})


def _count(doctype: str) -> Callable[[], object]:
	import frappe

	return lambda: frappe.get_list(doctype, fields=[f"count(`tab{doctype}`.name) as total"], order_by="")


def _raw_count(doctype: str, place_field: str, places: list[str]) -> Callable[[], object]:
	import frappe

	query = f"select count(*) from `tab{doctype}` where {place_field} in %(places)s"
	return lambda: frappe.db.sql(query, {"places": places})


def _link_search() -> object:
	from frappe.desk.search import search_widget

	return search_widget("Minor", "子浩", page_length=10)


def _raw_search(place_field: str, places: list[str]) -> Callable[[], object]:
	import frappe

	query = f"select name, minor_name from tabMinor where {place_field} in %(places)s and minor_name like %(text)s limit 10"
	return lambda: frappe.db.sql(query, {"places": places, "text": "%子浩%"})


def _phone(mine: bool, text: str = "") -> Callable[[], object]:
	from lijian_hulei.care.services.visit_list import visits_due

	return lambda: visits_due(mine=mine, name_contains=text)


def _today(mine: bool) -> Callable[[], object]:
	from lijian_hulei.api.today_work import today_work

	return lambda: today_work(mine)


def _number(name: str) -> Callable[[], object]:
	from lijian_hulei.api import desk_numbers

	return getattr(desk_numbers, name)


def _raw_number(name: str, places: list[str]) -> Callable[[], object] | None:
	import frappe

	query = {
		"grade_mix": "select grade, count(*) from tabMinor where area in %(places)s and status = 'Active' group by grade",
		"minors_without_helper": "select count(*) from tabMinor where area in %(places)s and status = 'Active' and grade != ''",
		"overdue_by_village": "select area, count(*) from tabObligation where area in %(places)s and status = 'Overdue' group by area",
	}.get(name)
	return (lambda: frappe.db.sql(query, {"places": places})) if query else None


def _stored_cards() -> Iterator[tuple[str, Callable[[], object]]]:
	import frappe
	from frappe.desk.doctype.number_card.number_card import get_result

	watched = {shown.doctype for shown in LISTS}
	for name in frappe.get_all("Number Card", {"type": "Document Type"}, pluck="name", order_by="name"):
		card = frappe.get_doc("Number Card", name)
		if card.document_type in watched:
			yield name, lambda card=card: get_result(card, card.filters_json)
