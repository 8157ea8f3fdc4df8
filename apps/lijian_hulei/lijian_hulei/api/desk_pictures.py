"""Pictures of the workspaces and dashboards over time: the heat of what is overdue, the grades month by month.

As in api/desk_numbers.py each query starts from access.scope of who asks, and nothing is kept between calls: Frappe
keeps results of its own charts for all users together.
"""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import getdate, now_datetime
from pypika import CustomFunction

from lijian_hulei.access import scope
from lijian_hulei.api.desk_numbers import LABEL_DAY, grades_now
from lijian_hulei.ledger.rules.vocabulary import GRADES

WEEKS = 12
MONTHS = 12
DAYS_BETWEEN = CustomFunction("DATEDIFF", ["later", "earlier"])
FLOOR = CustomFunction("FLOOR", ["number"])


@frappe.whitelist()
def overdue_heat() -> dict:
	"""What is overdue now, by village and by the week it was due, the most overdue village first.

	`weeks` are named by their Mondays, the last one is the present; `villages` carry a count for each, and all villages
	within the reader's limits are there, with nothing overdue too. One range of the index (status, due_at).
	"""
	frappe.has_permission("Obligation", "read", throw=True)
	today = getdate()
	first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
	counts: dict[str, list[int]] = {}
	for village, week, number in _overdue_by_week(first):
		counts.setdefault(village, [0] * WEEKS)[int(week)] += number
	villages = [
		{"area": name, "name": title, "counts": counts.get(name, [0] * WEEKS)} for name, title in _villages()
	]
	return {
		"weeks": [LABEL_DAY.format(first + timedelta(weeks=week)) for week in range(WEEKS)],
		"days": [
			[str(first + timedelta(weeks=week)), str(first + timedelta(days=6, weeks=week))]
			for week in range(WEEKS)
		],
		"villages": sorted(villages, key=lambda row: (-sum(row["counts"]), row["area"])),
	}


@frappe.whitelist()
def grade_mix_by_month() -> dict:
	"""Children by grade at the end of each month, from the villages' frozen reports, and now, from the ledger.

	Reports are what was reported: a child graded otherwise since does not change them (plan part 4, month-end report).
	"""
	frappe.has_permission("Compliance Report", "read", throw=True)
	report = frappe.qb.DocType("Compliance Report")
	month = report.period_start
	query = (
		frappe.qb.from_(report)
		.select(month, Sum(report.grade_red), Sum(report.grade_yellow), Sum(report.grade_blue))
		.where((report.docstatus == 1) & (report.unit_kind == "Village") & (month >= _months_ago(MONTHS)))
		.groupby(month)
		.orderby(month)
	)
	rows = [(row[0].strftime("%Y-%m"), *row[1:]) for row in scope.limited(query, "Compliance Report").run()]
	if frappe.has_permission("Minor", "read"):
		now = grades_now()
		rows += [(_("Now"), *(now.get(grade, 0) for grade in GRADES))] if now else []
	if not rows:
		return {}
	sets = [
		{"name": _(grade), "values": [int(row[place] or 0) for row in rows]}
		for place, grade in enumerate(GRADES, start=1)
	]
	return {"labels": [row[0] for row in rows], "datasets": sets}


def _overdue_by_week(first: date) -> list[tuple[str, int, int]]:
	"""(village, week counted from `first`, number). Counted by area first: a few hundred, not one for each obligation."""
	obligation = frappe.qb.DocType("Obligation")
	week = FLOOR(DAYS_BETWEEN(obligation.due_at, str(first)) / 7)
	query = (
		frappe.qb.from_(obligation)
		.select(obligation.area, week, Count("*"))
		.where(
			obligation.status.isin(("Open", "Overdue"))
			& (obligation.due_at >= str(first))
			& (obligation.due_at < now_datetime())
		)
		.groupby(obligation.area, week)
	)
	rows = scope.limited(query, "Obligation").run()
	village_of = _village_of({area for area, _week, _number in rows if area})
	return [(village_of[area], week, number) for area, week, number in rows if area in village_of]


def _village_of(areas: set[str]) -> dict[str, str]:
	"""The village that each area is or lies in; areas above villages are left out."""
	place, village = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("village")
	query = (
		frappe.qb.from_(place)
		.join(village)
		.on((village.lft <= place.lft) & (village.rgt >= place.rgt) & (village.level == "Village"))
		.select(place.name, village.name)
		.where(place.name.isin(list(areas) or [""]))
	)
	return dict(query.run())


def _villages() -> list[tuple[str, str]]:
	"""Names and titles of the villages within the user's limits."""
	area, limits = frappe.qb.DocType("Area"), scope.user_scope()
	query = frappe.qb.from_(area).select(area.name, area.area_name).where(area.level == "Village")
	if not limits.unlimited:
		query = query.where(scope.within(area, limits.areas))
	return query.orderby(area.name).run()


def _months_ago(number: int) -> str:
	return frappe.utils.add_months(getdate().replace(day=1), -number)
