import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.age import age_on, is_adult_on


class TestAge(unittest.TestCase):
	def test_birthdays(self):
		born = date(2000, 5, 20)
		for day, years in ((date(2018, 5, 19), 17), (date(2018, 5, 20), 18), (date(2018, 5, 21), 18)):
			with self.subTest(day):
				self.assertEqual(age_on(born, day), years)

	def test_the_eighteenth_birthday_itself_is_not_yet_counted(self):
		born = date(2000, 5, 20)
		self.assertFalse(is_adult_on(born, date(2018, 5, 20)))
		self.assertTrue(is_adult_on(born, date(2018, 5, 21)))
		self.assertTrue(is_adult_on(born, date(2019, 5, 20)))

	def test_leap_day(self):
		born = date(2004, 2, 29)
		self.assertEqual(age_on(born, date(2022, 2, 28)), 17)
		self.assertEqual(age_on(born, date(2022, 3, 1)), 18)
		self.assertTrue(is_adult_on(born, date(2022, 3, 1)), "the 28th was the last day before")

	@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 30000))
	def test_nobody_becomes_younger_or_a_minor_again(self, born, days):
		day = born + timedelta(days=days)
		after = day + timedelta(days=1)
		self.assertGreaterEqual(age_on(born, after), age_on(born, day))
		self.assertGreaterEqual(is_adult_on(born, after), is_adult_on(born, day))
