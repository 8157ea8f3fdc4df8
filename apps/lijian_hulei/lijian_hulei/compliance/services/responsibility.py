"""Who owes an obligation, resolved by joins for all subjects of a duty at once (design part 5).

A post or appointment is looked up on the subject's own area and, failing that, on the areas above it, nearest
first. Whoever the duty names may be missing: for an agency without a head its officer longest in post answers;
then the direct and after that the first responsible officer of the area stands in, so no obligation is nobody's
while there is somebody.
"""

from collections.abc import Callable
from datetime import date

import frappe
from pypika import Table
from pypika.functions import Coalesce, Max, Min, NullIf
from pypika.terms import Field, NullValue, Term

from lijian_hulei.compliance.rules import vocabulary as words
from lijian_hulei.compliance.services.columns import column
from lijian_hulei.compliance.services.definitions import DutySpec

STEWARD = "system_steward"


def join_responsible(query, spec: DutySpec, subject: Table, area: Term, day: date):
	"""(query with the joins, officer term, agency term) for appointments as they stand on `day`."""
	query, direct = _join_appointed(query, "Direct", area, day)
	query, first = _join_appointed(query, "First", area, day)
	own_agency = _own_agency(spec, subject)
	agency = own_agency
	if spec.responsible == words.AGENCY_OF_TYPE:
		query, named, agency = _join_agency_head(query, spec, own_agency, area)
	elif spec.responsible == words.HELPER:
		query, named = _join_helper(query, spec, subject, day)
	elif spec.responsible == words.POSITION_IN_AREA:
		query, named = _join_position(query, spec, area)
	elif spec.responsible == words.SECOND:
		query, named = _join_appointed(query, "Second", area, day)
	elif spec.responsible == words.OFFICER_ON_RECORD:
		named = NullIf(column(subject, spec.subject_doctype, spec.responsible_field), "")
	else:
		named = direct if spec.responsible == words.DIRECT else first
	return query, Coalesce(named, direct, first), agency


def nearest_appointed(kind: str, day: date, alias: str):
	"""Derived table (area, value): the officer appointed as `kind` for the area or the nearest one above it."""
	row, officer = frappe.qb.DocType("Responsibility"), frappe.qb.DocType("Officer").as_("appointed")

	def appointed(query, area: Table):
		joined = query.join(row).on(row.area == area.name).join(officer)
		joined = joined.on((officer.name == row.officer) & (officer.status == "Active"))
		return joined.where(
			(row.kind == kind) & (row.from_date <= day) & (row.to_date.isnull() | (row.to_date >= day))
		)

	return _nearest(appointed, row.officer, alias)


def nearest_agency(agency_type: str, alias: str):
	"""Derived table (area, value): the agency of a type in the area or the nearest one above it."""
	agency = frappe.qb.DocType("Agency")

	def seated(query, area: Table):
		joined = query.join(agency).on(agency.area == area.name)
		return joined.where((agency.agency_type == agency_type) & (agency.enabled == 1))

	return _nearest(seated, agency.name, alias)


def nearest_posted(position: str, alias: str):
	"""Derived table (area, value): an officer in a post in the area or the nearest one above it. Further areas of
	an officer count like the first."""
	officer, further = frappe.qb.DocType("Officer").as_("posted"), frappe.qb.DocType("Officer Area")

	def posted(query, area: Table):
		also = frappe.qb.from_(further).select(further.parent)
		also = also.where((further.parenttype == "Officer") & (further.area == area.name))
		joined = query.join(officer).on((officer.area == area.name) | officer.name.isin(also))
		return joined.where((officer.position == position) & (officer.status == "Active"))

	return _nearest(posted, officer.name, alias)


