"""How far each village has come with each duty that falls due in a month."""

import frappe
from frappe import _
from frappe.utils import cint
from pypika import Case
from pypika.functions import Count, Sum

from lijian_hulei.access.scope import limited
from lijian_hulei.compliance.rules import score
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, MET, MET_LATE, OPEN, OVERDUE
from lijian_hulei.compliance.services.running import month_from_label

STATUSES = (MET, MET_LATE, OVERDUE, OPEN)


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, chart(found)


def columns() -> list[dict]:
	counts = [
		{"fieldname": field, "label": _(label), "fieldtype": "Int", "width": 100}
		for field, label in (
			("obligations", "Obligations"),
			("met", "Met"),
			("met_late", "Met Late"),
			("overdue", "Overdue"),
			("open", "Open"),
		)
	]
	return [
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Area", "width": 160},
		{"fieldname": "village_name", "label": _("Name"), "fieldtype": "Data", "width": 140},
		{"fieldname": "duty", "label": _("Duty"), "fieldtype": "Link", "options": "Duty", "width": 240},
		*counts,
		{"fieldname": "rate", "label": _("Rate"), "fieldtype": "Percent", "width": 100},
	]


def rows(filters) -> list[dict]:
	obligation, area = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Area")
	village = frappe.qb.DocType("Area").as_("village")
	query = (
		frappe.qb.from_(obligation)
		.join(area)
		.on(area.name == obligation.area)
		.join(village)
		.on((village.lft <= area.lft) & (village.rgt >= area.rgt) & (village.level == "Village"))
		.select(village.name, village.area_name, obligation.duty, Count("*"), *_by_status())
		.where(obligation.status != CANCELLED)
		.groupby(village.name, village.area_name, obligation.duty)
		.orderby(village.name)
		.orderby(obligation.duty)
	)
	if filters.month:
		month = month_from_label(filters.month)
		query = query.where(
			(obligation.due_at >= str(month.start)) & (obligation.due_at < str(month.next().start))
		)
	if filters.duty:
		query = query.where(obligation.duty == filters.duty)
	query = limited(query, "Obligation")
	return [_row(*values) for values in query.run()]


def _by_status() -> list:
	obligation = frappe.qb.DocType("Obligation")
	return [Sum(Case().when(obligation.status == status, 1).else_(0)) for status in STATUSES]


def _row(village: str, name: str, duty: str, obligations: int, *numbers) -> dict:
	met, met_late, overdue, still_open = map(cint, numbers)
	return {
		"village": village,
		"village_name": name,
		"duty": duty,
		"obligations": obligations,
		"met": met,
		"met_late": met_late,
		"overdue": overdue,
		"open": still_open,
		"rate": score.Count(met, met_late, overdue, still_open).rate,
	}


def chart(found: list[dict]) -> dict | None:
	"""One bar for each village: its obligations met and overdue, all duties together."""
	if not found:
		return None
	totals: dict[str, list[int]] = {}
	for row in found:
		total = totals.setdefault(row["village_name"], [0, 0])
		total[0] += row["met"] + row["met_late"]
		total[1] += row["overdue"]
	return {
		"data": {
			"labels": list(totals),
			"datasets": [
				{"name": _("Met"), "values": [met for met, _overdue in totals.values()]},
				{"name": _("Overdue"), "values": [overdue for _met, overdue in totals.values()]},
			],
		},
		"type": "bar",
		"colors": ["#2e8b57", "#c0392b"],
		"barOptions": {"stacked": True},
	}
