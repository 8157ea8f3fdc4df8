"""The numbers of a village's month, and who is due for a contact: by number only (R19, R21)."""

from datetime import date

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cint
from pypika import Case
from pypika.functions import Sum

from lijian_hulei.access.scope import user_scope, within
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.supervision.rules.control import NO_CHANGE, UNDER_CONTROL


def numbers_of(area: str, month: Period) -> dict[str, int]:
	"""What a Control Summary says of a village: persons, contacted, contacts, not_contacted, changes, told."""
	record = frappe.qb.DocType("Control Record")
	inside = _areas_below(area)
	contacts, contacted, changes, told = (
		frappe.qb.from_(record)
		.select(
			Count("*"),
			Count(record.person).distinct(),
			Sum(Case().when(record.finding != NO_CHANGE, 1).else_(0)),
			Sum(record.law_told),
		)
		.where((record.docstatus == 1) & record.area.isin(inside))
		.where((record.contact_date >= month.start) & (record.contact_date <= month.end))
		.run()[0]
	)
	persons = frappe.qb.DocType("Restricted Person")
	total = (
		frappe.qb.from_(persons)
		.select(Count("*"))
		.where(persons.area.isin(inside) & (persons.control_from <= month.end))
		.where((persons.status == UNDER_CONTROL) | (persons.ended_on > month.end))
		.run()[0][0]
	)
	return {
		"persons": total,
		"contacted": cint(contacted),
		"contacts": contacts,
		"not_contacted": max(total - cint(contacted), 0),
		"changes": cint(changes),
		"told": cint(told),
	}


def contacts_due(day: date) -> list[dict]:
	"""{person, area, last_contact_on}: under control in the user's areas and not contacted this month.

	For the auxiliary officer too: the number and the village, nothing else.
	"""
	limits = user_scope()
	person, area = frappe.qb.DocType("Restricted Person"), frappe.qb.DocType("Area")
	query = (
		frappe.qb.from_(person)
		.join(area)
		.on(area.name == person.area)
		.select(person.name.as_("person"), area.area_name, person.last_contact_on)
		.where(person.status == UNDER_CONTROL)
		.where(person.last_contact_on.isnull() | (person.last_contact_on < month_of(day).start))
		.orderby(person.name)
	)
	if not limits.unlimited:
		intervals = limits.areas or (limits.townships if "Police Officer" in limits.roles else ())
		query = query.where(within(area, intervals))
	return query.run(as_dict=True)


def refresh_last_contact(person: str) -> None:
	"""Derived from the submitted records: written without a new version of the entry."""
	last = frappe.db.get_value(
		"Control Record", {"person": person, "docstatus": 1}, "contact_date", order_by="contact_date desc"
	)
	frappe.db.set_value("Restricted Person", person, "last_contact_on", last, update_modified=False)


def _areas_below(area: str):
	"""Subquery: the village and its grids."""
	place, inner = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("inner_area")
	return (
		frappe.qb.from_(inner)
		.join(place)
		.on((inner.lft >= place.lft) & (inner.rgt <= place.rgt))
		.select(inner.name)
		.where(place.name == area)
	)
