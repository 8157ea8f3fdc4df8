"""Villages and agencies of a frozen month in order of their scores. A place is among all, however few one may see."""

import frappe
from frappe import _

from lijian_hulei.access.scope import limited
from lijian_hulei.compliance.report.score_chart import score_chart
from lijian_hulei.compliance.rules.score import ranks
from lijian_hulei.compliance.services.running import month_from_label

KINDS = ("Village", "Agency")


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
	filters = frappe._dict(filters or {})
	kind = filters.unit_kind if filters.unit_kind in KINDS else KINDS[0]
	found = rows(kind, filters.month)
	return columns(), found, None, score_chart(found)


def columns() -> list[dict]:
	return [
		{"fieldname": "rank", "label": _("Rank"), "fieldtype": "Int", "width": 70},
		{
			"fieldname": "report",
			"label": _("Report"),
			"fieldtype": "Link",
			"options": "Compliance Report",
			"width": 220,
		},
		{"fieldname": "obligations", "label": _("Obligations"), "fieldtype": "Int", "width": 100},
		{"fieldname": "met", "label": _("Met"), "fieldtype": "Int", "width": 90},
		{"fieldname": "met_late", "label": _("Met Late"), "fieldtype": "Int", "width": 90},
		{"fieldname": "overdue", "label": _("Overdue"), "fieldtype": "Int", "width": 90},
		{"fieldname": "rate", "label": _("Rate"), "fieldtype": "Percent", "width": 100},
		{"fieldname": "score", "label": _("Score"), "fieldtype": "Float", "width": 100},
		{"fieldname": "title", "label": _("Title"), "fieldtype": "Data", "width": 200},
	]


def rows(kind: str, label: str | None) -> list[dict]:
	start = month_from_label(label).start if label else _latest()
	if not start:
		return []
	report = frappe.qb.DocType("Compliance Report")
	query = (
		frappe.qb.from_(report)
		.select(report.name.as_("report"), report.title, report.score)
		.select(report.obligations, report.met, report.met_late, report.overdue, report.rate)
		.where((report.period_start == str(start)) & (report.docstatus == 1) & (report.unit_kind == kind))
		.orderby(report.score, order=frappe.qb.desc)
		.orderby(report.rate, order=frappe.qb.desc)
		.orderby(report.title)
	)
	# The scores of all, only to number the places; the rows that are shown pass the limits below.
	everybody = query.run(as_dict=True)
	places = dict(
		zip((row.report for row in everybody), ranks([row.score for row in everybody]), strict=True)
	)
	query = limited(query, "Compliance Report")
	return [row | {"rank": places[row.report]} for row in query.run(as_dict=True)]


def _latest():
	report = frappe.qb.DocType("Compliance Report")
	latest = frappe.qb.from_(report).select(frappe.qb.functions("MAX", report.period_start))
	return latest.where(report.docstatus == 1).run()[0][0]
