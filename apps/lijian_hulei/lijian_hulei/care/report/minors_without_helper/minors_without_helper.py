"""Graded children whom nobody helps one to one (plan part 2(1)3, R18). Colours only, no reasons (A17)."""

import frappe
from frappe import _
from pypika import Case

from lijian_hulei.access.scope import limited
from lijian_hulei.care.services.unhelped import is_unhelped
from lijian_hulei.ledger.rules.vocabulary import GRADES


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), rows(frappe._dict(filters or {}))


def columns() -> list[dict]:
	return [
		{"fieldname": "minor", "label": _("Minor"), "fieldtype": "Link", "options": "Minor", "width": 140},
		{"fieldname": "minor_name", "label": _("Full Name"), "fieldtype": "Data", "width": 120},
		{"fieldname": "grade", "label": _("Grade"), "fieldtype": "Data", "width": 90},
		{"fieldname": "area", "label": _("Area"), "fieldtype": "Link", "options": "Area", "width": 200},
		{"fieldname": "graded_at", "label": _("Graded At"), "fieldtype": "Datetime", "width": 160},
		{"fieldname": "last_visit_on", "label": _("Last Visit On"), "fieldtype": "Date", "width": 120},
	]


def rows(filters) -> list[dict]:
	minor = frappe.qb.DocType("Minor")
	order = Case()
	for place, grade in enumerate(GRADES):
		order = order.when(minor.grade == grade, place)
	query = (
		frappe.qb.from_(minor)
		.select(
			minor.name.as_("minor"),
			minor.minor_name,
			minor.grade,
			minor.area,
			minor.graded_at,
			minor.last_visit_on,
		)
		.where(is_unhelped(minor))
		.orderby(order)
		.orderby(minor.area)
		.orderby(minor.name)
	)
	if filters.grade:
		query = query.where(minor.grade == filters.grade)
	query = limited(query, "Minor")
	found = query.run(as_dict=True)
	for row in found:
		row.grade = _(row.grade)
	return found
