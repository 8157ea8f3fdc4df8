"""Decisions of meetings that were not carried out by their day, the oldest first (R48)."""

import frappe
from frappe import _
from frappe.utils import date_diff, today

from lijian_hulei.access.scope import limited


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, chart(found)


def columns() -> list[dict]:
	return [
		{
			"fieldname": "name",
			"label": _("Meeting Task"),
			"fieldtype": "Link",
			"options": "Meeting Task",
			"width": 170,
		},
		{"fieldname": "decision", "label": _("Decision"), "fieldtype": "Data", "width": 320},
		{"fieldname": "agency_name", "label": _("To Be Done By"), "fieldtype": "Data", "width": 190},
		{"fieldname": "officer_name", "label": _("Officer Name"), "fieldtype": "Data", "width": 110},
		{"fieldname": "due_on", "label": _("Due On"), "fieldtype": "Date", "width": 110},
		{"fieldname": "days_late", "label": _("Days Late"), "fieldtype": "Int", "width": 90},
	]


def rows(filters) -> list[dict]:
	task, agency, officer = (
		frappe.qb.DocType("Meeting Task"),
		frappe.qb.DocType("Agency"),
		frappe.qb.DocType("Officer"),
	)
	query = (
		frappe.qb.from_(task)
		.left_join(agency)
		.on(agency.name == task.agency)
		.left_join(officer)
		.on(officer.name == task.officer)
		.select(task.name, task.decision, task.due_on, agency.agency_name, officer.officer_name)
		.where((task.status == "Open") & (task.due_on < today()))
		.orderby(task.due_on)
		.orderby(task.name)
	)
	query = limited(query, "Meeting Task")
	if filters.agency:
		query = query.where(task.agency == filters.agency)
	found = query.run(as_dict=True)
	for row in found:
		row.days_late = date_diff(today(), row.due_on)
	return found


def chart(found: list[dict]) -> dict:
	counts: dict[str, int] = {}
	for row in found:
		counts[row.agency_name or ""] = counts.get(row.agency_name or "", 0) + 1
	return {
		"data": {
			"labels": list(counts),
			"datasets": [{"name": _("Overdue Meeting Tasks"), "values": list(counts.values())}],
		},
		"type": "bar",
	}
