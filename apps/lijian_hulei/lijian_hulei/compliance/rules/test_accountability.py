import unittest
from datetime import date, datetime

from lijian_hulei.compliance.rules.accountability import NOT_YET_DUE, standing_on, verdict_words
from lijian_hulei.compliance.rules.evidence import Evidence

DUE = datetime(2026, 4, 30, 23, 59, 59)
VISITS = [Evidence(datetime(2026, 4, 3), "A"), Evidence(datetime(2026, 4, 20), "B")]


class TestStanding(unittest.TestCase):
	def test_only_what_had_happened_by_that_day_counts(self):
		for day, expected in (
			(date(2026, 4, 10), (NOT_YET_DUE, 1)),
			(date(2026, 4, 20), ("Met", 2)),
		):
			standing = standing_on(day, VISITS, 2, DUE)
			self.assertEqual((standing.state, standing.done), expected)

	def test_a_day_after_the_due_time_without_enough_is_overdue(self):
		self.assertEqual(standing_on(date(2026, 5, 1), VISITS[:1], 2, DUE).state, "Overdue")
		self.assertEqual(standing_on(date(2026, 4, 30), VISITS[:1], 2, DUE).state, NOT_YET_DUE)

	def test_what_came_after_the_due_time_is_late(self):
		late = [VISITS[0], Evidence(datetime(2026, 5, 2), "C")]
		self.assertEqual(standing_on(date(2026, 5, 3), late, 2, DUE).state, "Met Late")


class TestWords(unittest.TestCase):
	def test_words_of_judgement_are_found_and_plain_facts_are_not(self):
		self.assertEqual(verdict_words("该村支书失职，负有责任。"), ["失职", "负有责任"])
		self.assertEqual(verdict_words("4月3日走访一次，4月30日到期未办。"), [])
