"""What was known of the supervision of a venue on a day, for who must answer for a case there (plan part 3(4), R61).

Facts and dates only, in the order in which they happened: no verdict (ambiguity A23).
"""

from datetime import date

import frappe
from frappe.utils import add_days, getdate

LOOK_BACK_DAYS = 365


def supervision_on(venue: str, day: date | str) -> dict:
	"""{venue, station, officer, since, events}: who was in charge on `day`, and the year before it as events.

	Each event has on, kind (Inspection, Order, Answer, Recheck, Duty), record_doctype, record, what, officer and
	result. The caller checks whether the venue may be read.
	"""
	day = getdate(day)
	start = add_days(day, -LOOK_BACK_DAYS)
	station = frappe.db.get_value("Venue", venue, "supervising_agency")
	term = officer_in_charge(venue, day)
	events = _inspections(venue, start, day) + _orders(venue, start, day) + _duties(venue, start, day)
	return {
		"venue": venue,
		"station": station,
		"officer": term.officer if term else None,
		"since": term.from_date if term else None,
		"events": sorted(events, key=lambda event: (event["on"], event["kind"], event["record"])),
	}


def officer_in_charge(venue: str, day: date | str):
	"""The row of the venue's officers in charge that covers `day`; None where nobody was named yet."""
	day = getdate(day)
	row = frappe.qb.DocType("Venue Supervisor")
	found = (
		frappe.qb.from_(row)
		.select(row.officer, row.from_date, row.to_date)
		.where((row.parenttype == "Venue") & (row.parent == venue) & (row.from_date <= day))
		.where(row.to_date.isnull() | (row.to_date >= day))
		.orderby(row.from_date, order=frappe.qb.desc)
		.limit(1)
		.run(as_dict=True)
	)
	return found[0] if found else None


def _event(on: date, kind: str, doctype: str, record: str, **more: str | None) -> dict:
	return {"on": getdate(on), "kind": kind, "record_doctype": doctype, "record": record, **more}


def _inspections(venue: str, start: date, day: date) -> list[dict]:
	# No permission filter: facts of a venue that the caller was found to be allowed to read.
	rows = frappe.get_all(
		"Venue Inspection",
		{"venue": venue, "docstatus": 1, "inspection_date": ("between", (start, day))},
		["name", "inspection_date", "lead_inspector", "outcome", "failed_items"],
		order_by="inspection_date asc, name asc",
	)
	return [
		_event(
			row.inspection_date,
			"Inspection",
			"Venue Inspection",
			row.name,
			what=row.failed_items or 0,
			officer=row.lead_inspector,
			result=row.outcome,
		)
		for row in rows
	]


def _orders(venue: str, start: date, day: date) -> list[dict]:
	# No permission filter: as above.
	rows = frappe.get_all(
		"Rectification Order",
		{"venue": venue, "issued_on": ("between", (start, day))},
		[
			"name",
			"issued_on",
			"due_on",
			"step",
			"answered_on",
			"rechecked_on",
			"rechecked_by",
			"status",
			"officer",
		],
		order_by="issued_on asc, name asc",
	)
	events = []
	for row in rows:
		record = ("Rectification Order", row.name)
		events.append(
			_event(row.issued_on, "Order", *record, what=row.due_on, officer=row.officer, result=row.step)
		)
		if row.answered_on and row.answered_on <= day:
			events.append(
				_event(row.answered_on, "Answer", *record, what=row.due_on, officer=None, result="")
			)
		if row.rechecked_on and row.rechecked_on <= day:
			events.append(
				_event(
					row.rechecked_on, "Recheck", *record, what="", officer=row.rechecked_by, result=row.status
				)
			)
	return events


def _duties(venue: str, start: date, day: date) -> list[dict]:
	"""What fell due in the year, with what was done of it by the day it fell due or is done by now."""
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	rows = (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.select(
			obligation.name,
			obligation.due_at,
			obligation.status,
			obligation.done,
			obligation.required,
			obligation.responsible_officer,
			duty.title,
		)
		.where((obligation.subject_doctype == "Venue") & (obligation.subject_name == venue))
		.where((obligation.due_at >= str(start)) & (obligation.due_at <= f"{day} 23:59:59"))
		.where(obligation.status != "Cancelled")
		.orderby(obligation.due_at)
		.orderby(obligation.name)
		.run(as_dict=True)
	)
	return [
		_event(
			row.due_at,
			"Duty",
			"Obligation",
			row.name,
			what=f"{row.title} {row.done}/{row.required}",
			officer=row.responsible_officer,
			result=row.status,
		)
		for row in rows
	]
