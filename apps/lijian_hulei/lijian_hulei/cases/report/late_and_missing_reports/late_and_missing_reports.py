"""Reports that came late or never, by the unit that owed them (R32): the list from which accountability starts."""

import frappe
from frappe import _
from pypika import Order

from lijian_hulei.access.scope import limited


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), rows(frappe._dict(filters or {}))


def columns() -> list[dict]:
	def link(fieldname: str, label: str, doctype: str, width: int) -> dict:
		return {
			"fieldname": fieldname,
			"label": label,
			"fieldtype": "Link",
			"options": doctype,
			"width": width,
		}

	return [
		link("review", _("Report Duty Review"), "Report Duty Review", 150),
		{"fieldname": "kind", "label": _("Kind of Failure"), "fieldtype": "Data", "width": 100},
		{"fieldname": "agency_name", "label": _("Unit Owing the Report"), "fieldtype": "Data", "width": 200},
		link("situation", _("Situation"), "Report Situation", 220),
		{
			"fieldname": "should_have_reported_at",
			"label": _("The Unit Knew at"),
			"fieldtype": "Datetime",
			"width": 150,
		},
		{
			"fieldname": "minutes_late",
			"label": _("Minutes Without a Report"),
			"fieldtype": "Int",
			"width": 120,
		},
		{
			"fieldname": "serious_consequence",
			"label": _("Serious Consequence"),
			"fieldtype": "Check",
			"width": 100,
		},
		{"fieldname": "status", "label": _("Review State"), "fieldtype": "Data", "width": 120},
		{"fieldname": "measure", "label": _("Handling Proposed"), "fieldtype": "Data", "width": 200},
		{"fieldname": "decided_on", "label": _("Concluded on"), "fieldtype": "Date", "width": 110},
	]


def rows(filters) -> list[dict]:
	review, agency = frappe.qb.DocType("Report Duty Review"), frappe.qb.DocType("Agency")
	query = (
		frappe.qb.from_(review)
		.left_join(agency)
		.on(agency.name == review.agency)
		.select(
			# Its name, not a link: to a link to an agency Frappe holds the reader's own agency.
			agency.agency_name,
			review.name.as_("review"),
			*(review.kind, review.situation, review.should_have_reported_at),
			*(
				review.minutes_late,
				review.serious_consequence,
				review.status,
				review.measure,
				review.decided_on,
			),
		)
		.orderby(review.minutes_late, order=Order.desc)
	)
	for fieldname in ("kind", "status", "agency"):
		if filters.get(fieldname):
			query = query.where(review[fieldname] == filters[fieldname])
	query = limited(query, "Report Duty Review")
	found = query.run(as_dict=True)
	for row in found:
		row.kind, row.status = _(row.kind), _(row.status)
	return found
