"""Months, quarters, half-years and years as closed intervals of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (1, 3, 6, 12)


@dataclass(frozen=True, order=True)
class Period:
	"""The days from `start` to `end`, both counted. next(), previous() and label are for calendar periods."""

	start: date
	end: date

	def __post_init__(self):
		if self.end < self.start:
			raise ValueError("a period cannot end before it starts")

	def __contains__(self, day: date) -> bool:
		return self.start <= day <= self.end

	@property
	def months(self) -> int:
		"""1, 3, 6 or 12 for a calendar month, quarter, half-year or year. Raises ValueError for any other stretch of days."""
		for months in _MONTHS:
			if self == _calendar_period(self.start, months):
				return months
		raise ValueError("not a calendar month, quarter, half-year or year")

	def next(self) -> "Period":
		return _calendar_period(self.end + timedelta(days=1), self.months)

	def previous(self) -> "Period":
		return _calendar_period(self.start - timedelta(days=1), self.months)

	@property
	def label(self) -> str:
		"""2024-05, 2024-Q2, 2024-H1 or 2024: sorts as it runs and is good in a record name."""
		if self.months == 1:
			return f"{self.start.year:04d}-{self.start.month:02d}"
		if self.months == 3:
			return f"{self.start.year:04d}-Q{(self.start.month + 2) // 3}"
		if self.months == 6:
			return f"{self.start.year:04d}-H{(self.start.month + 5) // 6}"
		return f"{self.start.year:04d}"


def month_of(day: date) -> Period:
	return _calendar_period(day, 1)


def quarter_of(day: date) -> Period:
	return _calendar_period(day, 3)


def half_year_of(day: date) -> Period:
	"""January to June or July to December: near enough to a school's terms to count in."""
	return _calendar_period(day, 6)


def year_of(day: date) -> Period:
	return _calendar_period(day, 12)


def _calendar_period(day: date, months: int) -> Period:
	first = (day.month - 1) // months * months + 1
	last = first + months - 1
	return Period(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))