def _nearest(attach: Callable, value: Field, alias: str):
	"""`attach(query, area)` joins what is looked for to an area. Of areas within one another the innermost has
	the highest lft; of several on the same area the last name is taken, the same one every time.
	"""
	place, above = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("above")
	candidates = frappe.qb.from_(place).join(above).on((above.lft <= place.lft) & (above.rgt >= place.rgt))
	innermost = attach(candidates, above).select(place.name.as_("area"), Max(above.lft).as_("lft"))
	innermost = innermost.groupby(place.name).as_("innermost")
	own = frappe.qb.DocType("Area").as_("own")
	found = attach(frappe.qb.from_(innermost).join(own).on(own.lft == innermost.lft), own)
	return (
		found.select(innermost.area.as_("area"), Max(value).as_("value")).groupby(innermost.area).as_(alias)
	)


def _join_appointed(query, kind: str, area: Term, day: date):
	derived = nearest_appointed(kind, day, f"appointed_{kind.lower()}")
	return query.left_join(derived).on(derived.area == area), derived.value


def _join_helper(query, spec: DutySpec, subject: Table, day: date):
	pairing, officer = frappe.qb.DocType("Support Pairing"), frappe.qb.DocType("Officer").as_("helping")
	helpers = (
		frappe.qb.from_(pairing)
		.join(officer)
		.on((officer.name == pairing.helper) & (officer.status == "Active"))
		.select(pairing.minor.as_("minor"), Max(pairing.helper).as_("officer"))
		.where((pairing.kind == "One To One") & (pairing.from_date <= day))
		.where(pairing.to_date.isnull() | (pairing.to_date >= day))
		.groupby(pairing.minor)
	).as_("helpers")
	minor = column(subject, spec.subject_doctype, minor_field(spec))
	return query.left_join(helpers).on(helpers.minor == minor), helpers.officer


def minor_field(spec: DutySpec) -> str:
	"""The field of the subject that names the child whose helper is meant."""
	return "name" if spec.subject_doctype == "Minor" else (spec.subject_key_field or "minor")


def _join_position(query, spec: DutySpec, area: Term):
	posted = nearest_posted(spec.position, "posted_nearest")
	return query.left_join(posted).on(posted.area == area), posted.value


def _join_agency_head(query, spec: DutySpec, own_agency: Term, area: Term):
	"""The subject's own agency when the duty says where it stands, else the nearest one of the type."""
	agency = frappe.qb.DocType("Agency").as_("owing")
	name = own_agency
	if not spec.subject_agency_field:
		nearest = nearest_agency(spec.agency_type, "agency_nearest")
		query = query.left_join(nearest).on(nearest.area == area)
		name = nearest.value
	query = query.left_join(agency).on(agency.name == name)
	standing_in = _longest_in_post()
	query = query.left_join(standing_in).on(standing_in.agency == name)
	return query, Coalesce(NullIf(agency.head, ""), standing_in.officer), name


def _longest_in_post():
	"""Derived table (agency, officer): of its officers in office the first appointed; of several of one day the last
	name, the same one every time. Only who is posted where the agency itself is: a liaison leader or an auxiliary
	looks after villages from there, and a steward after the system."""
	officer, seat = frappe.qb.DocType("Officer").as_("serving"), frappe.qb.DocType("Agency").as_("seat")
	serving = (
		frappe.qb.from_(officer).join(seat).on((seat.name == officer.agency) & (seat.area == officer.area))
	)
	serving = serving.where((officer.status == "Active") & (officer.position != STEWARD))
	earliest = serving.select(officer.agency.as_("agency"), Min(officer.started_on).as_("since"))
	earliest = earliest.groupby(officer.agency).as_("earliest")
	first = serving.join(earliest).on(
		(earliest.agency == officer.agency) & (earliest.since == officer.started_on)
	)
	first = first.select(officer.agency.as_("agency"), Max(officer.name).as_("officer"))
	return first.groupby(officer.agency).as_("longest_in_post")


def _own_agency(spec: DutySpec, subject: Table) -> Term:
	if not spec.subject_agency_field:
		return NullValue()
	return column(subject, spec.subject_doctype, spec.subject_agency_field)
