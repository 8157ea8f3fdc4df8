"""Grades of single records: what form, REST, Server Script and importer all go through."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lijian_hulei.ledger.rules.grading import Factor, Policy, evaluate, literal_grade
from lijian_hulei.ledger.rules.vocabulary import Confirmation, MinorStatus
from lijian_hulei.ledger.services.policies import as_factors, load_policy, policy_in_force
from lijian_hulei.ledger.services.wording import no_policy_text, reason_text, rule_text

VERDICT_FIELDS = ("grade", "literal_grade", "grade_reason", "grade_rule", "grading_policy")
GRADE_FIELDS = (*VERDICT_FIELDS, "graded_at", "grade_confirmation")


@dataclass(frozen=True)
class Verdict:
	"""A grading as it is stored: VERDICT_FIELDS of a Minor."""

	grade: str
	literal_grade: str
	grade_reason: str
	grade_rule: str
	grading_policy: str | None

	def as_dict(self) -> dict:
		return {field: getattr(self, field) for field in VERDICT_FIELDS}


class Grader:
	"""One policy on one day. Each distinct set of factors in force is evaluated once."""

	def __init__(self, policy: Policy, on: date):
		self.policy, self.on = policy, on
		self._known: dict[tuple[str, ...], Verdict] = {}

	def verdict(self, factors: list[Factor]) -> Verdict:
		standing = [factor for factor in factors if factor.in_force(self.on)]
		key = tuple(sorted({factor.code for factor in standing}))
		if key not in self._known:
			grading = evaluate(self.policy, standing, self.on)
			self._known[key] = Verdict(
				grading.grade,
				grading.literal_grade,
				reason_text(grading),
				rule_text(self.policy, grading.rule),
				self.policy.name,
			)
		return self._known[key]


def verdict_today(rows, stored_grade: str = "") -> Verdict:
	"""The verdict of the policy in force on risk factor rows. Without a policy `stored_grade` stands on."""
	today, factors = getdate(), as_factors(rows)
	policy = policy_in_force(today)
	if policy:
		return Grader(load_policy(policy.name), today).verdict(factors)
	standing = [factor for factor in factors if factor.in_force(today) and factor.counts_in_plan]
	return Verdict(stored_grade, literal_grade(standing), no_policy_text(), "", None)


def grade_minor(doc) -> None:
	"""Sets the grade fields of a Minor from its risk factors; whatever stood in them before is overwritten.

	Who has left the ledger keeps the last grade. The confirmation moves only with the verdict, graded_at also when a
	child comes back: from that day on it is owed what the grade asks for, not from when it was graded long ago.
	"""
	stored = stored_grade(doc)
	if doc.status != MinorStatus.ACTIVE:
		doc.update(stored)
		return
	verdict = verdict_today(doc.get("risk_factors"), stored["grade"]).as_dict()
	if all(verdict[field] == stored[field] for field in VERDICT_FIELDS):
		doc.update(stored | {"graded_at": now_datetime()} if _came_back(doc) else stored)
		return
	doc.update(verdict | {"graded_at": now_datetime(), "grade_confirmation": stored["grade_confirmation"]})
	if verdict["grade"] != stored["grade"]:
		doc.grade_confirmation = Confirmation.AWAITING.value


def _came_back(doc) -> bool:
	before = doc.get_doc_before_save()
	return bool(before) and before.status != MinorStatus.ACTIVE


def hold_to_policy(doc) -> None:
	"""The last word before writing: a grade that a script or another app has put in its place is put right."""
	proposed = {field: doc.get(field) or None for field in VERDICT_FIELDS}
	grade_minor(doc)
	if any(proposed[field] != (doc.get(field) or None) for field in VERDICT_FIELDS):
		_tell_disagreement(doc, proposed)


def correct_late_change(doc) -> None:
	"""After writing: undoes a grade that was written past validation (doc.db_set in a script, ignore_validate)."""
	before = doc.get_doc_before_save()
	written = {field: doc.get(field) for field in GRADE_FIELDS}
	if before and all((before.get(field) or "") == (written[field] or "") for field in VERDICT_FIELDS):
		return
	grade_minor(doc)
	if all((doc.get(field) or "") == (written[field] or "") for field in VERDICT_FIELDS):
		doc.update(written)
	else:
		# update_modified: the open form must stay saveable, nothing a person entered has changed
		frappe.db.set_value(
			"Minor", doc.name, {field: doc.get(field) for field in GRADE_FIELDS}, update_modified=False
		)
		_tell_disagreement(doc, written)


def stored_grade(doc) -> dict:
	"""The grade fields as the database has them; all empty for a new record."""
	# in_insert: after the row is written a new document no longer calls itself new
	before = None if doc.is_new() or doc.flags.in_insert else doc.get_latest()
	if not before:
		return dict.fromkeys(GRADE_FIELDS, "") | {"graded_at": None, "grading_policy": None}
	values = {field: before.get(field) or "" for field in GRADE_FIELDS}
	return values | {
		"graded_at": before.get("graded_at") or None,
		"grading_policy": values["grading_policy"] or None,
	}


def grade_rows(rows: list[dict]) -> list[dict]:
	"""The importer's batch: each row gets the GRADE_FIELDS that a save would give it. At most three queries.

	A row has `factors` (dicts with factor, since, until), may have `status`, and, for a record that exists,
	`stored`: its GRADE_FIELDS. A row whose grade changes is to be handed to record_changes() as well.
	"""
	today, policy = getdate(), policy_in_force()
	grader = Grader(load_policy(policy.name), today) if policy else None
	moment = now_datetime()
	return [_graded(row, grader, moment) for row in rows]


def _graded(row: dict, grader: Grader | None, moment) -> dict:
	stored = {field: (row.get("stored") or {}).get(field) or "" for field in GRADE_FIELDS}
	stored |= {field: stored[field] or None for field in ("graded_at", "grading_policy")}
	if (row.get("status") or MinorStatus.ACTIVE) != MinorStatus.ACTIVE:
		return row | stored
	if grader:
		verdict = grader.verdict(as_factors(row.get("factors"))).as_dict()
	else:
		verdict = verdict_today(row.get("factors"), stored["grade"]).as_dict()
	if all(verdict[field] == stored[field] for field in VERDICT_FIELDS):
		return row | stored
	changed = verdict["grade"] != stored["grade"]
	confirmation = Confirmation.AWAITING.value if changed else stored["grade_confirmation"]
	return row | verdict | {"graded_at": moment, "grade_confirmation": confirmation}


def _tell_disagreement(doc, written: dict) -> None:
	"""Says so on the screen; ledger.services.drift keeps what is left in `overruled` once the record is written."""
	doc.flags.setdefault("overruled", written)
	frappe.logger("lijian_hulei").warning("a grade other than the policy's was put right on save")
	frappe.msgprint(
		_(
			"A server script or another app proposed a grade that the policy in force does not give."
			" The policy's grade was stored. Please have the system steward look at the scripts for Minor."
		),
		title=_("Grade Put Right"),
		indicator="orange",
	)
