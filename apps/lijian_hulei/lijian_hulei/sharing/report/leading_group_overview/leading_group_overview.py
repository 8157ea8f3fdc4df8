"""The leading group's five tasks: who takes each, and how the duties of this month that belong to it stand (R38)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import getdate, today

from lijian_hulei.access.scope import limited
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.sharing.rules.division_of_work import TASKS, task_of

STATES = {"Met": "met", "Met Late": "met", "Overdue": "overdue", "Open": "open"}


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	filters = frappe._dict(filters or {})
	return columns(), rows(getdate(filters.month or today()))


def columns() -> list[dict]:
	return [
		{"fieldname": "task_name", "label": _("Task of the Group"), "fieldtype": "Data", "width": 120},
		{"fieldname": "members", "label": _("Taken By"), "fieldtype": "Data", "width": 300},
		{"fieldname": "required", "label": _("Obligations"), "fieldtype": "Int", "width": 110},
		{"fieldname": "met", "label": _("Met"), "fieldtype": "Int", "width": 90},
		{"fieldname": "open", "label": _("Open"), "fieldtype": "Int", "width": 90},
		{"fieldname": "overdue", "label": _("Overdue"), "fieldtype": "Int", "width": 90},
		{"fieldname": "rate", "label": _("Rate"), "fieldtype": "Percent", "width": 90},
	]


def rows(day) -> list[dict]:
	figures, takers, meta = figures_of(day), takers_on(day), frappe.get_meta("Leading Group Member")
	found = []
	for task in TASKS:
		own = figures.get(task, {})
		total = sum(own.values())
		found.append(
			{
				"task": task,
				"task_name": _(meta.get_label(task)),
				"members": _(", ").join(takers.get(task, [])) or _("Nobody"),
				"required": total,
				"rate": round(100 * own.get("met", 0) / total, 1) if total else None,
				**{state: own.get(state, 0) for state in ("met", "open", "overdue")},
			}
		)
	return found


def figures_of(day) -> dict[str, dict[str, int]]:
	"""Obligations that began in the month, by task and state, within the reader's limits: one query."""
	obligation, duty, month = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty"), month_of(day)
	query = (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.select(duty.requirement, obligation.status, Count(obligation.name))
		.where((obligation.period_start >= month.start) & (obligation.period_start <= month.end))
		.groupby(duty.requirement, obligation.status)
	)
	query = limited(query, "Obligation")
	figures: dict[str, dict[str, int]] = {}
	for requirement, status, number in query.run():
		task, state = task_of(requirement), STATES.get(status)
		if task and state:
			own = figures.setdefault(task, {})
			own[state] = own.get(state, 0) + number
	return figures


def takers_on(day) -> dict[str, list[str]]:
	"""The members of the group in force on `day` by task, within the reader's limits."""
	group, member, officer = (
		frappe.qb.DocType("Leading Group"),
		frappe.qb.DocType("Leading Group Member"),
		frappe.qb.DocType("Officer"),
	)
	query = (
		frappe.qb.from_(member)
		.join(group)
		.on(group.name == member.parent)
		.join(officer)
		.on(officer.name == member.officer)
		.select(officer.officer_name, *(member[task] for task in TASKS))
		.where((group.docstatus == 1) & (group.effective_from <= day))
		.where(group.effective_to.isnull() | (group.effective_to >= day))
		.orderby(member.idx)
	)
	query = limited(query, "Leading Group")
	takers: dict[str, list[str]] = {}
	for row in query.run(as_dict=True):
		for task in TASKS:
			if row[task]:
				takers.setdefault(task, []).append(row.officer_name)
	return takers
