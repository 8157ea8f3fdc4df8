"""Mandatory reports by situation and by how long they took (R31): numbers only, so that the leading group may read it."""

import frappe
from frappe import _
from frappe.query_builder.functions import Avg, Count, Max, Sum
from frappe.utils import cint
from pypika import Case

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.roles import GOVERNANCE_OFFICE, LEADING_GROUP, POLICE_OFFICER, PROTECTION_OFFICE
from lijian_hulei.access.scope import user_scope, within

# Upper ends of the steps in minutes.
STEPS = (("within_half_hour", 0, 30), ("within_two_hours", 31, 120), ("within_a_day", 121, 1440))


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	require_role(PROTECTION_OFFICE, GOVERNANCE_OFFICE, LEADING_GROUP, POLICE_OFFICER)
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, chart(found)


def columns() -> list[dict]:
	number = {"fieldtype": "Int", "width": 110}
	return [
		{
			"fieldname": "situation",
			"label": _("Situation"),
			"fieldtype": "Link",
			"options": "Report Situation",
			"width": 260,
		},
		{"fieldname": "reports", "label": _("Number of Reports"), **number},
		{"fieldname": "anonymous", "label": _("Without a Name"), **number},
		{"fieldname": "within_half_hour", "label": _("Within Half an Hour"), **number},
		{"fieldname": "within_two_hours", "label": _("Within Two Hours"), **number},
		{"fieldname": "within_a_day", "label": _("Within a Day"), **number},
		{"fieldname": "later", "label": _("Later Than a Day"), **number},
		{"fieldname": "average", "label": _("Minutes on Average"), **number},
		{"fieldname": "longest", "label": _("Longest in Minutes"), **number},
		{"fieldname": "open", "label": _("Not Concluded"), **number},
	]


def rows(filters) -> list[dict]:
	report, situation = frappe.qb.DocType("Mandatory Report"), frappe.qb.DocType("Report Situation")
	minutes = report.minutes_to_report

	def counted(criterion):
		return Sum(Case().when(criterion, 1).else_(0))

	steps = [counted((minutes >= low) & (minutes <= high)).as_(name) for name, low, high in STEPS]
	query = (
		frappe.qb.from_(report)
		.join(situation)
		.on(situation.name == report.situation)
		.select(
			report.situation,
			Count(report.name).as_("reports"),
			Sum(report.is_anonymous).as_("anonymous"),
			*steps,
			counted(minutes > STEPS[-1][2]).as_("later"),
			Avg(minutes).as_("average"),
			Max(minutes).as_("longest"),
			counted(report.status != "Concluded").as_("open"),
		)
		.groupby(report.situation)
		.orderby(situation.situation_number)
	)
	if filters.from_date:
		query = query.where(report.reported_at >= filters.from_date)
	if filters.to_date:
		query = query.where(report.reported_at < frappe.utils.add_days(filters.to_date, 1))
	found = _within_townships(query, report).run(as_dict=True)
	for row in found:
		row.average = cint(row.average)
	return found


def _within_townships(query, report):
	"""Numbers of the townships the reader serves in: whole ones, so that no single village's report shows."""
	limits, area = user_scope(), frappe.qb.DocType("Area")
	if limits.unlimited:
		return query
	inside = frappe.qb.from_(area).select(area.name).where(within(area, limits.townships))
	return query.where(report.area.isin(inside))


def chart(found: list[dict]) -> dict:
	names = [name for name, _low, _high in STEPS] + ["later"]
	labels = [_("Within Half an Hour"), _("Within Two Hours"), _("Within a Day"), _("Later Than a Day")]
	values = [sum(cint(row[name]) for row in found) for name in names]
	return {
		"data": {"labels": labels, "datasets": [{"name": _("Number of Reports"), "values": values}]},
		"type": "bar",
	}
