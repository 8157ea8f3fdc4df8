"""Scores of a quarter or year by place, each opening its sheet. A place is among all, however few one may see."""

import frappe
from frappe import _
from frappe.utils import getdate

from lijian_hulei.compliance.report.score_chart import score_chart
from lijian_hulei.compliance.services.scorecard import period_of

KINDS = ("Village", "Agency")
PERIODS = ("Quarter", "Year")


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
	filters = frappe._dict(filters or {})
	kind = filters.unit_kind if filters.unit_kind in KINDS else KINDS[0]
	period_kind = filters.period_kind if filters.period_kind in PERIODS else PERIODS[0]
	found = rows(kind, period_kind, filters.day)
	return columns(), found, None, score_chart(found)


def columns() -> list[dict]:
	sheet = {"fieldtype": "Link", "options": "Assessment Score"}
	return [
		{"fieldname": "rank", "label": _("Rank"), "fieldtype": "Int", "width": 70},
		{"fieldname": "name", "label": _("Unit"), "width": 230, **sheet},
		{"fieldname": "score", "label": _("Score"), "fieldtype": "Float", "precision": 1, "width": 90},
		{"fieldname": "deducted", "label": _("Deducted"), "fieldtype": "Float", "precision": 1, "width": 90},
		{"fieldname": "bonus", "label": _("Bonus"), "fieldtype": "Float", "precision": 1, "width": 90},
		{
			"fieldname": "returned",
			"label": _("Points Given Back"),
			"fieldtype": "Float",
			"precision": 1,
			"width": 110,
		},
		{"fieldname": "veto", "label": _("Vetoed"), "fieldtype": "Check", "width": 90},
		{"fieldname": "status", "label": _("Status"), "fieldtype": "Data", "width": 90},
	]


def rows(kind: str, period_kind: str, day: str | None) -> list[dict]:
	"""Through get_list: the limits of the user apply."""
	filters = {"unit_kind": kind, "period_kind": period_kind}
	start = period_of(period_kind, getdate(day)).start if day else _latest(filters)
	if not start:
		return []
	fields = ["name", "title", "rank", "score", "deducted", "bonus", "returned", "veto", "status"]
	found = frappe.get_list(
		"Assessment Score",
		filters={**filters, "period_start": start},
		fields=fields,
		order_by="score desc, name asc",
		limit=0,
	)
	return [row | {"status": _(row.status)} for row in found]


def _latest(filters: dict):
	found = frappe.get_list(
		"Assessment Score", filters=filters, fields=["period_start"], order_by="period_start desc", limit=1
	)
	return found[0].period_start if found else None
