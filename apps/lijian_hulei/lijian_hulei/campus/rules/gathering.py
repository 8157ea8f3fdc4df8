"""What an activity comes to: people counted by kind, and what its record still lacks.

Sources: plan part 2(1)3 (village meetings, R20), 2(1)4 (six items, lectures, drills, law to the villages: R22-R29),
2(2)1 (training on mandatory reports, R30), 2(1)1 (families, R09; daily reminders, R06).
"""

from collections.abc import Iterable
from dataclasses import dataclass

SCHOOL, VILLAGE, UNIT = "School", "Village", "Unit"
KEY_MINORS, OF_CONCERN = "Key Minors", "Persons of Concern"
DAILY = "Daily Dismissal"


@dataclass(frozen=True)
class Group:
	"""A kind of people who took part, and how many. Names are never kept."""

	audience: str
	number: int


@dataclass(frozen=True)
class Facts:
	"""What is known of an activity when it is handed in."""

	place_kind: str
	has_school: bool
	has_village: bool
	people: int
	minimum_people: int
	needs_material: bool
	has_material: bool
	is_drill: bool = False
	has_scenario: bool = False
	reminder: str = ""
	days_held: int = 0


def count(groups: Iterable[Group], audience: str | None = None) -> int:
	"""All people, or those of one kind."""
	return sum(group.number for group in groups if audience in (None, group.audience))


def missing(facts: Facts) -> list[str]:
	"""Stable keys of everything that keeps the record from being submitted, in the order of the form."""
	checks = (
		("school", facts.place_kind == SCHOOL and not facts.has_school),
		("village", facts.place_kind == VILLAGE and not facts.has_village),
		("days_held", facts.reminder == DAILY and facts.days_held < 1),
		("people", facts.people < max(facts.minimum_people, 1)),
		("scenario", facts.is_drill and not facts.has_scenario),
		("material", facts.needs_material and not facts.has_material),
	)
	return [key for key, fails in checks if fails]
