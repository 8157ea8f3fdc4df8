"""What a school may know of its campus and the places around it: figures, never persons (R41)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, today

from lijian_hulei.access.scope import limited
from lijian_hulei.venues.rules.inspecting import ENTERTAINMENT, LODGING

RECENT_DAYS = 30


def around(schools: list[dict]) -> list[dict]:
	"""Rows (school, item, figure) for schools given as {name, agency_name, area}. Eight queries whatever their number."""
	areas = {school["area"] for school in schools if school["area"]}
	if not areas:
		return []
	measured = [
		(_("Lodging houses in operation"), _venues(areas, LODGING)),
		(_("Entertainment venues in operation"), _venues(areas, ENTERTAINMENT)),
		(_("Venues with an open rectification order"), _venues_with_orders(areas)),
		(_("Hazards on the campus not yet put right"), _hazards(schools, place="On Campus")),
		(_("Hazards around the campus not yet put right"), _hazards(schools, place="Around the Campus")),
		(_("Hazards past their deadline"), _hazards(schools, overdue=True)),
		(_("Safety information of the last {0} days").format(RECENT_DAYS), _receipts(schools, None)),
		(_("Safety information not yet opened"), _receipts(schools, "Not Signed")),
	]
	rows = []
	for school in schools:
		for label, figures in measured:
			figure = figures.get(school["name"], figures.get(school["area"], 0))
			rows.append(
				{
					"school": school["name"],
					"school_name": school["agency_name"],
					"item": label,
					"figure": figure,
				}
			)
	return rows


def _around(areas: set[str]):
	"""Joins each chosen area to the venues in it; a school seated at the township is told of the whole township."""
	chosen, place, venue = (
		frappe.qb.DocType("Area").as_("chosen"),
		frappe.qb.DocType("Area").as_("place"),
		frappe.qb.DocType("Venue"),
	)
	query = (
		frappe.qb.from_(chosen)
		.join(place)
		.on((place.lft >= chosen.lft) & (place.rgt <= chosen.rgt))
		.join(venue)
		.on(venue.area == place.name)
		.where(chosen.name.isin(sorted(areas)) & (venue.status == "Operating"))
		.groupby(chosen.name)
	)
	return query, chosen, venue


def _venues(areas: set[str], category: str) -> dict[str, int]:
	query, chosen, venue = _around(areas)
	return dict(query.select(chosen.name, Count(venue.name)).where(venue.category == category).run())


def _venues_with_orders(areas: set[str]) -> dict[str, int]:
	query, chosen, venue = _around(areas)
	order = frappe.qb.DocType("Rectification Order")
	query = query.join(order).on(
		(order.venue == venue.name) & order.status.isin(("To Be Rectified", "Answered"))
	)
	return dict(query.select(chosen.name, Count(venue.name).distinct()).run())


def _hazards(schools: list[dict], place: str | None = None, overdue: bool = False) -> dict[str, int]:
	"""Open hazards by school, those alone that the reader may open (R04)."""
	hazard = frappe.qb.DocType("Campus Hazard")
	query = (
		frappe.qb.from_(hazard)
		.select(hazard.school, Count(hazard.name))
		.where(hazard.school.isin([school["name"] for school in schools]) & (hazard.status != "Rectified"))
		.groupby(hazard.school)
	)
	if place:
		query = query.where(hazard.place == place)
	if overdue:
		query = query.where((hazard.status == "To Be Rectified") & (hazard.due_on < today()))
	query = limited(query, "Campus Hazard")
	return _none_is_zero(schools) | dict(query.run())


def _receipts(schools: list[dict], state: str | None) -> dict[str, int]:
	receipt = frappe.qb.DocType("Bulletin Receipt")
	query = (
		frappe.qb.from_(receipt)
		.select(receipt.agency, Count(receipt.name))
		.where(receipt.agency.isin([school["name"] for school in schools]) & (receipt.state != "Withdrawn"))
		.groupby(receipt.agency)
	)
	query = (
		query.where(receipt.state == state)
		if state
		else query.where(receipt.delivered_at >= add_days(today(), -RECENT_DAYS))
	)
	return _none_is_zero(schools) | dict(query.run())


def _none_is_zero(schools: list[dict]) -> dict[str, int]:
	"""A figure of the school itself, so that none is not taken for the figure of its area."""
	return {school["name"]: 0 for school in schools}
