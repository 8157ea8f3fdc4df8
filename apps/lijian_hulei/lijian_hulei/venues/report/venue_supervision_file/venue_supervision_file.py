"""The supervision of one venue in the year before a day, event by event: facts and dates, no verdict (R61, A23)."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from lijian_hulei.access.guards import require_document
from lijian_hulei.venues.services.supervision import supervision_on


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str]:
	filters = frappe._dict(filters or {})
	if not filters.venue:
		return columns(), [], _("Choose a venue and a day.")
	venue = require_document("Venue", filters.venue)
	day = getdate(filters.day)
	known = supervision_on(venue.name, day)
	return columns(), [_row(event) for event in known["events"]], _head(venue, known, day)


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


def _row(event: dict) -> dict:
	words = {
		"Inspection": _("Inspection, {0} items do not comply"),
		"Order": _("Ordered to put right by {0}"),
		"Answer": _("The venue reported it put right; due {0}"),
		"Recheck": _("Recheck"),
		"Duty": "{0}",
	}
	what = formatdate(event["what"]) if event["kind"] in ("Order", "Answer") else event["what"]
	return {
		**event,
		"kind": _(event["kind"], context="event of a venue"),
		"what": words[event["kind"]].format(what),
		"result": _(event["result"]) if event["result"] else "",
	}


def _head(venue, known: dict, day) -> str:
	if not known["officer"]:
		return _("No officer was named as in charge of this venue on {0}.").format(formatdate(day))
	name = frappe.db.get_value("Officer", known["officer"], "officer_name")
	return _("On {0} {1} was in charge of this venue, since {2}.").format(
		formatdate(day), frappe.utils.escape_html(name), formatdate(known["since"])
	)
