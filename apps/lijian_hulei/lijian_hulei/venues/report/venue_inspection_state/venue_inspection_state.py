"""Every venue that the month's inspections are owed for: how many it had, what is missing, what is open (R03)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint, date_diff, getdate, today
from pypika import Order
from pypika.terms import PseudoColumn

from lijian_hulei.access.scope import condition
from lijian_hulei.kernel.periods import month_of

DUTY = "R03_inspections"


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, chart(found)


def columns() -> list[dict]:
	return [
		{"fieldname": "area", "label": _("Area"), "fieldtype": "Link", "options": "Area", "width": 150},
		{"fieldname": "venue", "label": _("Venue"), "fieldtype": "Link", "options": "Venue", "width": 190},
		{
			"fieldname": "venue_type",
			"label": _("Venue Type"),
			"fieldtype": "Link",
			"options": "Venue Type",
			"width": 150,
		},
		{"fieldname": "done", "label": _("Inspections This Month"), "fieldtype": "Int", "width": 110},
		{"fieldname": "missing", "label": _("Still Missing"), "fieldtype": "Int", "width": 100},
		{
			"fieldname": "last_inspected_on",
			"label": _("Last Inspected On"),
			"fieldtype": "Date",
			"width": 120,
		},
		{"fieldname": "days_since", "label": _("Days Since"), "fieldtype": "Int", "width": 100},
		{"fieldname": "last_result", "label": _("Last Result"), "fieldtype": "Data", "width": 100},
		{
			"fieldname": "open_orders",
			"label": _("Open Rectification Orders"),
			"fieldtype": "Int",
			"width": 120,
		},
	]


def rows(filters) -> list[dict]:
	month = month_of(getdate(filters.month or today()))
	required = cint(frappe.db.get_value("Duty", DUTY, "required_count")) or 2
	venue, inspection = frappe.qb.DocType("Venue"), frappe.qb.DocType("Venue Inspection")
	query = (
		frappe.qb.from_(venue)
		.left_join(inspection)
		.on(
			(inspection.venue == venue.name)
			& (inspection.docstatus == 1)
			& (inspection.inspection_date >= month.start)
			& (inspection.inspection_date <= month.end)
		)
		.select(
			venue.name.as_("venue"),
			venue.area,
			venue.venue_type,
			venue.last_inspected_on,
			venue.last_result,
			venue.open_orders,
			Count(inspection.name).as_("done"),
		)
		.where((venue.status == "Operating") & (venue.in_scope == 1))
		.groupby(venue.name)
		.orderby(Count(inspection.name), order=Order.asc)
		.orderby(venue.area)
		.orderby(venue.name)
	)
	if filters.area:
		query = query.where(venue.area == filters.area)
	if limits := condition("Venue"):
		query = query.where(PseudoColumn(limits))
	found = [_counted(row, required) for row in query.run(as_dict=True)]
	return [row for row in found if row.missing] if filters.only_missing else found


def _counted(row, required: int):
	row.missing = max(required - row.done, 0)
	row.days_since = date_diff(today(), row.last_inspected_on) if row.last_inspected_on else None
	row.last_result = _(row.last_result) if row.last_result else ""
	return row


def chart(found: list[dict]) -> dict:
	whole = sum(1 for row in found if not row.missing)
	partly = sum(1 for row in found if row.missing and row.done)
	values = [whole, partly, len(found) - whole - partly]
	labels = [_("Complete"), _("Partly"), _("Not Inspected")]
	return {
		"data": {"labels": labels, "datasets": [{"values": values}]},
		"type": "donut",
		"colors": ["#29845a", "#e0a100", "#c00000"],
	}
