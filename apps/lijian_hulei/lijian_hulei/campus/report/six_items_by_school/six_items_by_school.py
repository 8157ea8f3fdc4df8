"""Which school has held which of the six items in a half-year, and what is missing (R22)."""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Min
from frappe.utils import getdate, today

from lijian_hulei.access.scope import limited, user_scope
from lijian_hulei.campus.services.agencies import TAUGHT, own_agencies
from lijian_hulei.kernel.periods import half_year_of


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	filters = frappe._dict(filters or {})
	kinds = six_items()
	found = rows(getdate(filters.day or today()), kinds, bool(filters.only_missing))
	return columns(kinds), found, None, chart(kinds, found)


def six_items() -> list[dict]:
	# No permission filter: names of kinds, no person in them.
	return frappe.get_all(
		"Activity Kind",
		{"in_six_items": 1, "enabled": 1},
		["name", "kind_name"],
		order_by="display_order asc, name asc",
	)


def columns(kinds: list[dict]) -> list[dict]:
	items = [
		{"fieldname": kind.name, "label": kind.kind_name, "fieldtype": "Date", "width": 150} for kind in kinds
	]
	return [
		{"fieldname": "school", "label": _("School"), "fieldtype": "Link", "options": "Agency", "width": 200},
		*items,
		{"fieldname": "done", "label": _("Items Held"), "fieldtype": "Int", "width": 100},
		{"fieldname": "missing", "label": _("Still Missing"), "fieldtype": "Int", "width": 100},
	]


def rows(day: date, kinds: list[dict], only_missing: bool = False) -> list[dict]:
	"""One row for each school of the user's; an item shows the day it was first held in the half-year."""
	held = _held(day, [kind.name for kind in kinds])
	found = []
	for school in _schools():
		row = frappe._dict(school=school)
		row.update({kind.name: held.get((school, kind.name)) for kind in kinds})
		row.done = sum(1 for kind in kinds if row[kind.name])
		row.missing = len(kinds) - row.done
		if row.missing or not only_missing:
			found.append(row)
	return sorted(found, key=lambda row: (-row.missing, row.school))


def _held(day: date, kinds: list[str]) -> dict[tuple[str, str], date]:
	if not kinds:
		return {}
	half = half_year_of(day)
	activity = frappe.qb.DocType("Education Activity")
	query = (
		frappe.qb.from_(activity)
		.select(activity.school, activity.kind, Min(activity.activity_date))
		.where((activity.docstatus == 1) & activity.kind.isin(kinds))
		.where((activity.activity_date >= half.start) & (activity.activity_date <= half.end))
		.groupby(activity.school, activity.kind)
	)
	query = limited(query, "Education Activity")
	return {(school, kind): first for school, kind, first in query.run()}


def _schools() -> list[str]:
	"""A school's staff see their own school, offices those of the township."""
	filters = {"agency_type": ("in", TAUGHT), "enabled": 1}
	scope = user_scope()
	if not scope.unlimited and "School Officer" in scope.roles:
		filters["name"] = ("in", sorted(own_agencies()) or [""])
	return frappe.get_list("Agency", filters=filters, pluck="name", order_by="name", limit_page_length=0)


def chart(kinds: list[dict], found: list[dict]) -> dict:
	values = [sum(1 for row in found if row[kind.name]) for kind in kinds]
	return {
		"data": {
			"labels": [kind.kind_name for kind in kinds],
			"datasets": [{"name": _("Schools"), "values": values}],
		},
		"type": "bar",
		"colors": ["#29845a"],
	}
