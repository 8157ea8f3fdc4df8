"""One helper for each graded child, one household for each named leader (plan part 2(1)3, R17, R18, A15)."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate, today
from pypika.functions import Count
from pypika.terms import Criterion

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


def follow_minor(minor, method: str | None = None) -> None:
	"""Minor, after a save: who moved away, came of age or died needs no helper any more (A24); who lives in another
	village now is looked after by a cadre who may see the child there."""
	before, pairing = minor.get_doc_before_save(), frappe.qb.DocType("Support Pairing")
	if minor.status != ACTIVE and has_changed(minor, "status"):
		own = (pairing.minor == minor.name) & (pairing.status == ACTIVE)
		_end(own, _(minor.status), getdate(minor.status_on or today()))
	elif minor.status == ACTIVE and before and before.area != minor.area:
		_follow_to(minor.area, pairing.minor == minor.name, minor.household)


def follow_move_of_household(household, method: str | None = None) -> None:
	"""Household, after a save: the family moved as a whole."""
	before = household.get_doc_before_save()
	if before and before.area != household.area:
		_follow_to(household.area, frappe.qb.DocType("Support Pairing").household == household.name)


def follow_helper(officer, method: str | None = None) -> None:
	"""Officer, after a save: who left the post or the village helps nobody there any more; the children are free
	for another helper, and their villages owe one (R18). The day of leaving no longer counts."""
	before = officer.get_doc_before_save()
	pairing = frappe.qb.DocType("Support Pairing")
	own = (pairing.helper == officer.name) & (pairing.status == ACTIVE)
	if officer.status != ACTIVE and has_changed(officer, "status"):
		last_day = add_days(getdate(officer.left_on or today()), -1)
		_end(own, _("The helper left the post"), last_day)
	elif officer.status == ACTIVE and before and _places(before) != _places(officer):
		_end(own & pairing.area.notin(_inside(_places(officer))), _("The helper works elsewhere now"))


def _follow_to(area: str, whose: Criterion, household: str | None = None) -> None:
	pairing = frappe.qb.DocType("Support Pairing")
	active = whose & (pairing.status == ACTIVE)
	_end(active & pairing.helper.notin(_reaching(area)), _("Moved to another village"))
	moved = frappe.qb.update(pairing).set(pairing.area, area)
	if household:
		moved = moved.set(pairing.household, household)
	moved.where(active).run()


def _end(which: Criterion, reason: str, last_day: str | date | None = None) -> None:
	"""One statement; the right to make the change that it follows from carries this consequence."""
	pairing = frappe.qb.DocType("Support Pairing")
	(
		frappe.qb.update(pairing)
		.set(pairing.status, ENDED)
		.set(pairing.to_date, frappe.qb.functions("GREATEST", pairing.from_date, str(last_day or today())))
		.set(pairing.end_reason, reason)
		.where(which)
		.run()
	)


def _places(officer) -> set[str]:
	return {officer.area, *(row.area for row in officer.further_areas)} - {None, ""}


def _reaching(area: str):
	"""Names of the officers whose area, or one of whose further areas, is this one or lies above it."""
	place, above = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("above")
	officer, further = frappe.qb.DocType("Officer"), frappe.qb.DocType("Officer Area")
	path = frappe.qb.from_(place).join(above).on((above.lft <= place.lft) & (above.rgt >= place.rgt))
	path = path.select(above.name).where(place.name == area)
	also = frappe.qb.from_(further).select(further.parent)
	also = also.where((further.parenttype == "Officer") & further.area.isin(path))
	return (
		frappe.qb.from_(officer).select(officer.name).where(officer.area.isin(path) | officer.name.isin(also))
	)


def _inside(areas: set[str]):
	place, above = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("above")
	inside = frappe.qb.from_(place).join(above).on((above.lft <= place.lft) & (above.rgt >= place.rgt))
	return inside.select(place.name).where(above.name.isin(sorted(areas) or [""]))


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
