"""Grades that have taken effect and still wait for a named person's decision, oldest first."""

import frappe
from frappe import _

from lijian_hulei.ledger.services.overview import waiting_changes


def execute(filters: frappe._dict | None = None) -> tuple:
	filters = frappe._dict(filters or {})
	return _columns(), [_row(change) for change in waiting_changes(filters.area, filters.to_grade)]


def _columns() -> list[dict]:
	return [
		{
			"fieldname": "name",
			"label": _("Grade Change"),
			"fieldtype": "Link",
			"options": "Grade Change",
			"width": 150,
		},
		{"fieldname": "minor", "label": _("Minor"), "fieldtype": "Link", "options": "Minor", "width": 150},
		{"fieldname": "minor_name", "label": _("Full Name"), "fieldtype": "Data", "width": 110},
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Data", "width": 160},
		{"fieldname": "from_grade", "label": _("From Grade"), "fieldtype": "Data", "width": 100},
		{"fieldname": "to_grade", "label": _("To Grade"), "fieldtype": "Data", "width": 100},
		{"fieldname": "trigger", "label": _("Trigger"), "fieldtype": "Data", "width": 110},
		{"fieldname": "changed_at", "label": _("Changed At"), "fieldtype": "Datetime", "width": 160},
		{"fieldname": "days", "label": _("Days Waiting"), "fieldtype": "Int", "width": 100},
	]


def _row(change: dict) -> dict:
	return change | {
		"village": change["village"].name,
		"from_grade": _(change["from_grade"]) if change["from_grade"] else _("No Grade"),
		"to_grade": _(change["to_grade"]) if change["to_grade"] else _("No Grade"),
		"trigger": _(change["trigger"]),
	}
