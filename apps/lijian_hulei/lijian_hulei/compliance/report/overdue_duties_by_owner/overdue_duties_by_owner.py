"""Who has how much overdue, for how long, and how high it has been escalated. No names of children."""

import frappe
from frappe import _
from frappe.utils import now_datetime
from pypika.functions import Count, Max, Min

from lijian_hulei.access.scope import limited
from lijian_hulei.compliance.rules.escalation import days_overdue
from lijian_hulei.compliance.rules.vocabulary import OVERDUE


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), rows(frappe._dict(filters or {}))


def columns() -> list[dict]:
	return [
		{
			"fieldname": "officer",
			"label": _("Officer"),
			"fieldtype": "Link",
			"options": "Officer",
			"width": 140,
		},
		{"fieldname": "officer_name", "label": _("Full Name"), "fieldtype": "Data", "width": 120},
		{
			"fieldname": "position",
			"label": _("Position"),
			"fieldtype": "Link",
			"options": "Position",
			"width": 160,
		},
		{"fieldname": "duty", "label": _("Duty"), "fieldtype": "Link", "options": "Duty", "width": 240},
		{"fieldname": "overdue", "label": _("Overdue"), "fieldtype": "Int", "width": 100},
		{"fieldname": "oldest", "label": _("Oldest Due"), "fieldtype": "Datetime", "width": 160},
		{"fieldname": "days", "label": _("Days Overdue"), "fieldtype": "Int", "width": 110},
		{"fieldname": "level", "label": _("Escalation Level"), "fieldtype": "Int", "width": 110},
	]


def rows(filters) -> list[dict]:
	obligation, officer = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Officer")
	number = Count("*")
	query = (
		frappe.qb.from_(obligation)
		.left_join(officer)
		.on(officer.name == obligation.responsible_officer)
		.select(
			obligation.responsible_officer.as_("officer"),
			officer.officer_name,
			officer.position,
			obligation.duty,
			number.as_("overdue"),
			Min(obligation.due_at).as_("oldest"),
			Max(obligation.escalation_level).as_("level"),
		)
		.where(obligation.status == OVERDUE)
		.groupby(obligation.responsible_officer, officer.officer_name, officer.position, obligation.duty)
		.orderby(number, order=frappe.qb.desc)
		.orderby(obligation.responsible_officer)
		.orderby(obligation.duty)
	)
	if filters.duty:
		query = query.where(obligation.duty == filters.duty)
	query = limited(query, "Obligation")
	found, now = query.run(as_dict=True), now_datetime()
	for row in found:
		row["days"] = days_overdue(row.oldest, now)
	return found
