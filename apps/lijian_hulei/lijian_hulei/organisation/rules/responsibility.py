"""Terms of responsibility: no two of a kind at once, and no stretch of days with nobody, unless explained.

Plan, part 2, section 1, item 2 and part 3, section 1: first, second and direct responsible persons of each village.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FIRST = "First"
SECOND = "Second"
DIRECT = "Direct"
KINDS = (FIRST, SECOND, DIRECT)
# What an area must have; an agency answers through its head.
KINDS_OF_AREA = (FIRST, SECOND, DIRECT)


@dataclass(frozen=True)
class Term:
	"""From `start` to `end`, both counted; None for `end` means until further notice. `name` is the record."""

	name: str
	start: date
	end: date | None = None

	def covers(self, day: date) -> bool:
		return self.start <= day and (self.end is None or day <= self.end)


def overlapping(term: Term, others: Iterable[Term]) -> Term | None:
	"""The earliest other term that shares a day with `term`."""
	clashes = [other for other in others if other.name != term.name and _share_a_day(term, other)]
	return min(clashes, key=lambda other: other.start, default=None)


def predecessor(term: Term, others: Iterable[Term]) -> Term | None:
	"""The latest other term that ended before `term` starts."""
	earlier = [
		other
		for other in others
		if other.name != term.name and other.end is not None and other.end < term.start
	]
	return max(earlier, key=lambda other: other.end, default=None)


def gap_before(term: Term, others: Iterable[Term]) -> tuple[date, date] | None:
	"""First and last day with nobody between the predecessor and `term`; None without predecessor or gap."""
	before = predecessor(term, others)
	if before is None:
		return None
	first, last = before.end + timedelta(days=1), term.start - timedelta(days=1)
	return (first, last) if first <= last else None


def on_day(terms: Iterable[Term], day: date) -> Term | None:
	"""The term that covers the day; the latest begun if stored data should ever overlap."""
	return max((term for term in terms if term.covers(day)), key=lambda term: term.start, default=None)


def _share_a_day(one: Term, other: Term) -> bool:
	return (one.end is None or other.start <= one.end) and (other.end is None or one.start <= other.end)
