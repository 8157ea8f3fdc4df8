import unittest
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.compliance.rules.escalation import Ladder, days_overdue, level_of


class TestLadder(unittest.TestCase):
	def test_levels(self):
		ladder = Ladder(second_days=1, first_days=3, office_days=7)
		expected = {0: 0, 1: 1, 2: 1, 3: 2, 6: 2, 7: 3, 100: 3}
		self.assertEqual({days: level_of(ladder, days) for days in expected}, expected)

	def test_an_unused_step_is_skipped(self):
		self.assertEqual(level_of(Ladder(second_days=0, first_days=3, office_days=0), 30), 2)
		self.assertEqual(level_of(Ladder(), 30), 0)

	def test_order(self):
		self.assertTrue(Ladder(1, 3, 7).is_ordered())
		self.assertTrue(Ladder(1, 0, 7).is_ordered())
		self.assertFalse(Ladder(5, 3, 7).is_ordered())

	def test_days_overdue_count_calendar_days(self):
		due = datetime(2026, 2, 28, 23, 59, 59)
		self.assertEqual(days_overdue(due, datetime(2026, 2, 28, 23, 59, 59)), 0)
		self.assertEqual(days_overdue(due, datetime(2026, 3, 1, 0, 0, 1)), 1)
		self.assertEqual(days_overdue(due, datetime(2026, 1, 1)), 0)

	@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(0, 40))
	def test_the_level_never_falls_as_days_pass(self, one, two, three, days):
		ladder = Ladder(one, one + two, one + two + three)
		self.assertLessEqual(level_of(ladder, days), level_of(ladder, days + 1))
