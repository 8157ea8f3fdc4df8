"""Every venue that the month's inspections are owed for: how many it had, what is missing, what is open (R03)."""

import frappe
from frappe import _
from frappe.utils import date_diff, getdate, today

from lijian_hulei.kernel.periods import month_of
from lijian_hulei.venues.services.overview import overview


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, None, list[dict]]:
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, None, summary(found)


def columns() -> list[dict]:
	return [
		{"fieldname": "area_name", "label": _("Area"), "fieldtype": "Data", "width": 130},
		{"fieldname": "venue_name", "label": _("Venue"), "fieldtype": "Data", "width": 190},
		{"fieldname": "type_name", "label": _("Venue Type"), "fieldtype": "Data", "width": 150},
		{"fieldname": "officer_name", "label": _("Officer in Charge"), "fieldtype": "Data", "width": 100},
		{"fieldname": "inspections", "label": _("Inspections This Month"), "fieldtype": "Int", "width": 100},
		{"fieldname": "done", "label": _("Counted Inspections"), "fieldtype": "Int", "width": 90},
		{"fieldname": "missing", "label": _("Still Missing"), "fieldtype": "Int", "width": 80},
		{
			"fieldname": "last_inspected_on",
			"label": _("Last Inspected On"),
			"fieldtype": "Date",
			"width": 120,
		},
		{"fieldname": "days_since", "label": _("Days Since"), "fieldtype": "Int", "width": 90},
		{"fieldname": "last_result", "label": _("Last Result"), "fieldtype": "Data", "width": 90},
		{
			"fieldname": "open_orders",
			"label": _("Open Rectification Orders"),
			"fieldtype": "Int",
			"width": 110,
		},
	]


def rows(filters) -> list[dict]:
	day = getdate(filters.month or today())
	# A past month is looked at from its last day.
	seen_from = min(month_of(day).end, max(getdate(), day))
	owed = [row for row in overview(seen_from, filters.area) if row.required]
	found = [_shown(row) for row in owed if not filters.only_missing or row.missing]
	return sorted(found, key=lambda row: (row.done, row.inspections, -(row.days_since or 9999)))


def _shown(row) -> dict:
	row.days_since = date_diff(today(), row.last_inspected_on) if row.last_inspected_on else None
	row.last_result = _(row.last_result) if row.last_result else ""
	return row


def summary(found: list[dict]) -> list[dict]:
	whole = sum(1 for row in found if not row.missing)
	partly = sum(1 for row in found if row.missing and row.inspections)
	return [
		{"label": _("Complete"), "value": whole, "datatype": "Int", "indicator": "Green"},
		{"label": _("Partly"), "value": partly, "datatype": "Int", "indicator": "Orange"},
		{
			"label": _("Not Inspected"),
			"value": len(found) - whole - partly,
			"datatype": "Int",
			"indicator": "Red",
		},
	]
