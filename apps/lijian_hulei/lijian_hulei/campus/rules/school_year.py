"""Which safety lessons a school calendar makes due, and when.

Source: plan part 2(1)1: schools and villages strengthen safety education at each day's end of school and in the
winter and summer holidays (R06). Months of term owe the daily reminders; a long holiday owes a lesson before it
begins and one in every month of it. Public holidays owe nothing of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lijian_hulei.kernel.periods import month_of

TERM, HOLIDAY, PUBLIC_HOLIDAY = "School Term", "Holiday", "Public Holiday"
DAILY, BEFORE, WITHIN = "Daily Dismissal", "Before Holiday", "Within Holiday"
# A few days at the edge of a month are no month of their own.
SHORTEST_TERM_DAYS, SHORTEST_HOLIDAY_DAYS = 5, 7
# A holiday of fewer days is a break within the term.
LONG_HOLIDAY_DAYS = 14
# The lesson before a holiday may be given within these days.
DAYS_BEFORE = 14


@dataclass(frozen=True)
class Span:
	"""A row of the calendar; both days belong to it."""

	kind: str
	start: date
	end: date

	@property
	def days(self) -> int:
		return (self.end - self.start).days + 1


@dataclass(frozen=True, order=True)
class Due:
	"""A lesson or a month of reminders to be given between two days, both included."""

	opens_on: date
	closes_on: date
	reminder: str


@dataclass(frozen=True)
class Problem:
	"""What is wrong with a calendar; `row` counts from 1, `other` is the row it collides with."""

	reason: str
	row: int = 0
	other: int = 0


def lessons_due(spans: Iterable[Span]) -> list[Due]:
	"""By their days. The same calendar always gives the same list."""
	found: set[Due] = set()
	for span in spans:
		if span.kind == TERM:
			found.update(Due(*piece, DAILY) for piece in _months(span, SHORTEST_TERM_DAYS))
		elif span.kind == HOLIDAY and span.days >= LONG_HOLIDAY_DAYS:
			found.add(Due(span.start - timedelta(days=DAYS_BEFORE), span.start - timedelta(days=1), BEFORE))
			found.update(Due(*piece, WITHIN) for piece in _months(span, SHORTEST_HOLIDAY_DAYS))
	return sorted(found)


def _months(span: Span, shortest: int) -> list[tuple[date, date]]:
	pieces = []
	month = month_of(span.start)
	while month.start <= span.end:
		piece = (max(month.start, span.start), min(month.end, span.end))
		if (piece[1] - piece[0]).days + 1 >= shortest:
			pieces.append(piece)
		month = month.next()
	return pieces


def problems(spans: list[Span]) -> list[Problem]:
	"""Days in the wrong order, a calendar without a term, and terms and holidays that overlap."""
	found = [Problem("disorder", at) for at, span in enumerate(spans, 1) if span.end < span.start]
	if not any(span.kind == TERM for span in spans):
		found.append(Problem("no_term"))
	long = [(at, span) for at, span in enumerate(spans, 1) if span.kind != PUBLIC_HOLIDAY]
	for place, (at, span) in enumerate(long):
		for other, later in long[place + 1 :]:
			if span.start <= later.end and later.start <= span.end:
				found.append(Problem("overlap", at, other))
	return found
