"""Who hears about an overdue obligation: helper, second, first responsible, office (design part 5)."""

from dataclasses import dataclass
from datetime import datetime

LEVEL_HELPER, LEVEL_SECOND, LEVEL_FIRST, LEVEL_OFFICE = range(4)


@dataclass(frozen=True)
class Ladder:
	"""Days overdue at which each step is climbed; 0 means the step is not used."""

	second_days: int = 0
	first_days: int = 0
	office_days: int = 0

	@property
	def steps(self) -> tuple[tuple[int, int], ...]:
		"""(level, days) of the steps in use, highest first."""
		rungs = (
			(LEVEL_OFFICE, self.office_days),
			(LEVEL_FIRST, self.first_days),
			(LEVEL_SECOND, self.second_days),
		)
		return tuple(rung for rung in rungs if rung[1] > 0)

	def is_ordered(self) -> bool:
		"""A higher step may not come earlier than a lower one."""
		days = [days for _level, days in self.steps]
		return days == sorted(days, reverse=True)


def days_overdue(due_at: datetime, now: datetime) -> int:
	"""Whole calendar days since the day it was due; 0 on that day and before."""
	return max((now.date() - due_at.date()).days, 0)


def level_of(ladder: Ladder, overdue_days: int) -> int:
	for level, days in ladder.steps:
		if overdue_days >= days:
			return level
	return LEVEL_HELPER
