"""Which period a duty is counted in and when it falls due.

Every time here is wall-clock time in Asia/Shanghai (no summer time since 1991), so days always have 24 hours.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lijian_hulei.compliance.rules.vocabulary import (
	EVENT_FREQUENCIES,
	FREQUENCIES,
	ONCE_BY_DATE,
	PER_HALF_YEAR,
	PER_MONTH,
	PER_QUARTER,
	PER_YEAR,
	WITHIN_HOURS,
)
from lijian_hulei.kernel.periods import Period, half_year_of, month_of, quarter_of, year_of

END_OF_DAY = time(23, 59, 59)
SATURDAY = 5

_FRAMES = {
	PER_MONTH: month_of,
	PER_QUARTER: quarter_of,
	PER_HALF_YEAR: half_year_of,
	PER_YEAR: year_of,
	ONCE_BY_DATE: year_of,
}


class UnknownFrequency(ValueError):
	"""A duty names a frequency that this version does not know."""


@dataclass(frozen=True)
class Timing:
	"""The part of a duty that decides its dates. Days and months of 0 mean: not given."""

	frequency: str
	due_month: int = 0
	due_day: int = 0
	due_within: int = 0
	grace_days: int = 0

	@property
	def is_event(self) -> bool:
		return self.frequency in EVENT_FREQUENCIES


def frame_of(frequency: str, day: date) -> Period:
	"""The month, quarter, half-year or year that `day` is counted in. Event duties are collected month by month."""
	if frequency not in FREQUENCIES:
		raise UnknownFrequency(frequency)
	return _FRAMES.get(frequency, month_of)(day)


def due_at(timing: Timing, frame: Period) -> datetime:
	"""When a calendar duty of `frame` falls due, grace included.

	Without a due month and day that is the last second of the frame. A due day beyond the month's length means
	its last day (31 in April is the 30th).
	"""
	if timing.is_event:
		raise ValueError("an event duty is due from its event, see event_due_at")
	day = _due_day(timing, frame) + timedelta(days=timing.grace_days)
	return datetime.combine(day, END_OF_DAY)


def _due_day(timing: Timing, frame: Period) -> date:
	if not timing.due_day:
		return frame.end
	month = timing.due_month if timing.due_month and timing.frequency != PER_MONTH else frame.end.month
	year = frame.end.year
	return date(year, month, min(timing.due_day, monthrange(year, month)[1]))


def event_due_at(timing: Timing, happened_at: datetime, opened_in: Period | None = None) -> datetime:
	"""Days run to the end of the last day; hours run from the very moment. Grace days come on top.

	An event that was entered late, in the month `opened_in`, is due no earlier than that month's first day: what
	fell due in a closed month would be in no report.
	"""
	if timing.frequency == WITHIN_HOURS:
		due = happened_at + timedelta(hours=timing.due_within, days=timing.grace_days)
	else:
		day = happened_at.date() + timedelta(days=timing.due_within + timing.grace_days)
		due = datetime.combine(day, END_OF_DAY)
	return max(due, datetime.combine(opened_in.start, time())) if opened_in else due


def is_working_day(day: date, notice: Mapping[date, bool]) -> bool:
	"""Monday to Friday, but for the days that the State Council's yearly notice (`notice`) names: True means a
	weekend day on which people work, False a day off."""
	return notice.get(day, day.weekday() < SATURDAY)


def last_working_day(month: Period, notice: Mapping[date, bool]) -> date:
	"""The month's last day on which people work. A month that is off as a whole, which no notice makes, ends on its
	last day."""
	day = month.end
	while not is_working_day(day, notice):
		day -= timedelta(days=1)
		if day < month.start:
			return month.end
	return day


def bulletin_cut_off(month: Period, close_hour: int, notice: Mapping[date, bool] | None) -> datetime:
	"""Ambiguity A13: the bulletin is drawn up at `close_hour` o'clock on the last working day, or on the month's
	last day where no `notice` of holidays is given because the township closes by the calendar."""
	day = month.end if notice is None else last_working_day(month, notice)
	return datetime.combine(day, time(close_hour))


def months_to_run(last_opened: date | None, now: date) -> list[Period]:
	"""The months from the last one opened to the present one; only the present one on a new site."""
	month = month_of(last_opened) if last_opened else month_of(now)
	months = []
	while month.start <= now:
		months.append(month)
		month = month.next()
	return months


def full_until(frame: Period, short_stay_days: int) -> date:
	"""The last day to come in and still owe the duty in full; later ones owe it once. 0 switches the relief off."""
	return frame.end - timedelta(days=max(short_stay_days, 1) - 1) if short_stay_days else frame.end


def required_for(full: int, counted_from: date, frame: Period, short_stay_days: int) -> int:
	"""How often the duty is owed by a subject that came in on `counted_from`."""
	return full if counted_from <= full_until(frame, short_stay_days) else min(full, 1)


def is_in_force(effective_from: date | None, effective_to: date | None, frame: Period) -> bool:
	"""Whether a duty applies in the frame at all; blank dates set no limit."""
	return (effective_from is None or effective_from <= frame.end) and (
		effective_to is None or effective_to >= frame.start
	)


def was_owed(due: datetime, opening: Period) -> bool:
	"""A duty that fell due before the month being opened belongs to the past and is not opened afterwards."""
	return due.date() >= opening.start
