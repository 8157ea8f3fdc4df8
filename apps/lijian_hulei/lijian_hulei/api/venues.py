"""What the desk asks about venues: the calendar of inspections and the numbers of the station's workspace."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lijian_hulei.venues.services.overview import overview

MOST_EVENTS = 500
# Tones of Frappe's calendar, whose texts can be read on them.
DRAFT, DUE, LATE = "default", "warning", "danger"
OUTCOMES = {"Passed": "success", "Not Passed": LATE}


@frappe.whitelist()
def inspection_events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Inspections between two days for the calendar, coloured by their outcome, and the venues whose inspection falls
	due there and is not done; the lists' limits apply."""
	frappe.has_permission("Venue Inspection", "read", throw=True)
	return _inspections(start, end) + _due_inspections(start, end)


def _inspections(start: str, end: str) -> list[dict]:
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
			"tone": OUTCOMES.get(row.outcome, DRAFT) if row.docstatus else DRAFT,
			"allDay": 1,
		}
		for row in rows
	]


def _due_inspections(start: str, end: str) -> list[dict]:
	"""One entry for each venue and day, whatever number of duties falls due; it opens the venue."""
	if not (frappe.has_permission("Obligation", "read") and frappe.has_permission("Venue", "read")):
		return []
	due = frappe.get_list(
		"Obligation",
		filters={
			"subject_doctype": "Venue",
			"status": ["in", ("Open", "Overdue")],
			"due_at": ["between", [getdate(start), getdate(end)]],
		},
		fields=["subject_name", "due_at", "status"],
		order_by="due_at asc, subject_name asc",
		limit_page_length=MOST_EVENTS,
	)
	venues = {row.subject_name for row in due}
	titles = dict(
		frappe.get_list(
			"Venue",
			filters={"name": ["in", list(venues) or [""]]},
			fields=["name", "venue_name"],
			order_by="name asc",
			limit_page_length=MOST_EVENTS,
			as_list=True,
		)
	)
	days = {}
	for row in due:
		if row.subject_name in titles:
			late = row.status == "Overdue" or row.due_at < now_datetime()
			key = (row.subject_name, row.due_at.date())
			days[key] = days.get(key, False) or late
	return [_due_event(venue, titles[venue], day, late) for (venue, day), late in days.items()]


def _due_event(venue: str, title: str, day: date, late: bool) -> dict:
	label = _("Inspection overdue: {0}") if late else _("Inspection due: {0}")
	return {
		"doctype": "Venue",
		"name": venue,
		"start": day,
		"end": day,
		"title": label.format(title),
		"tone": LATE if late else DUE,
		"allDay": 1,
		"docstatus": 1,  # not to be moved: its day is the duty's
	}


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
