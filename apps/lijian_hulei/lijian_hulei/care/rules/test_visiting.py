import unittest
from datetime import date

from lijian_hulei.care.rules.visiting import (
	ANY_FOCUS,
	RED_ONLY,
	VisitFacts,
	date_problem,
	days_late,
	evidence_problems,
	grades_that_count,
	is_active_on,
	may_support,
)

TODAY = date(2026, 3, 1)


class TestVisiting(unittest.TestCase):
	def test_dates(self):
		cases = (
			(None, None, None),
			(TODAY, None, None),
			(date(2026, 3, 2), None, "in_future"),
			(date(2026, 2, 28), date(2026, 2, 28), None),
			(date(2026, 2, 27), date(2026, 2, 28), "before_birth"),
		)
		for day, born, expected in cases:
			with self.subTest(day=day, born=born):
				self.assertEqual(date_problem(VisitFacts(day, "In Person", born), TODAY), expected)

	def test_evidence(self):
		cases = (
			("In Person", False, 0, ["nobody_met", "no_photo"]),
			("In Person", True, 0, ["no_photo"]),
			("In Person", False, 1, ["nobody_met"]),
			("In Person", True, 1, []),
			("Telephone", False, 0, []),
		)
		for mode, met, photos, expected in cases:
			with self.subTest(mode=mode, met=met, photos=photos):
				self.assertEqual(evidence_problems(VisitFacts(TODAY, mode, met=met, photos=photos)), expected)

	def test_days_late(self):
		self.assertEqual(days_late(date(2026, 2, 27), TODAY), 2)
		self.assertEqual(days_late(TODAY, TODAY), 0)

	def test_holding_a_post(self):
		cases = (
			(None, None, True),
			(TODAY, None, True),
			(date(2026, 3, 2), None, False),
			(None, TODAY, False),
			(None, date(2026, 3, 2), True),
		)
		for started, left, expected in cases:
			with self.subTest(started=started, left=left):
				self.assertIs(is_active_on(started, left, TODAY), expected)

	def test_which_grades_count_for_a_leader(self):
		self.assertEqual(grades_that_count("Red, Else Yellow"), ("Red", "Yellow"))
		for reading in (RED_ONLY, ANY_FOCUS):
			self.assertEqual(grades_that_count(reading), ("Red",))

	def test_which_household_a_leader_may_support(self):
		self.assertTrue(may_support(["Yellow", "Red"], True))
		self.assertTrue(may_support(["Yellow"], False))
		self.assertFalse(may_support(["Yellow"], True))
		self.assertFalse(may_support(["Blue", ""], False))
		self.assertFalse(may_support([], False))
		self.assertFalse(may_support(["Yellow"], reading=RED_ONLY))
		self.assertTrue(may_support(["Blue"], is_focus=True, reading=ANY_FOCUS))
		self.assertFalse(may_support(["Blue"], is_focus=True))
