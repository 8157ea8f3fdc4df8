"""What is wrong with a Grading Policy before anybody is graded by it, and when each version is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lijian_hulei.ledger.rules.grading import Policy, Rule
from lijian_hulei.ledger.rules.vocabulary import Condition, FactorClass, Grade

PROBLEMS = ("no_rules", "needs_class", "needs_minimum", "never_reached", "milder_first")
SMALLEST_MINIMUM = 2


@dataclass(frozen=True)
class RuleProblem:
	key: str
	rule: int = 0


def policy_problems(policy: Policy) -> list[RuleProblem]:
	"""Rules that cannot be read, or that an earlier rule forestalls, wholly or with a milder grade; numbered from 1.

	The first rule that fits decides. With the strictest grades first a child never has a lower one than any of its
	factors asks for, and one factor more never makes it milder.
	"""
	if not policy.rules:
		return [RuleProblem("no_rules")]
	problems = []
	for number, rule in enumerate(policy.rules, start=1):
		if rule.condition == Condition.ANY_OF_CLASS and rule.factor_class not in list(FactorClass):
			problems.append(RuleProblem("needs_class", number))
		if rule.condition == Condition.DISTINCT_CLASSES and rule.minimum < SMALLEST_MINIMUM:
			problems.append(RuleProblem("needs_minimum", number))
		if any(_covers(earlier, rule) for earlier in policy.rules[: number - 1]):
			problems.append(RuleProblem("never_reached", number))
		elif any(_rank(earlier) < _rank(rule) for earlier in policy.rules[: number - 1]):
			problems.append(RuleProblem("milder_first", number))
	return problems


def _rank(rule: Rule) -> int:
	"""0 for a grade that is no colour; its field refuses it."""
	return Grade(rule.grade).rank if rule.grade in list(Grade) else 0


def _covers(earlier: Rule, later: Rule) -> bool:
	"""True when whatever fits the later rule already fitted the earlier one."""
	if earlier.condition == Condition.ANY_FACTOR:
		return True
	if earlier.condition != later.condition:
		return False
	if earlier.condition == Condition.ANY_OF_CLASS:
		return earlier.factor_class == later.factor_class
	return earlier.minimum <= later.minimum


def version_ends(starts: Iterable[tuple[str, date]]) -> dict[str, date | None]:
	"""Last day of each version: the day before the next one starts; None for the newest. Names to dates."""
	ordered = sorted(starts, key=lambda item: item[1])
	ends: dict[str, date | None] = {name: None for name, _start in ordered}
	for (name, _start), (_next_name, next_start) in pairwise(ordered):
		ends[name] = next_start - timedelta(days=1)
	return ends
