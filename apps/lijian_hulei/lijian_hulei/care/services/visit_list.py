"""Whom a visitor has to see this month: one row for each child, the most urgent first.

The limits of the user stand in the query itself (access.scope), not in what is done with its rows.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.query_builder import Case
from frappe.utils import getdate, now_datetime
from pypika import analytics
from pypika.functions import Max, Min, Sum
from pypika.terms import PseudoColumn

from lijian_hulei.access import scope

LIMIT = 100
GRADE_ORDER = {"Red": 0, "Yellow": 1, "Blue": 2}
UNGRADED = 3
UNMET, MET = ("Open", "Overdue"), ("Met", "Met Late")
COUNTS = ("total", "total_overdue", "total_waiting")


@dataclass(frozen=True)
class VisitList:
	"""`total`, `overdue` and `waiting` count all children of the list, `rows` holds the first LIMIT of them."""

	rows: list[dict]
	total: int
	overdue: int
	waiting: int


def visits_due(mine: bool = False, name_contains: str = "") -> VisitList:
	"""Children with a grade or an obligation to be visited; with `name_contains` any child in scope.

	`mine` keeps those whom the user supports or owes a visit. Rows: minor, minor_name, area_name, grade,
	last_visit_on, due_at, required, done, overdue, mine.
	"""
	rows = _rows(_children(mine, name_contains))
	counts = [int(rows[0].pop(key)) for key in COUNTS] if rows else (0, 0, 0)
	return VisitList(rows, *counts)


def remaining(minor: str) -> dict:
	"""What is still owed to one child: required, done, due_at (all None when nothing is). Scope is the caller's."""
	subject = frappe.qb.DocType("Minor")
	rows = _owed(frappe.qb.from_(subject).select(subject.name).where(subject.name == minor)).run(as_dict=True)
	row = rows[0] if rows else {}
	return {key: row.get(key) for key in ("required", "done", "due_at")}


def _children(mine: bool, name_contains: str):
	"""The candidates are found by indexes first; only they are joined with what they are owed."""
	minor, area = frappe.qb.DocType("Minor"), frappe.qb.DocType("Area").as_("place")
	listed = _candidates(mine, name_contains)
	chosen, owed, helped = listed.as_("chosen"), _owed(listed if mine else None).as_("owed"), _helped()
	overdue = Case().when(owed.due_at < now_datetime(), 1).else_(0)
	return (
		frappe.qb.from_(chosen)
		.join(minor)
		.on(minor.name == chosen.name)
		.left_join(area)
		.on(area.name == minor.area)
		.left_join(owed)
		.on(owed.subject_name == minor.name)
		.select(
			minor.name.as_("minor"),
			minor.minor_name,
			area.area_name,
			minor.grade,
			minor.last_visit_on,
			owed.due_at,
			owed.required,
			owed.done,
			overdue.as_("overdue"),
			Case().when(owed.mine.eq(1) | minor.name.isin(helped), 1).else_(0).as_("mine"),
			analytics.Count("*").over().as_("total"),
			analytics.Sum(overdue).over().as_("total_overdue"),
			analytics.Count(owed.due_at).over().as_("total_waiting"),
		)
	)


def _candidates(mine: bool, name_contains: str):
	"""Names of the children to be listed: searched for, or with a grade, or owed something that has not been done.

	Every part is within the user's limits for Minor.
	"""
	minor, obligation = frappe.qb.DocType("Minor"), frappe.qb.DocType("Obligation")
	names = scope.limited(frappe.qb.from_(minor).select(minor.name).where(minor.status == "Active"), "Minor")
	if name_contains:
		return names.where(minor.minor_name.like(f"%{_literal(name_contains)}%"))
	owing = _visits_owed().select(obligation.subject_name)
	unmet = obligation.status.isin(UNMET)
	if not mine:
		return names.where(minor.grade.isin(list(GRADE_ORDER))).union(
			names.where(minor.name.isin(owing.where(unmet)))
		)
	own = owing.where(obligation.responsible_officer.isin(_officers()))
	return (
		names.where(minor.name.isin(_helped()))
		.union(names.where(minor.name.isin(own.where(unmet))))
		.union(names.where(minor.name.isin(own.where(_running()))))
	)


def _owed(subjects=None):
	"""One row for each child to be visited in a period that is running, or that was missed.

	Two selects and no OR between them: each finds its rows by an index of its own. `subjects`, a query of names,
	limits them.
	"""
	obligation = frappe.qb.DocType("Obligation")
	parts = []
	for criterion in (obligation.status.isin(UNMET), _running() & obligation.status.isin(MET)):
		part = _visits_owed().where(criterion)
		if subjects is not None:
			part = part.where(obligation.subject_name.isin(subjects))
		parts.append(
			part.select(
				obligation.subject_name,
				obligation.required,
				obligation.done,
				Case().when(obligation.status.isin(UNMET), obligation.due_at).as_("due_at"),
				Case().when(obligation.responsible_officer.isin(_officers()), 1).else_(0).as_("mine"),
			)
		)
	one = (parts[0] * parts[1]).as_("one")
	return (
		frappe.qb.from_(one)
		.select(
			one.subject_name,
			Min(one.due_at).as_("due_at"),
			Sum(one.required).as_("required"),
			Sum(one.done).as_("done"),
			Max(one.mine).as_("mine"),
		)
		.groupby(one.subject_name)
	)


def _visits_owed():
	"""Obligations to visit a child, in the user's limits."""
	obligation = frappe.qb.DocType("Obligation")
	query = frappe.qb.from_(obligation).where(
		(obligation.subject_doctype == "Minor") & obligation.duty.isin(_visiting_duties())
	)
	return scope.limited(query, "Obligation")


def _visiting_duties() -> list[str]:
	duty = frappe.qb.DocType("Duty")
	names = frappe.qb.from_(duty).select(duty.name).where(duty.evidence_doctype == "Visit")
	return names.orderby(duty.name).run(pluck=True) or [""]


def _running():
	obligation, today = frappe.qb.DocType("Obligation"), str(getdate())
	return (obligation.period_start <= today) & (obligation.period_end >= today)


def _helped():
	pairing = frappe.qb.DocType("Support Pairing")
	return (
		frappe.qb.from_(pairing)
		.select(pairing.minor)
		.where((pairing.status == "Active") & pairing.helper.isin(_officers()) & pairing.minor.isnotnull())
	)


def _officers() -> list[str]:
	return list(scope.user_scope().officers) or [""]


def _rows(query) -> list[dict]:
	minor = frappe.qb.DocType("Minor")
	by_grade = Case()
	for grade, place in GRADE_ORDER.items():
		by_grade = by_grade.when(minor.grade == grade, place)
	due_at = PseudoColumn("`owed`.`due_at`")
	return (
		query.orderby(PseudoColumn("`overdue`"), order=frappe.qb.desc)
		.orderby(due_at.isnull())
		.orderby(by_grade.else_(UNGRADED))
		.orderby(due_at)
		.orderby(minor.name)
		.limit(LIMIT)
		.run(as_dict=True)
	)


def _literal(text: str) -> str:
	"""The user's text as it stands: % and _ are no wildcards."""
	return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def days_left(due_at, today: date) -> int | None:
	"""Days until the last day; negative when it has passed."""
	return (getdate(due_at) - today).days if due_at else None
