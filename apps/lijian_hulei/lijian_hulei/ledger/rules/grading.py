"""Red, Yellow, Blue: a policy's ordered rules applied to one minor's risk factors on one day.

Source: plan part 2 section 3 (any bad habit is red, more than two items yellow, any other single item blue).
The plan is silent on exactly two items, so the rule is data: see requirements A1 to A4.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lijian_hulei.ledger.rules.vocabulary import UNDETERMINED, Condition, CountHabits, FactorClass, Grade


@dataclass(frozen=True)
class Factor:
	"""One risk factor of one minor. `until` is the last day it held, None while it still holds."""

	code: str
	factor_class: str
	since: date
	until: date | None = None
	counts_in_plan: bool = True

	def in_force(self, on: date) -> bool:
		return self.since <= on and (self.until is None or self.until >= on)


@dataclass(frozen=True)
class Rule:
	"""One line of a policy. `minimum` is a number of items, used by Distinct Classes At Least only."""

	condition: str
	grade: str
	factor_class: str = ""
	minimum: int = 0


@dataclass(frozen=True)
class Policy:
	"""Rules in order: the first that fits gives the grade."""

	rules: tuple[Rule, ...]
	count_habits_as: str = CountHabits.ONE_CLASS.value
	name: str = ""


@dataclass(frozen=True)
class Grading:
	"""What a policy says of a minor on a day.

	`rule` is the rule's number in the policy, from 1, and 0 when none fitted. `reason_key` is a key of
	REASONS; `reason_values` holds codes and numbers only, so that the sentence can be written in any language.
	"""

	grade: str
	literal_grade: str
	rule: int
	reason_key: str
	reason_values: dict = field(default_factory=dict)


REASONS = ("class", "distinct", "any", "unmatched", "not_counted", "none")
"""A rule fitted (by class, by number of items, by any item); factors stand but no rule fits; only factors
outside the plan; no factor in force."""

REASON_OF_CONDITION = {
	Condition.ANY_OF_CLASS.value: "class",
	Condition.DISTINCT_CLASSES.value: "distinct",
	Condition.ANY_FACTOR.value: "any",
}


def evaluate(policy: Policy, factors: Iterable[Factor], on: date) -> Grading:
	"""Grade by the first rule that fits the factors in force on the day `on`.

	Factors outside the plan (`counts_in_plan` false) are named in the reason and never alter the colour (A4).
	"""
	standing = [factor for factor in factors if factor.in_force(on)]
	counted = [factor for factor in standing if factor.counts_in_plan]
	literal = literal_grade(counted)
	for number, rule in enumerate(policy.rules, start=1):
		if _fits(rule, counted, policy.count_habits_as):
			key = REASON_OF_CONDITION[rule.condition]
			return Grading(str(rule.grade), literal, number, key, _values(standing, policy, rule))
	key = "unmatched" if counted else "not_counted" if standing else "none"
	return Grading(Grade.NONE.value, literal, 0, key, _values(standing, policy))


def literal_grade(counted: Iterable[Factor]) -> str:
	"""The plan's strict words: any habit Red, more than two items Yellow, one Blue, exactly two undetermined."""
	classes = {factor.factor_class for factor in counted}
	if FactorClass.BAD_HABIT.value in classes:
		return Grade.RED.value
	if len(classes) > 2:
		return Grade.YELLOW.value
	if len(classes) == 2:
		return UNDETERMINED
	return Grade.BLUE.value if classes else Grade.NONE.value


def count_items(counted: Iterable[Factor], count_habits_as: str) -> int:
	"""Number of items: distinct classes, with the bad habits as one item or each as its own (A3)."""
	items = set()
	for factor in counted:
		each = count_habits_as == CountHabits.EACH_HABIT and factor.factor_class == FactorClass.BAD_HABIT
		items.add((factor.factor_class, factor.code if each else ""))
	return len(items)


def _fits(rule: Rule, counted: list[Factor], count_habits_as: str) -> bool:
	if rule.condition == Condition.ANY_OF_CLASS:
		return any(factor.factor_class == rule.factor_class for factor in counted)
	if rule.condition == Condition.DISTINCT_CLASSES:
		return bool(counted) and count_items(counted, count_habits_as) >= rule.minimum
	if rule.condition == Condition.ANY_FACTOR:
		return bool(counted)
	raise ValueError(f"unknown condition: {rule.condition}")


def _values(standing: list[Factor], policy: Policy, rule: Rule | None = None) -> dict:
	"""All that stands against the child, not only what decided (A2), sorted so that order of entry is no matter."""
	counted = [factor for factor in standing if factor.counts_in_plan]
	values = {
		"factors": sorted({factor.code for factor in counted}),
		"not_counted": sorted({factor.code for factor in standing if not factor.counts_in_plan}),
		"items": count_items(counted, policy.count_habits_as),
	}
	if rule and rule.condition == Condition.ANY_OF_CLASS:
		values["factor_class"] = rule.factor_class
		values["deciding"] = sorted({f.code for f in counted if f.factor_class == rule.factor_class})
	if rule and rule.condition == Condition.DISTINCT_CLASSES:
		values["minimum"] = rule.minimum
	return values


PROTECTIVE_POLICY = Policy(
	rules=(
		Rule(Condition.ANY_OF_CLASS.value, Grade.RED.value, factor_class=FactorClass.BAD_HABIT.value),
		Rule(Condition.DISTINCT_CLASSES.value, Grade.YELLOW.value, minimum=2),
		Rule(Condition.ANY_FACTOR.value, Grade.BLUE.value),
	),
	name="protective",
)
"""The shipped reading: two items are already Yellow, because doubt is decided for the child (A1)."""

STRICT_POLICY = Policy(
	rules=(
		Rule(Condition.ANY_OF_CLASS.value, Grade.RED.value, factor_class=FactorClass.BAD_HABIT.value),
		Rule(Condition.DISTINCT_CLASSES.value, Grade.YELLOW.value, minimum=3),
		Rule(Condition.ANY_FACTOR.value, Grade.BLUE.value),
	),
	name="strict",
)
"""The plan's "more than two" taken as three; exactly two then falls to Blue, the colour of the next rule."""
