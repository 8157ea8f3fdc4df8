"""One helper for each graded child, one household for each named leader (plan part 2(1)3, R17, R18, A15)."""

import frappe
from frappe import _
from frappe.utils import cint, getdate, today
from pypika.functions import Count

from lijian_hulei.access.guards import require_document
from lijian_hulei.access.roles import LIAISON_LEADER, VILLAGE_CADRE
from lijian_hulei.care.rules.visiting import (
	ANY_FOCUS,
	RED_ELSE_YELLOW,
	grades_that_count,
	is_active_on,
	may_support,
)
from lijian_hulei.organisation.services import areas_of
from lijian_hulei.records.changes import has_changed

ONE_TO_ONE = "One To One"
LEADER_HOUSEHOLD = "Leader Household"
ACTIVE = "Active"
ENDED = "Ended"


def end_pairing(name: str, reason: str, on: str | None = None) -> None:
	"""Ends a pairing on `on` (today by default). The user needs write permission on it."""
	pairing = require_document("Support Pairing", name, "write")
	pairing.to_date = on or today()
	pairing.end_reason = reason
	pairing.save()


def end_pairings_of_departed(minor, method: str | None = None) -> None:
	"""Minor, after a save: who moved away, came of age or died needs no helper any more (A24)."""
	if minor.status == ACTIVE or not has_changed(minor, "status"):
		return
	pairing = frappe.qb.DocType("Support Pairing")
	last_day = getdate(minor.status_on or today())
	# One statement; the right to change the minor's status carries this consequence.
	(
		frappe.qb.update(pairing)
		.set(pairing.status, ENDED)
		.set(pairing.to_date, frappe.qb.functions("GREATEST", pairing.from_date, str(last_day)))
		.set(pairing.end_reason, _(minor.status))
		.where((pairing.minor == minor.name) & (pairing.status == ACTIVE))
		.run()
	)


def officer_was_active(officer: str, day) -> bool:
	# Organisational fact that every officer may know: no permission check.
	facts = frappe.db.get_value("Officer", officer, ["started_on", "left_on"], as_dict=True)
	if not facts:
		return False
	started = getdate(facts.started_on) if facts.started_on else None
	left = getdate(facts.left_on) if facts.left_on else None
	return is_active_on(started, left, getdate(day))


def has_named_visitor(officers: list[str]) -> bool:
	"""Ambiguity A10: whether one of them holds a post that the plan names (liaison leaders, village staff, grid
	leaders); always true where Hulei Settings does not ask for it.
	"""
	if not cint(frappe.db.get_single_value("Hulei Settings", "visit_needs_named_visitor")):
		return True
	officer, role = frappe.qb.DocType("Officer"), frappe.qb.DocType("Position Role")
	rows = (
		frappe.qb.from_(officer)
		.join(role)
		.on((role.parent == officer.position) & (role.parenttype == "Position"))
		.select(officer.name)
		.where(officer.name.isin(officers or [""]) & role.role.isin((LIAISON_LEADER, VILLAGE_CADRE)))
		.limit(1)
		.run()
	)
	return bool(rows)


def is_named_leader(officer: str) -> bool:
	position = frappe.db.get_value("Officer", officer, "position")
	return bool(position and frappe.db.get_value("Position", position, "is_named_leader"))


def leader_may_support(officer: str, household: str) -> bool:
	"""Whether the household is one that the plan wants this leader to take on."""
	minor = frappe.qb.DocType("Minor")
	# Grades only, for a yes or no: no permission check.
	grades = (
		frappe.qb.from_(minor)
		.select(minor.grade)
		.where((minor.household == household) & (minor.status == ACTIVE))
		.run(pluck=True)
	)
	reading = frappe.db.get_single_value("Hulei Settings", "leader_household_grade") or RED_ELSE_YELLOW
	is_focus = bool(frappe.db.get_value("Household", household, "is_focus"))
	return may_support(grades, _red_household_waits(areas_of(officer)), is_focus, reading)


def _red_household_waits(areas: list[str]) -> bool:
	"""Whether a household with a red child in `areas` has no leader yet."""
	if not areas:
		return False
	minor, area, own = (
		frappe.qb.DocType("Minor"),
		frappe.qb.DocType("Area"),
		frappe.qb.DocType("Area").as_("own"),
	)
	pairing = frappe.qb.DocType("Support Pairing")
	supported = (
		frappe.qb.from_(pairing)
		.select(pairing.household)
		.where(
			(pairing.kind == LEADER_HOUSEHOLD) & (pairing.status == ACTIVE) & pairing.household.isnotnull()
		)
	)
	rows = (
		frappe.qb.from_(minor)
		.join(area)
		.on(area.name == minor.area)
		.join(own)
		.on((own.lft <= area.lft) & (own.rgt >= area.rgt))
		.select(minor.household)
		.where(own.name.isin(areas))
		.where((minor.grade == "Red") & (minor.status == ACTIVE) & minor.household.notin(supported))
		.limit(1)
		.run()
	)
	return bool(rows)


def leaders_without_red_household(scope: str = "") -> list[dict]:
	"""Active named leaders who support fewer such households than Hulei Settings ask of each (A15).

	`scope` is a condition of access.scope on `tabOfficer`. Rows: officer, officer_name, position, area, households.
	"""
	wanted = cint(frappe.db.get_single_value("Hulei Settings", "leader_household_minimum"))
	officer, position = frappe.qb.DocType("Officer"), frappe.qb.DocType("Position")
	supported = _households_of_leaders()
	households = frappe.qb.functions("IFNULL", supported.households, 0)
	query = (
		frappe.qb.from_(officer)
		.join(position)
		.on(position.name == officer.position)
		.left_join(supported)
		.on(supported.helper == officer.name)
		.select(officer.name.as_("officer"), officer.officer_name, officer.position, officer.area)
		.select(households.as_("households"))
		.where((officer.status == ACTIVE) & (position.is_named_leader == 1))
		.where(households < wanted)
		.orderby(officer.area)
		.orderby(officer.name)
	)
	if scope:
		query = query.where(frappe.qb.terms.PseudoColumn(scope))
	return query.run(as_dict=True)


def _households_of_leaders():
	"""Derived table (helper, households): how many of the households that count by the setting each supports today."""
	pairing, minor = frappe.qb.DocType("Support Pairing"), frappe.qb.DocType("Minor")
	household = frappe.qb.DocType("Household")
	reading = frappe.db.get_single_value("Hulei Settings", "leader_household_grade") or RED_ELSE_YELLOW
	counts = minor.grade.isin(grades_that_count(reading))
	if reading == ANY_FOCUS:
		counts |= household.is_focus == 1
	return (
		frappe.qb.from_(pairing)
		.join(household)
		.on(household.name == pairing.household)
		.join(minor)
		.on((minor.household == pairing.household) & (minor.status == ACTIVE))
		.select(pairing.helper, Count(pairing.household).distinct().as_("households"))
		.where((pairing.kind == LEADER_HOUSEHOLD) & (pairing.status == ACTIVE) & counts)
		.groupby(pairing.helper)
		.as_("supported")
	)
