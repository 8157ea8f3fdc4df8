"""Risk factors that can hardly be true at once: worth a question, never a refusal (requirement A4)."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from lijian_hulei.ledger.rules.grading import Factor
from lijian_hulei.ledger.rules.vocabulary import FactorClass

CONTRADICTORY_CLASSES = frozenset(
	{frozenset({FactorClass.SINGLE_PARENT.value, FactorClass.REMARRIED_FAMILY.value})}
)
"""A parent who has married again is no longer a single parent."""

CONTRADICTORY_CODES = frozenset(
	{
		frozenset({"orphan", "single_parent"}),
		frozenset({"orphan", "remarried_family"}),
		frozenset({"orphan", "left_behind"}),
		frozenset({"orphan", "de_facto_unattended"}),
	}
)
"""An orphan has lost both parents, so no parent is single, remarried, away at work or unable to care."""


def contradictions(factors: Iterable[Factor], on: date) -> list[tuple[str, str]]:
	"""Pairs of factor codes in force on the day that contradict each other, sorted and without repetition."""
	standing = {factor.code: factor.factor_class for factor in factors if factor.in_force(on)}
	return [
		(first, second)
		for first, second in combinations(sorted(standing), 2)
		if frozenset({first, second}) in CONTRADICTORY_CODES
		or frozenset({standing[first], standing[second]}) in CONTRADICTORY_CLASSES
	]
