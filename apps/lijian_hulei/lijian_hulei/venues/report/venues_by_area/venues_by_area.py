"""Venues by village in the colour of their state, above them a sketch of where they lie, drawn without any map server."""

from itertools import groupby
from operator import itemgetter

import frappe
from frappe import _

from lijian_hulei.venues.report.venues_by_area.sketch import sketch
from lijian_hulei.venues.rules.state import COLOURS, STATES
from lijian_hulei.venues.services.overview import overview


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str]:
	found = venues(frappe._dict(filters or {}))
	return columns(), tree(found), sketch(found)


def columns() -> list[dict]:
	return [
		{"fieldname": "title", "label": _("Area and Venue"), "fieldtype": "Data", "width": 240},
		{"fieldname": "state_name", "label": _("State"), "fieldtype": "Data", "width": 130},
		{"fieldname": "type_name", "label": _("Venue Type"), "fieldtype": "Data", "width": 150},
		{"fieldname": "done", "label": _("Counted Inspections"), "fieldtype": "Int", "width": 100},
		{"fieldname": "missing", "label": _("Still Missing"), "fieldtype": "Int", "width": 90},
		{
			"fieldname": "last_inspected_on",
			"label": _("Last Inspected On"),
			"fieldtype": "Date",
			"width": 120,
		},
		{
			"fieldname": "open_orders",
			"label": _("Open Rectification Orders"),
			"fieldtype": "Int",
			"width": 120,
		},
		{"fieldname": "overdue_orders", "label": _("Overdue Orders"), "fieldtype": "Int", "width": 100},
		{"fieldname": "officer_name", "label": _("Officer in Charge"), "fieldtype": "Data", "width": 110},
	]


def venues(filters) -> list[dict]:
	found = overview(area=filters.area)
	return [row for row in found if not filters.state or row.state == filters.state]


def tree(found: list[dict]) -> list[dict]:
	"""A row for each area with the sums of its venues, its venues under it."""
	rows = []
	for area, group in groupby(found, key=itemgetter("area")):
		own = list(group)
		rows.append(_area_row(area, own))
		rows += [_venue_row(area, venue) for venue in own]
	return rows


def _area_row(area: str, own: list[dict]) -> dict:
	worst = min(own, key=lambda row: STATES.index(row.state)).state
	sums = {
		key: sum(row[key] or 0 for row in own) for key in ("done", "missing", "open_orders", "overdue_orders")
	}
	title = _("{0} ({1})", context="area and number of venues").format(own[0].area_name, len(own))
	return {"key": area, "parent_key": "", "indent": 0, "title": title, **_state(worst), **sums}


def _venue_row(area: str, venue: dict) -> dict:
	kept = (
		"type_name",
		"done",
		"missing",
		"last_inspected_on",
		"open_orders",
		"overdue_orders",
		"officer_name",
	)
	return {
		"key": venue.venue,
		"parent_key": area,
		"indent": 1,
		"venue": venue.venue,
		"title": venue.venue_name,
		**_state(venue.state),
		**{key: venue[key] for key in kept},
	}


def _state(state: str) -> dict:
	return {"state_name": _(state), "state_colour": COLOURS[state]}
