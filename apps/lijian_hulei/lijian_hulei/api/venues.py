"""What the desk asks about venues: the calendar of inspections and the numbers of the station's workspace."""

import frappe
from frappe.utils import getdate

from lijian_hulei.venues.rules.state import COLOURS, IN_ORDER, NOT_IN_SCOPE, RECTIFICATION_OVERDUE
from lijian_hulei.venues.services.overview import overview

MOST_EVENTS = 500
DRAFT_COLOUR = COLOURS[NOT_IN_SCOPE]
OUTCOME_COLOURS = {"Passed": COLOURS[IN_ORDER], "Not Passed": COLOURS[RECTIFICATION_OVERDUE]}


@frappe.whitelist()
def inspection_events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Inspections between two days for the calendar, coloured by their outcome; the lists' limits apply."""
	frappe.has_permission("Venue Inspection", "read", throw=True)
	rows = frappe.get_list(
		"Venue Inspection",
		filters={"inspection_date": ["between", [getdate(start), getdate(end)]], "docstatus": ["<", 2]},
		fields=["name", "inspection_date", "title", "outcome", "docstatus"],
		order_by="inspection_date asc, name asc",
		limit_page_length=MOST_EVENTS,
	)
	return [
		{
			"name": row.name,
			"start": row.inspection_date,
			"end": row.inspection_date,
			"title": row.title or row.name,
			"color": OUTCOME_COLOURS.get(row.outcome, DRAFT_COLOUR) if row.docstatus else DRAFT_COLOUR,
			"allDay": 1,
		}
		for row in rows
	]


@frappe.whitelist()
def venues_not_inspected() -> dict:
	"""Venues in scope without any inspection this month (R03)."""
	frappe.has_permission("Venue", "read", throw=True)
	return _number(sum(1 for row in overview() if row.required and not row.inspections))


@frappe.whitelist()
def rectifications_overdue() -> dict:
	"""Orders that their venue has not answered although the deadline has passed."""
	frappe.has_permission("Rectification Order", "read", throw=True)
	late = {"status": "To Be Rectified", "due_on": ["<", getdate()]}
	return _number(
		frappe.get_list("Rectification Order", filters=late, fields=["count(name) as total"])[0].total
	)


def _number(value: int) -> dict:
	return {"value": value, "fieldtype": "Int"}
