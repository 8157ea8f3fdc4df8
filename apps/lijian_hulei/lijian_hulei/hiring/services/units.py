"""Where a worker belongs: an agency in close contact with minors, or a venue."""

import frappe
from frappe import _

from lijian_hulei.access.roles import STAFF_CHECK_OFFICER
from lijian_hulei.organisation.services import township_of


class WrongUnit(frappe.ValidationError):
	"""Neither, both, or a unit whose staff need no check."""


def take_unit(doc) -> None:
	"""Sets agency, unit_name and the unit's area on a Worker or a batch. Raises WrongUnit.

	A venue's operator is its agency, so that the operator's staff see the worker too.
	"""
	if doc.venue:
		venue = frappe.db.get_value(
			"Venue", doc.venue, ["agency", "area", "venue_name", "status"], as_dict=True
		)
		if not venue:
			_refuse(_("There is no such venue."))
		if doc.is_new() and venue.status == "Closed Down":
			_refuse(_("This venue is closed down. Choose one that operates."))
		doc.agency, doc.area, doc.unit_name = venue.agency, venue.area, venue.venue_name
		return
	if not doc.agency:
		_refuse(_("Name the employing unit, or the venue where the person works."))
	agency = frappe.db.get_value(
		"Agency", doc.agency, ["area", "agency_name", "enabled", "is_close_contact_unit"], as_dict=True
	)
	if doc.is_new() and not agency.enabled:
		_refuse(_("This unit is no longer in use. Choose another one."))
	if not agency.is_close_contact_unit:
		_refuse(
			_(
				"This unit is not one in close contact with minors. For hotels and places of entertainment choose the venue instead."
			)
		)
	doc.area, doc.unit_name = agency.area, agency.agency_name


def town_above(area: str) -> str:
	"""The township, where what must not be seen by the village is counted; the area itself above townships."""
	return township_of(area) or area


def head_users(agency: str | None) -> list[str]:
	"""Logins of who may handle the unit's staff checks: its head alone if he is in office, else whose post has the role.

	Others of the unit are told nothing: a notice says that a check of a colleague needs handling.
	"""
	if not agency:
		return []
	head = frappe.db.get_value("Agency", agency, "head")
	# No permission filter: who is told, not what is shown.
	told = frappe.get_all("Officer", {"name": head, "status": "Active"}, pluck="user") if head else []
	return told or _users_in_charge(agency)


def _users_in_charge(agency: str) -> list[str]:
	officer, held = frappe.qb.DocType("Officer"), frappe.qb.DocType("Has Role")
	in_charge = (
		(held.parent == officer.user) & (held.parenttype == "User") & (held.role == STAFF_CHECK_OFFICER)
	)
	rows = frappe.qb.from_(officer).join(held).on(in_charge).select(officer.user)
	return rows.where((officer.agency == agency) & (officer.status == "Active")).run(pluck=True)


def _refuse(message: str) -> None:
	frappe.throw(message, exc=WrongUnit, title=_("Employing Unit"))
