"""What the desk asks about schools: the calendars of activities and of safety tasks, and whom a new record is for."""

import frappe
from frappe.utils import getdate

from lijian_hulei.campus.services.agencies import own_agency
from lijian_hulei.organisation.services import officer_of

MOST_EVENTS = 500
GREEN, ORANGE, RED, GREY = "#29845a", "#e07b00", "#c00000", "#8d99a6"


@frappe.whitelist(methods=["GET"])
def my_agency() -> dict:
	"""The agency and the officer that a new record of the user's is made for; `village` only where the agency lies in one."""
	if not officer_of(frappe.session.user):
		return {}
	agency = own_agency()
	# The user's own post; both are open organisational facts.
	facts = frappe.db.get_value("Agency", agency, ["agency_type", "area"], as_dict=True) if agency else None
	level = frappe.db.get_value("Area", facts.area, "level") if facts else None
	return {
		"officer": officer_of(frappe.session.user),
		"agency": agency,
		"agency_type": facts and facts.agency_type,
		"area": facts and facts.area,
		"village": facts.area if level in ("Village", "Grid") else None,
	}


@frappe.whitelist()
def activity_events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Activities between two days; the lists' limits apply. Drafts are grey."""
	frappe.has_permission("Education Activity", "read", throw=True)
	rows = frappe.get_list(
		"Education Activity",
		filters={"activity_date": ["between", [getdate(start), getdate(end)]], "docstatus": ["<", 2]},
		fields=["name", "activity_date", "topic", "docstatus"],
		order_by="activity_date asc, name asc",
		limit_page_length=MOST_EVENTS,
	)
	return [
		_event(row.name, row.activity_date, row.activity_date, row.topic, GREEN if row.docstatus else GREY)
		for row in rows
	]


@frappe.whitelist()
def safety_task_events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Safety lessons that are due between two days: done, still open, or past their last day."""
	frappe.has_permission("Safety Education Task", "read", throw=True)
	rows = frappe.get_list(
		"Safety Education Task",
		filters={"opens_on": ["<=", getdate(end)], "closes_on": [">=", getdate(start)]},
		fields=["name", "reminder", "opens_on", "closes_on", "done_on"],
		order_by="closes_on asc, name asc",
		limit_page_length=MOST_EVENTS,
	)
	day = getdate()
	return [
		_event(row.name, row.opens_on, row.closes_on, frappe._(row.reminder), _task_colour(row, day))
		for row in rows
	]


def _task_colour(row, day) -> str:
	if row.done_on:
		return GREEN
	return RED if row.closes_on < day else ORANGE


def _event(name: str, start, end, title: str, colour: str) -> dict:
	return {"name": name, "start": start, "end": end, "title": title, "color": colour, "allDay": 1}
