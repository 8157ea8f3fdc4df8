"""The supervision of one venue in the year before a day, event by event: facts and dates, no verdict (R61, A23)."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, getdate

from lijian_hulei.access.guards import require_document
from lijian_hulei.venues.services.supervision import supervision_on


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str]:
	filters = frappe._dict(filters or {})
	if not filters.venue:
		return columns(), [], _("Choose a venue and a day.")
	venue = require_document("Venue", filters.venue)
	day = getdate(filters.day)
	known = supervision_on(venue.name, day)
	names = _names({event["officer"] for event in known["events"]} | {known["officer"]})
	return columns(), [_row(event, names) for event in known["events"]], _head(known, names, day)


def columns() -> list[dict]:
	return [
		{"fieldname": "on", "label": _("Date"), "fieldtype": "Date", "width": 110},
		{"fieldname": "kind", "label": _("Kind of Event"), "fieldtype": "Data", "width": 110},
		{"fieldname": "what", "label": _("What"), "fieldtype": "Data", "width": 330},
		{
			"fieldname": "officer",
			"label": _("Officer"),
			"fieldtype": "Link",
			"options": "Officer",
			"width": 120,
		},
		{"fieldname": "result", "label": _("Result"), "fieldtype": "Data", "width": 120},
		{
			"fieldname": "record",
			"label": _("Record"),
			"fieldtype": "Dynamic Link",
			"options": "record_doctype",
			"width": 190,
		},
	]


def _names(officers: set[str | None]) -> dict[str, str]:
	# No permission filter: who is in office is no secret in the township, and the venue was found readable.
	rows = frappe.get_all(
		"Officer",
		{"name": ("in", list(officers - {None}) or [""])},
		["name", "officer_name"],
		order_by="name asc",
	)
	return {row.name: row.officer_name for row in rows}


def _row(event: dict, names: dict[str, str]) -> dict:
	return {
		**event,
		"kind": _(event["kind"], context="event of a venue"),
		"what": _what(event),
		"officer": names.get(event["officer"], ""),
		"result": _(event["result"]) if event["result"] else "",
	}


def _what(event: dict) -> str:
	kind, what = event["kind"], event["what"]
	if kind == "Inspection":
		return (
			_("Inspection, {0} items do not comply").format(what)
			if what
			else _("Inspection, everything complies")
		)
	if kind == "Order":
		return _("Ordered to put right by {0}").format(formatdate(what))
	if kind == "Answer":
		return _("The venue reported it put right; due {0}").format(formatdate(what))
	return _("Recheck") if kind == "Recheck" else what


def _head(known: dict, names: dict[str, str], day: date) -> str:
	if not known["officer"]:
		return _("No officer was named as in charge of this venue on {0}.").format(formatdate(day))
	return _("On {0} {1} was in charge of this venue, since {2}.").format(
		formatdate(day), escape_html(names[known["officer"]]), formatdate(known["since"])
	)
