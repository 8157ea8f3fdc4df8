"""Figures of what lies around a school, for the school itself: no venue's name, no person (R41)."""

import frappe
from frappe import _

from lijian_hulei.access import scope
from lijian_hulei.sharing.services.surroundings import around


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), around(schools(frappe._dict(filters or {})))


def columns() -> list[dict]:
	return [
		{"fieldname": "school_name", "label": _("School"), "fieldtype": "Data", "width": 220},
		{"fieldname": "item", "label": _("Around the School"), "fieldtype": "Data", "width": 300},
		{"fieldname": "figure", "label": _("Number"), "fieldtype": "Int", "width": 110},
	]


def schools(filters) -> list[dict]:
	"""Of the reader's own agencies and areas; every officer may know that a school exists, so the limit is set here."""
	agency, kind = frappe.qb.DocType("Agency"), frappe.qb.DocType("Agency Type")
	query = (
		frappe.qb.from_(agency)
		.join(kind)
		.on(kind.name == agency.agency_type)
		.select(agency.name, agency.agency_name, agency.area)
		.where((kind.is_school == 1) & (agency.enabled == 1))
		.orderby(agency.agency_name)
	)
	if filters.school:
		query = query.where(agency.name == filters.school)
	limits = scope.user_scope()
	found = query.run(as_dict=True)
	if limits.unlimited:
		return found
	inside = _within(limits.areas)
	return [row for row in found if row.name in limits.agencies or row.area in inside]


def _within(intervals: tuple[tuple[int, int], ...]) -> set[str]:
	area = frappe.qb.DocType("Area")
	query = frappe.qb.from_(area).select(area.name).where(scope.within(area, intervals))
	return set(query.run(pluck=True))
