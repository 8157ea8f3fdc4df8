"""Which households are under special attention: plan part 2 section 3, requirement A5."""

from collections.abc import Iterable
from dataclasses import dataclass

from lijian_hulei.ledger.rules.vocabulary import FocusReason, Grade


@dataclass(frozen=True)
class Focus:
	is_focus: bool
	reason: str


def household_focus(grades: Iterable[str], guardian_risk: bool) -> Focus:
	"""`grades` are those of the household's active minors. A guardian at risk brings attention, never a colour."""
	if any(grade == Grade.RED for grade in grades):
		return Focus(True, FocusReason.GRADE.value)
	if guardian_risk:
		return Focus(True, FocusReason.GUARDIAN_RISK.value)
	return Focus(False, FocusReason.NONE.value)
