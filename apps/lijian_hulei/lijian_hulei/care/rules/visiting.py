"""What makes a visit a visit (plan part 2(1)2, R13). Returns stable keys; the words are the controller's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

IN_PERSON = "In Person"
FOLLOW_UP_DAYS = 14

RED_ELSE_YELLOW = "Red, Else Yellow"
RED_ONLY = "Red Only"
ANY_FOCUS = "Any Focus Household"


@dataclass(frozen=True)
class VisitFacts:
	"""`minor_born` may be unknown. Counts are of rows."""

	day: date | None
	mode: str
	minor_born: date | None = None
	met: bool = False
	photos: int = 0


def date_problem(facts: VisitFacts, today: date) -> str | None:
	"""in_future or before_birth. A late entry is allowed; how late is shown by days_late()."""
	if facts.day is None:
		return None
	if facts.day > today:
		return "in_future"
	if facts.minor_born and facts.day < facts.minor_born:
		return "before_birth"
	return None


def evidence_problems(facts: VisitFacts) -> list[str]:
	"""What still hinders handing a visit in: nobody_met and no_photo, both for visits in person only."""
	if facts.mode != IN_PERSON:
		return []
	problems = []
	if not facts.met:
		problems.append("nobody_met")
	if not facts.photos:
		problems.append("no_photo")
	return problems


def days_late(visited: date, entered: date) -> int:
	return max((entered - visited).days, 0)


def is_active_on(started: date | None, left: date | None, day: date) -> bool:
	"""Whether a post was held on `day`. The day of leaving no longer counts; an unknown start does."""
	return (started is None or started <= day) and (left is None or day < left)


def may_support(
	child_grades: Sequence[str],
	red_household_waits: bool = False,
	is_focus: bool = False,
	reading: str = RED_ELSE_YELLOW,
) -> bool:
	"""Ambiguity A15, by the setting's reading: a red household; a yellow one only when no red one is waiting."""
	if "Red" in child_grades or (reading == ANY_FOCUS and is_focus):
		return True
	return reading == RED_ELSE_YELLOW and "Yellow" in child_grades and not red_household_waits


def grades_that_count(reading: str) -> tuple[str, ...]:
	"""Grades of a child that make its household one that a leader may support, by the setting's reading (A15).

	Whether a red household waits is asked when a leader takes one on, not of those who support one already.
	"""
	return ("Red", "Yellow") if reading == RED_ELSE_YELLOW else ("Red",)
