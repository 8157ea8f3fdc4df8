from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.periods import Period, half_year_of, month_of, quarter_of, year_of

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
MAKERS = st.sampled_from((month_of, quarter_of, half_year_of, year_of))


class TestPeriods(TestCase):
	def test_table(self):
		for make, day, start, end, label in (
			(month_of, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
			(month_of, date(2023, 2, 1), date(2023, 2, 1), date(2023, 2, 28), "2023-02"),
			(month_of, date(2024, 12, 31), date(2024, 12, 1), date(2024, 12, 31), "2024-12"),
			(quarter_of, date(2024, 3, 31), date(2024, 1, 1), date(2024, 3, 31), "2024-Q1"),
			(quarter_of, date(2024, 4, 1), date(2024, 4, 1), date(2024, 6, 30), "2024-Q2"),
			(quarter_of, date(2024, 10, 1), date(2024, 10, 1), date(2024, 12, 31), "2024-Q4"),
			(half_year_of, date(2024, 6, 30), date(2024, 1, 1), date(2024, 6, 30), "2024-H1"),
			(half_year_of, date(2024, 7, 1), date(2024, 7, 1), date(2024, 12, 31), "2024-H2"),
			(year_of, date(2024, 7, 1), date(2024, 1, 1), date(2024, 12, 31), "2024"),
		):
			with self.subTest(label):
				period = make(day)
				self.assertEqual((period.start, period.end, period.label), (start, end, label))

	@given(MAKERS, DAYS)
	def test_holds_its_day_and_touches_its_neighbours(self, make, day):
		period = make(day)
		self.assertIn(day, period)
		self.assertEqual(period.next().start, period.end + timedelta(days=1))
		self.assertEqual(period.previous().end, period.start - timedelta(days=1))
		self.assertEqual(period.next().previous(), period)
		self.assertLess(period.previous().label, period.label)

	def test_other_stretches_of_days(self):
		period = Period(date(2024, 1, 5), date(2024, 1, 5))
		self.assertIn(date(2024, 1, 5), period)
		self.assertNotIn(date(2024, 1, 6), period)
		for ask in (lambda: period.label, period.next, period.previous):
			with self.assertRaises(ValueError):
				ask()
		with self.assertRaises(ValueError):
			Period(date(2024, 1, 2), date(2024, 1, 1))
