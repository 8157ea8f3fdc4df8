"""All venues within somebody's limits with the month's inspections, orders and state: one query for each kind of fact."""

from datetime import date

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cint, getdate
from pypika import Case
from pypika.functions import Coalesce, Sum

from lijian_hulei.access.scope import limited
from lijian_hulei.compliance.services.readings import INSPECTIONS
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.venues.rules.state import Facts, state_of
from lijian_hulei.venues.services.inspections import OPEN_ORDERS

FIELDS = (
	*("venue_name", "venue_type", "category", "status", "in_scope", "area", "agency", "listed_on"),
	*("responsible_officer", "latitude", "longitude", "last_inspected_on", "last_result", "open_orders"),
)
DEFAULT_REQUIRED = 2


def overview(day: date | None = None, area: str | None = None, user: str | None = None) -> list[dict]:
	"""Rows by area and name: the venue's FIELDS, venue, area_name, type_name, officer_name, inspections, required, done, missing, overdue_orders, state.

	`inspections` are the month's submitted ones, `done` those that the duty counts (ten days apart).
	"""
	today = getdate(day)
	month = month_of(today)
	rows = _venues(area, user)
	names = [row.venue for row in rows]
	inspected, owed, late = _inspected(month, names), _owed(month, names), _late(today, names)
	ordinary = cint(frappe.db.get_value("Duty", INSPECTIONS, "required_count")) or DEFAULT_REQUIRED
	for row in rows:
		row.inspections = inspected.get(row.venue, 0)
		required, done = owed.get(row.venue, (ordinary, min(row.inspections, ordinary)))
		counts = row.in_scope and row.status == "Operating"
		row.required, row.done = (required, done) if counts else (0, 0)
		row.missing = max(row.required - row.done, 0)
		row.overdue_orders = late.get(row.venue, 0)
		row.state = state_of(_facts(row), today)
	return rows


def _facts(row) -> Facts:
	return Facts(
		status=row.status,
		in_scope=bool(row.in_scope),
		last_inspected_on=row.last_inspected_on,
		open_orders=cint(row.open_orders),
		overdue_orders=row.overdue_orders,
		required=row.required,
		done=row.done,
		listed_on=row.listed_on,
	)


def _venues(area: str | None, user: str | None) -> list:
	venue, place, within = (
		frappe.qb.DocType("Venue"),
		frappe.qb.DocType("Area"),
		frappe.qb.DocType("Area").as_("within"),
	)
	kind, officer = frappe.qb.DocType("Venue Type"), frappe.qb.DocType("Officer")
	query = (
		frappe.qb.from_(venue)
		.join(place)
		.on(place.name == venue.area)
		.left_join(kind)
		.on(kind.name == venue.venue_type)
		.left_join(officer)
		.on(officer.name == venue.responsible_officer)
		.select(
			venue.name.as_("venue"),
			place.area_name,
			kind.type_name,
			officer.officer_name,
			*(venue[field] for field in FIELDS),
		)
		.orderby(place.lft)
		.orderby(venue.venue_name)
		.orderby(venue.name)
	)
	if area:
		query = query.join(within).on((within.lft <= place.lft) & (within.rgt >= place.rgt))
		query = query.where(within.name == area)
	query = limited(query, "Venue", user)
	return query.run(as_dict=True)


def _inspected(month: Period, names: list[str]) -> dict[str, int]:
	if not names:
		return {}
	inspection = frappe.qb.DocType("Venue Inspection")
	rows = (
		frappe.qb.from_(inspection)
		.select(inspection.venue, Count(inspection.name))
		.where((inspection.docstatus == 1) & inspection.venue.isin(names))
		.where((inspection.inspection_date >= month.start) & (inspection.inspection_date <= month.end))
		.groupby(inspection.venue)
		.run()
	)
	return {venue: number for venue, number in rows}


def _owed(month: Period, names: list[str]) -> dict[str, tuple[int, int]]:
	"""(required, done) as the obligations of the month have it; empty before the month is opened."""
	if not names:
		return {}
	obligation = frappe.qb.DocType("Obligation")
	rows = (
		frappe.qb.from_(obligation)
		.select(obligation.subject_name, obligation.required, obligation.done)
		.where((obligation.duty == INSPECTIONS) & obligation.subject_name.isin(names))
		.where((obligation.period_start == month.start) & (obligation.status != "Cancelled"))
		.run()
	)
	return {venue: (cint(required), cint(done)) for venue, required, done in rows}


def _late(today: date, names: list[str]) -> dict[str, int]:
	"""Orders that nobody has answered although their deadline has passed."""
	if not names:
		return {}
	order = frappe.qb.DocType("Rectification Order")
	late = Sum(Case().when((order.status == OPEN_ORDERS[0]) & (order.due_on < today), 1).else_(0))
	rows = (
		frappe.qb.from_(order)
		.select(order.venue, Coalesce(late, 0))
		.where(order.venue.isin(names) & order.status.isin(OPEN_ORDERS))
		.groupby(order.venue)
		.run()
	)
	return {venue: cint(number) for venue, number in rows}
