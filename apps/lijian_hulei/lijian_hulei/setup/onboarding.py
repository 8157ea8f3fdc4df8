"""The first steps of a township as Frappe's Module Onboarding shows them: a step is done when its records stand.

Frappe ticks a step for whoever clicked it, and for everybody. Here each step counts what is there, whoever put it
there and in whatever way (a roster import writes no form). The ticks are kept in Frappe's own fields.
"""

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import today
from pypika.functions import Count

from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE
from lijian_hulei.care.services.unhelped import is_unhelped
from lijian_hulei.ledger.services.policies import policy_in_force
from lijian_hulei.organisation.services import vacancies

NEEDED_AGENCIES = ("governance_office", "protection_office", "police_station")
OFFICES = (GOVERNANCE_OFFICE, PROTECTION_OFFICE)
FIRST_RESPONSIBLE = "First"


@dataclass(frozen=True)
class Progress:
	"""Whether a step is done, and how it stands in words: numbers and kinds, nobody's name."""

	is_done: bool
	note: str


def leave_out_tours(bootinfo) -> None:
	"""Hook extend_bootinfo: the switch that shows onboarding also starts Frappe's own English tours of its pages."""
	bootinfo.onboarding_tours = []


def follow(onboarding: str) -> dict[str, Progress]:
	"""Counts anew and keeps what changed; by step. The whole is complete when no step is left, and stays so."""
	document = frappe.get_doc("Module Onboarding", onboarding)
	found = {row.step: STEPS[row.step]() for row in document.steps if row.step in STEPS}
	# get_all: progress of the township, for whom api/onboarding.py has let in
	stored = frappe.get_all(
		"Onboarding Step",
		filters={"name": ("in", list(found) or [""])},
		fields=["name", "is_complete", "is_skipped"],
		order_by="name asc",
	)
	for step in stored:
		if bool(step.is_complete) != found[step.name].is_done:
			_keep("Onboarding Step", step.name, "is_complete", int(found[step.name].is_done))
	if stored and all(found[step.name].is_done or step.is_skipped for step in stored):
		_keep("Module Onboarding", onboarding, "is_complete", 1)
	return found


def skip(onboarding: str, step: str) -> None:
	"""Leaves a step out; the whole may be complete with that."""
	_keep("Onboarding Step", step, "is_skipped", 1)
	follow(onboarding)


def _keep(doctype: str, name: str, fieldname: str, value: int) -> None:
	"""Without a new time of change: a newer version of the app still brings its texts."""
	frappe.db.set_value(doctype, name, fieldname, value, update_modified=False)
	frappe.clear_document_cache(doctype, name)


def _areas() -> Progress:
	villages = frappe.db.count("Area", {"level": "Village"})
	return Progress(bool(villages), _("{0} villages and communities so far.").format(villages))


def _township() -> Progress:
	area = frappe.db.get_single_value("Hulei Settings", "township")
	name = frappe.db.get_value("Area", area, "area_name") if area else None
	return Progress(bool(name), name or _("No township is named yet."))


def _agencies() -> Progress:
	# get_all: kinds of agencies, which every officer may know
	kinds = set(frappe.get_all("Agency", {"enabled": 1}, pluck="agency_type", order_by="name asc"))
	missing = [kind for kind in NEEDED_AGENCIES if kind not in kinds]
	if not missing:
		return Progress(True, _("{0} agencies so far.").format(frappe.db.count("Agency", {"enabled": 1})))
	names = frappe.get_all(
		"Agency Type", {"name": ("in", missing)}, pluck="type_name", order_by="type_name asc"
	)
	return Progress(False, _("Still missing: {0}.").format(_(", ").join(names)))


def _officers() -> Progress:
	officer, role = frappe.qb.DocType("Officer"), frappe.qb.DocType("Position Role")
	area = frappe.qb.DocType("Area")
	active = officer.status == "Active"
	staffed = set(
		frappe.qb.from_(officer)
		.join(role)
		.on((role.parent == officer.position) & (role.parenttype == "Position"))
		.select(role.role)
		.distinct()
		.where(active & role.role.isin(OFFICES))
		.run(pluck=True)
	)
	villages = (
		frappe.qb.from_(area)
		.left_join(officer)
		.on((officer.area == area.name) & active)
		.select(area.name)
		.where((area.level == "Village") & officer.name.isnull())
		.run(pluck=True)
	)
	missing = [_(office) for office in OFFICES if office not in staffed]
	if missing:
		return Progress(False, _("Still missing: {0}.").format(_(", ").join(missing)))
	if villages:
		return Progress(False, _("{0} villages have nobody yet.").format(len(villages)))
	return Progress(
		_areas().is_done,
		_("{0} officers can log in.").format(frappe.db.count("Officer", {"status": "Active"})),
	)


def _responsible() -> Progress:
	vacant = len(vacancies(frappe.utils.getdate(today()), [FIRST_RESPONSIBLE]))
	if vacant:
		return Progress(False, _("{0} villages have no first responsible yet.").format(vacant))
	return Progress(_areas().is_done, _("Every village has its first responsible."))


def _policy() -> Progress:
	policy = policy_in_force()
	return Progress(
		bool(policy), _("In force: {0}").format(policy.title) if policy else _("No policy is in force.")
	)


def _month() -> Progress:
	due = frappe.db.count("Obligation", {"period_start": ("<=", today()), "period_end": (">=", today())})
	return Progress(bool(due), _("{0} duties stand for now.").format(due))


def _roster() -> Progress:
	minors = frappe.db.count("Minor", {"status": "Active"})
	return Progress(bool(minors), _("{0} minors in the ledger so far.").format(minors))


def _grades() -> Progress:
	"""In a town that runs some always wait: the step is done with the first."""
	settled = frappe.db.exists("Grade Change", {"confirmation": ("in", ("Confirmed", "Objected"))})
	waiting = frappe.db.count("Grade Change", {"confirmation": "Awaiting"})
	return Progress(bool(settled), _("{0} grades wait to be confirmed.").format(waiting))


def _helpers() -> Progress:
	minor = frappe.qb.DocType("Minor")
	without = frappe.qb.from_(minor).select(Count("*")).where(is_unhelped(minor)).run()[0][0]
	paired = frappe.db.exists("Support Pairing", {"kind": "One To One", "status": "Active"})
	return Progress(bool(paired), _("{0} graded minors have no helper yet.").format(without))


def _visits() -> Progress:
	visits = frappe.db.count("Visit", {"docstatus": 1})
	return Progress(bool(visits), _("{0} visits submitted so far.").format(visits))


# By the names of the Onboarding Steps that the app ships.
STEPS: dict[str, Callable[[], Progress]] = {
	"Enter the Areas": _areas,
	"Name the Township": _township,
	"Enter the Agencies": _agencies,
	"Give Officers Access": _officers,
	"Say Who Is Responsible": _responsible,
	"Read the Grading Policy": _policy,
	"See the First Month Open": _month,
	"Import the Roster": _roster,
	"Confirm the First Grades": _grades,
	"Give Each Child a Helper": _helpers,
	"Enter the First Visit": _visits,
	"See What Is Due": _month,
}
