"""Whom a visitor has to see this month: one row for each child, the most urgent first.

The limits of the user stand in the query itself (access.scope), not in what is done with its rows.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.query_builder import Case
from frappe.utils import getdate, now_datetime
from pypika.functions import Coalesce, Count, Max, Min, Sum
from pypika.terms import PseudoColumn

from lijian_hulei.access import scope

LIMIT = 100
GRADE_ORDER = {"Red": 0, "Yellow": 1, "Blue": 2}
UNGRADED = 3


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
	query = _children(mine, name_contains)
	return VisitList(_rows(query), *_counts(query))


def remaining(minor: str) -> dict:
	"""What is still owed to one child: required, done, due_at (all None when nothing is). Scope is the caller's."""
	owed = _owed().where(frappe.qb.DocType("Obligation").subject_name == minor)
	rows = owed.run(as_dict=True)
	row = rows[0] if rows else {}
	return {key: row.get(key) for key in ("required", "done", "due_at")}


def _children(mine: bool, name_contains: str):
	minor, area = frappe.qb.DocType("Minor"), frappe.qb.DocType("Area").as_("place")
	owed, helped = _owed().as_("owed"), _helped()
	is_mine = owed.mine.eq(1) | minor.name.isin(helped)
	query = (
		frappe.qb.from_(minor)
		.left_join(area)
		.on(area.name == minor.area)
		.left_join(owed)
		.on(owed.subject_name == minor.name)
		.where(minor.status == "Active")
		.select(
			minor.name.as_("minor"),
			minor.minor_name,
			area.area_name,
			minor.grade,
			minor.last_visit_on,
			owed.due_at,
			owed.required,
			owed.done,
			Case().when(owed.due_at < now_datetime(), 1).else_(0).as_("overdue"),
			Case().when(is_mine, 1).else_(0).as_("mine"),
		)
	)
	limits = scope.condition("Minor")
	if limits:
		query = query.where(PseudoColumn(limits))
	if name_contains:
		return query.where(minor.minor_name.like(f"%{_literal(name_contains)}%"))
	query = query.where(owed.subject_name.isnotnull() | minor.grade.isin(list(GRADE_ORDER)))
	return query.where(is_mine) if mine else query


def _owed():
	"""One row for each child to be visited in a period that is running, or that was missed."""
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	today = str(getdate())
	unmet = obligation.status.isin(("Open", "Overdue"))
	officers = list(scope.user_scope().officers) or [""]
	query = (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.select(
			obligation.subject_name,
			Min(Case().when(unmet, obligation.due_at)).as_("due_at"),
			Sum(obligation.required).as_("required"),
			Sum(obligation.done).as_("done"),
			Max(Case().when(obligation.responsible_officer.isin(officers), 1).else_(0)).as_("mine"),
		)
		.where((obligation.subject_doctype == "Minor") & (duty.evidence_doctype == "Visit"))
		.where(unmet | ((obligation.period_start <= today) & (obligation.period_end >= today)))
		.where(obligation.status != "Cancelled")
		.groupby(obligation.subject_name)
	)
	limits = scope.condition("Obligation")
	return query.where(PseudoColumn(limits)) if limits else query


def _helped():
	pairing = frappe.qb.DocType("Support Pairing")
	officers = list(scope.user_scope().officers) or [""]
	return (
		frappe.qb.from_(pairing)
		.select(pairing.minor)
		.where((pairing.status == "Active") & pairing.helper.isin(officers) & pairing.minor.isnotnull())
	)


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


def _counts(query) -> tuple[int, int, int]:
	listed = query.as_("listed")
	row = (
		frappe.qb.from_(listed)
		.select(
			Count("*"),
			Coalesce(Sum(listed.overdue), 0),
			Count(listed.due_at),
		)
		.run()[0]
	)
	return int(row[0]), int(row[1]), int(row[2])


def _literal(text: str) -> str:
	"""The user's text as it stands: % and _ are no wildcards."""
	return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def days_left(due_at, today: date) -> int | None:
	"""Days until the last day; negative when it has passed."""
	return (getdate(due_at) - today).days if due_at else None
