"""Households under special attention: the flag follows the minors' grades and the guardian risk."""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.utils import cint

from lijian_hulei.ledger.rules.household_focus import Focus, household_focus
from lijian_hulei.ledger.rules.vocabulary import Grade, MinorStatus
from lijian_hulei.records.changes import has_changed

BATCH = 5_000


def refresh_focus(households: Iterable[str] | None = None) -> int:
	"""Sets is_focus and focus_reason where they are wrong; of all households when none are named.

	Returns how many were put right. Two reads and at most three writes for each five thousand households.
	"""
	if households is not None:
		names = sorted({name for name in households if name})
		return sum(
			_refresh(_households(names[start : start + BATCH])) for start in range(0, len(names), BATCH)
		)
	corrected, last = 0, ""
	while rows := _households_after(last):
		corrected += _refresh(rows)
		last = rows[-1].name
	return corrected


def focus_of(doc) -> Focus:
	"""The flag of one Household document as it is about to be saved."""
	grades = [] if doc.is_new() else _red_grades([doc.name]).get(doc.name, [])
	return household_focus(grades, bool(doc.guardian_risk) and guardian_risk_counts())


def guardian_risk_counts() -> bool:
	"""Whether this town gives special attention for a guardian at risk too, besides a red grade (A5)."""
	return bool(cint(frappe.db.get_single_value("Hulei Settings", "focus_by_guardian_risk")))


def follow_settings(settings, method: str | None = None) -> None:
	"""Document event of Hulei Settings: another reading of A5 changes the flag of every household concerned."""
	if has_changed(settings, "focus_by_guardian_risk"):
		frappe.enqueue(
			"lijian_hulei.ledger.tasks.refresh_household_focus",
			queue="long",
			job_id="household_focus",
			deduplicate=True,
			enqueue_after_commit=True,
		)


def _refresh(rows: list) -> int:
	grades, guardians_count = _red_grades([row.name for row in rows]), guardian_risk_counts()
	wrong: dict[Focus, list[str]] = defaultdict(list)
	for row in rows:
		focus = household_focus(grades.get(row.name, []), bool(row.guardian_risk) and guardians_count)
		if focus != Focus(bool(row.is_focus), row.focus_reason or ""):
			wrong[focus].append(row.name)
	household = frappe.qb.DocType("Household")
	for focus, names in wrong.items():
		(
			frappe.qb.update(household)
			.set(household.is_focus, int(focus.is_focus))
			.set(household.focus_reason, focus.reason)
			.where(household.name.isin(names))
			.run()
		)
	return sum(len(names) for names in wrong.values())


def _select():
	household = frappe.qb.DocType("Household")
	query = frappe.qb.from_(household).select(
		household.name, household.guardian_risk, household.is_focus, household.focus_reason
	)
	return household, query


def _households(names: list[str]) -> list:
	household, query = _select()
	return query.where(household.name.isin(names)).run(as_dict=True)


def _households_after(last: str) -> list:
	household, query = _select()
	return query.where(household.name > last).orderby(household.name).limit(BATCH).run(as_dict=True)


def _red_grades(households: list[str]) -> dict[str, list[str]]:
	if not households:
		return {}
	minor = frappe.qb.DocType("Minor")
	rows = (
		frappe.qb.from_(minor)
		.select(minor.household, minor.grade)
		.distinct()
		.where(minor.household.isin(households))
		.where((minor.status == MinorStatus.ACTIVE.value) & (minor.grade == Grade.RED.value))
		.run()
	)
	return {household: [grade] for household, grade in rows}
