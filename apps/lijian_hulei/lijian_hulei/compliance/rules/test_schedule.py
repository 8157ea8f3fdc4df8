import itertools
import unittest
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.compliance.rules import schedule
from lijian_hulei.compliance.rules.schedule import Timing
from lijian_hulei.compliance.rules.vocabulary import (
	EVENT_FREQUENCIES,
	FREQUENCIES,
	ONCE_BY_DATE,
	PER_MONTH,
	PER_QUARTER,
	PER_YEAR,
	WITHIN_DAYS,
	WITHIN_HOURS,
)
from lijian_hulei.kernel.periods import Period, month_of, year_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


class TestFrames(unittest.TestCase):
	def test_frames(self):
		cases = (
			(PER_MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
			(PER_MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
			(PER_QUARTER, date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
			(PER_YEAR, date(2026, 6, 1), date(2026, 1, 1), date(2026, 12, 31)),
			(ONCE_BY_DATE, date(2026, 1, 31), date(2026, 1, 1), date(2026, 12, 31)),
			(WITHIN_DAYS, date(2026, 1, 31), date(2026, 1, 1), date(2026, 1, 31)),
		)
		for frequency, day, start, end in cases:
			with self.subTest(frequency=frequency, day=day):
				self.assertEqual(schedule.frame_of(frequency, day), Period(start, end))

	def test_unknown_frequency_is_refused(self):
		with self.assertRaises(schedule.UnknownFrequency):
			schedule.frame_of("Per Fortnight", date(2026, 1, 1))

	@given(DAYS, st.sampled_from(FREQUENCIES))
	def test_a_day_lies_in_its_frame(self, day, frequency):
		self.assertIn(day, schedule.frame_of(frequency, day))


class TestDue(unittest.TestCase):
	def test_due_dates(self):
		cases = (
			(Timing(PER_MONTH), date(2024, 2, 10), "2024-02-29 23:59:59"),
			(Timing(PER_MONTH), date(2026, 2, 10), "2026-02-28 23:59:59"),
			(Timing(PER_MONTH, due_day=25), date(2026, 2, 10), "2026-02-25 23:59:59"),
			(Timing(PER_MONTH, due_day=31), date(2026, 4, 10), "2026-04-30 23:59:59"),
			(Timing(PER_MONTH, grace_days=3), date(2026, 12, 10), "2027-01-03 23:59:59"),
			(Timing(PER_QUARTER), date(2026, 5, 1), "2026-06-30 23:59:59"),
			(Timing(PER_QUARTER, due_day=20), date(2026, 4, 1), "2026-06-20 23:59:59"),
			(Timing(ONCE_BY_DATE, due_month=1, due_day=31), date(2026, 7, 1), "2026-01-31 23:59:59"),
			(Timing(ONCE_BY_DATE, due_month=2, due_day=30), date(2028, 7, 1), "2028-02-29 23:59:59"),
		)
		for timing, day, expected in cases:
			with self.subTest(timing=timing, day=day):
				frame = schedule.frame_of(timing.frequency, day)
				self.assertEqual(str(schedule.due_at(timing, frame)), expected)

	def test_days_run_to_midnight_and_hours_from_the_moment(self):
		happened = datetime(2026, 2, 28, 15, 30)
		self.assertEqual(
			schedule.event_due_at(Timing(WITHIN_DAYS, due_within=3), happened),
			datetime(2026, 3, 3, 23, 59, 59),
		)
		self.assertEqual(
			schedule.event_due_at(Timing(WITHIN_HOURS, due_within=24), happened), datetime(2026, 3, 1, 15, 30)
		)

	def test_an_event_duty_has_no_calendar_due_date(self):
		with self.assertRaises(ValueError):
			schedule.due_at(Timing(WITHIN_DAYS, due_within=3), month_of(date(2026, 1, 1)))

	@given(DAYS, st.integers(0, 31), st.integers(0, 30))
	def test_monthly_due_is_never_before_the_month(self, day, due_day, grace):
		frame = month_of(day)
		due = schedule.due_at(Timing(PER_MONTH, due_day=due_day, grace_days=grace), frame)
		self.assertGreaterEqual(due.date(), frame.start)
		self.assertLessEqual(due.date(), frame.end + timedelta(days=grace))

	@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(0, 400))
	def test_event_due_is_never_before_the_event(self, happened, within):
		for frequency in EVENT_FREQUENCIES:
			due = schedule.event_due_at(Timing(frequency, due_within=within), happened.replace(microsecond=0))
			self.assertGreaterEqual(due, happened.replace(microsecond=0))


class TestMonthEnd(unittest.TestCase):
	def test_last_working_day(self):
		cases = (
			(date(2026, 1, 1), date(2026, 1, 30)),
			(date(2026, 2, 1), date(2026, 2, 27)),
			(date(2026, 3, 1), date(2026, 3, 31)),
			(date(2026, 5, 1), date(2026, 5, 29)),
			(date(2024, 6, 1), date(2024, 6, 28)),
		)
		for day, expected in cases:
			with self.subTest(month=day):
				self.assertEqual(schedule.last_working_day(month_of(day), {}), expected)

	def test_a_notice_takes_days_off_and_makes_others_up(self):
		february = month_of(date(2026, 2, 1))
		self.assertEqual(schedule.last_working_day(february, {date(2026, 2, 28): True}), date(2026, 2, 28))
		january = month_of(date(2025, 1, 1))
		off = {date(2025, 1, day): False for day in range(28, 32)} | {date(2025, 1, 26): True}
		self.assertEqual(schedule.last_working_day(january, off), date(2025, 1, 27))

	def test_a_month_that_is_off_as_a_whole_ends_on_its_last_day(self):
		month = month_of(date(2026, 2, 1))
		off = {month.start + timedelta(days=n): False for n in range(28)}
		self.assertEqual(schedule.last_working_day(month, off), month.end)

	def test_bulletin_cut_off(self):
		month = month_of(date(2026, 5, 1))
		self.assertEqual(schedule.bulletin_cut_off(month, 18, {}), datetime(2026, 5, 29, 18))
		self.assertEqual(schedule.bulletin_cut_off(month, 18, None), datetime(2026, 5, 31, 18))

	@given(DAYS, st.dictionaries(st.integers(0, 30), st.booleans()))
	def test_last_working_day_is_one_and_none_follows_it(self, day, marked):
		month = month_of(day)
		notice = {month.start + timedelta(days=n): works for n, works in marked.items()}
		last = schedule.last_working_day(month, notice)
		later = [month.end - timedelta(days=n) for n in range((month.end - last).days)]
		self.assertTrue(month.start <= last <= month.end)
		self.assertFalse(any(schedule.is_working_day(other, notice) for other in later))


class TestCatchUp(unittest.TestCase):
	def test_new_site_runs_the_present_month_only(self):
		self.assertEqual(schedule.months_to_run(None, date(2026, 11, 24)), [month_of(date(2026, 11, 1))])

	def test_every_missed_month_is_run_over_the_turn_of_the_year(self):
		labels = [month.label for month in schedule.months_to_run(date(2025, 11, 1), date(2026, 2, 1))]
		self.assertEqual(labels, ["2025-11", "2025-12", "2026-01", "2026-02"])

	@given(DAYS, st.integers(0, 800))
	def test_months_are_gapless_and_end_with_the_present_one(self, first, later):
		now = first + timedelta(days=later)
		months = schedule.months_to_run(first, now)
		self.assertEqual((months[0], months[-1]), (month_of(first), month_of(now)))
		for one, two in itertools.pairwise(months):
			self.assertEqual(one.next(), two)


class TestRequired(unittest.TestCase):
	def test_short_stay(self):
		april = month_of(date(2026, 4, 1))
		cases = (
			(2, date(2026, 3, 1), 10, 2),
			(2, date(2026, 4, 21), 10, 2),
			(2, date(2026, 4, 22), 10, 1),
			(2, date(2026, 4, 30), 10, 1),
			(2, date(2026, 4, 30), 0, 2),
			(0, date(2026, 4, 30), 10, 0),
		)
		for full, start, short, expected in cases:
			with self.subTest(start=start, short=short):
				self.assertEqual(schedule.required_for(full, start, april, short), expected)

	@given(st.integers(0, 10), DAYS, st.integers(0, 40))
	def test_never_more_than_in_full(self, full, day, short):
		self.assertLessEqual(schedule.required_for(full, day, year_of(day), short), full)


class TestInForce(unittest.TestCase):
	def test_limits_of_a_duty(self):
		april = month_of(date(2026, 4, 1))
		cases = (
			(None, None, True),
			(date(2026, 4, 30), None, True),
			(date(2026, 5, 1), None, False),
			(None, date(2026, 4, 1), True),
			(None, date(2026, 3, 31), False),
		)
		for start, end, expected in cases:
			with self.subTest(start=start, end=end):
				self.assertIs(schedule.is_in_force(start, end, april), expected)

	def test_the_past_is_not_opened_afterwards(self):
		due = datetime(2026, 1, 31, 23, 59, 59)
		self.assertTrue(schedule.was_owed(due, month_of(date(2026, 1, 5))))
		self.assertFalse(schedule.was_owed(due, month_of(date(2026, 2, 5))))
