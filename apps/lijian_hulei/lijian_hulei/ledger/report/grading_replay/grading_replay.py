"""What would change under another policy, or with another threshold. Reads only; nothing is stored."""

from collections import Counter
from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import cint

from lijian_hulei.access.guards import require_document
from lijian_hulei.ledger.rules.grading import Policy
from lijian_hulei.ledger.rules.policy_check import SMALLEST_MINIMUM
from lijian_hulei.ledger.rules.vocabulary import Condition
from lijian_hulei.ledger.services.errors import PolicyError
from lijian_hulei.ledger.services.overview import replay
from lijian_hulei.ledger.services.policies import as_rules, policy_in_force

MINORS = "Minors Who Would Change"


def execute(filters: frappe._dict | None = None) -> tuple:
	filters = frappe._dict(filters or {})
	moves = replay(_policy(filters), filters.area)
	if filters.show == MINORS:
		return _minor_columns(), _minor_rows(moves), _message(moves)
	return _count_columns(), _count_rows(moves), _message(moves), None, _summary(moves)


def _policy(filters: frappe._dict) -> Policy:
	"""The policy chosen, a draft too, or the one in force; with another threshold if one is given."""
	in_force = policy_in_force()
	name = filters.policy or (in_force.name if in_force else None)
	if not name:
		frappe.throw(_("Please choose a grading policy."), exc=PolicyError, title=_("Grading Replay"))
	policy = as_rules(require_document("Grading Policy", name))
	minimum = cint(filters.minimum)
	if not minimum:
		return policy
	if minimum < SMALLEST_MINIMUM:
		frappe.throw(
			_("The number of items to try must be {0} or more.").format(SMALLEST_MINIMUM),
			exc=PolicyError,
			title=_("Grading Replay"),
		)
	rules = tuple(
		replace(rule, minimum=minimum) if rule.condition == Condition.DISTINCT_CLASSES else rule
		for rule in policy.rules
	)
	return replace(policy, rules=rules)


def _label(grade: str) -> str:
	return _(grade) if grade else _("No Grade")


def _count_columns() -> list[dict]:
	return [
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Data", "width": 200},
		{"fieldname": "from_grade", "label": _("From Grade"), "fieldtype": "Data", "width": 120},
		{"fieldname": "to_grade", "label": _("To Grade"), "fieldtype": "Data", "width": 120},
		{"fieldname": "minors", "label": _("Minors"), "fieldtype": "Int", "width": 100},
	]


def _count_rows(moves: list[dict]) -> list[dict]:
	counted = Counter((move["village"], move["from_grade"], move["to_grade"]) for move in moves)
	return [
		{
			"village": village.name,
			"from_grade": _label(from_grade),
			"to_grade": _label(to_grade),
			"minors": number,
		}
		for (village, from_grade, to_grade), number in sorted(
			counted.items(), key=lambda item: (item[0][0].code, *item[0][1:])
		)
	]


def _minor_columns() -> list[dict]:
	return [
		{"fieldname": "minor", "label": _("Minor"), "fieldtype": "Link", "options": "Minor", "width": 150},
		{"fieldname": "minor_name", "label": _("Full Name"), "fieldtype": "Data", "width": 120},
		*_count_columns()[:3],
	]


def _minor_rows(moves: list[dict]) -> list[dict]:
	return [
		move
		| {
			"village": move["village"].name,
			"from_grade": _label(move["from_grade"]),
			"to_grade": _label(move["to_grade"]),
		}
		for move in moves
	]


def _message(moves: list[dict]) -> str:
	if not moves:
		return _("No grade would change.")
	return _("{0} grades would change. Nothing has been stored.").format(len(moves))


def _summary(moves: list[dict]) -> list[dict]:
	counted = Counter((move["from_grade"], move["to_grade"]) for move in moves)
	return [
		{
			"label": _("{0} to {1}").format(_label(from_grade), _label(to_grade)),
			"value": number,
			"datatype": "Int",
		}
		for (from_grade, to_grade), number in sorted(counted.items())
	]
