"""Staff in post who were never checked, whose check has run out or runs out soon; the most urgent first (R34)."""

import frappe
from frappe import _
from frappe.utils import add_days, date_diff, getdate
from pypika import Order

from lijian_hulei.access.scope import limited
from lijian_hulei.hiring.rules.standing import NEVER, OVERDUE, VALID, WORKING, state_of
from lijian_hulei.hiring.services.checks import remind_days

COLOURS = {NEVER: "#c00000", OVERDUE: "#e06c00"}


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, chart(found)


def columns() -> list[dict]:
	return [
		{"fieldname": "unit_name", "label": _("Name of the Unit"), "fieldtype": "Data", "width": 190},
		{"fieldname": "worker", "label": _("Worker"), "fieldtype": "Link", "options": "Worker", "width": 120},
		{"fieldname": "worker_name", "label": _("Full Name"), "fieldtype": "Data", "width": 100},
		{"fieldname": "post", "label": _("Name of the Post"), "fieldtype": "Data", "width": 120},
		{"fieldname": "first_day", "label": _("First Day of Work"), "fieldtype": "Date", "width": 110},
		{"fieldname": "last_checked_on", "label": _("Last Checked On"), "fieldtype": "Date", "width": 110},
		{
			"fieldname": "next_check_due_on",
			"label": _("Next Check Due On"),
			"fieldtype": "Date",
			"width": 120,
		},
		{"fieldname": "days_over", "label": _("Days Overdue"), "fieldtype": "Int", "width": 90},
		{"fieldname": "state", "label": _("State of Checks"), "fieldtype": "Data", "width": 110},
		{"fieldname": "authorised", "label": _("Authorised On"), "fieldtype": "Date", "width": 110},
	]


def rows(filters) -> list[dict]:
	today = getdate()
	worker = frappe.qb.DocType("Worker")
	query = (
		frappe.qb.from_(worker)
		.select(
			worker.name.as_("worker"),
			worker.worker_name,
			worker.unit_name,
			worker.post,
			worker.first_day,
			worker.last_checked_on,
			worker.next_check_due_on,
			worker.authorised_on.as_("authorised"),
		)
		.where(worker.status.isin(WORKING))
		.where(worker.next_check_due_on <= add_days(today, remind_days()))
		.orderby(worker.last_checked_on.isnotnull(), order=Order.asc)
		.orderby(worker.next_check_due_on)
		.orderby(worker.name)
	)
	if filters.agency:
		query = query.where(worker.agency == filters.agency)
	if filters.area:
		query = query.where(worker.area == filters.area)
	query = limited(query, "Worker")
	return [_judged(row, today) for row in query.run(as_dict=True)]


def _judged(row, today):
	row.code = state_of(row.last_checked_on, row.next_check_due_on, remind_days(), today)
	row.state = _(row.code)
	row.days_over = max(date_diff(today, row.next_check_due_on), 0)
	return row


def chart(found: list[dict]) -> dict | None:
	if not found:
		return None
	states = [state for state in dict.fromkeys(row.code for row in found) if state != VALID]
	values = [sum(1 for row in found if row.code == state) for state in states]
	return {
		"data": {"labels": [_(state) for state in states], "datasets": [{"values": values}]},
		"type": "donut",
		"colors": [COLOURS.get(state, "#e0a100") for state in states],
	}
