import unittest

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.compliance.rules.score import Count, Line, ranks, total, weighted_score

COUNTS = st.builds(Count, st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))


class TestCountAndScore(unittest.TestCase):
	def test_rate_and_score(self):
		cases = (
			(Count(), None, None),
			(Count(met=4), 100.0, 100.0),
			(Count(met=1, met_late=1), 100.0, 75.0),
			(Count(met=1, met_late=1, overdue=1), 66.67, 50.0),
			(Count(overdue=3), 0.0, 0.0),
			(Count(met=1, open=1), 50.0, 50.0),
		)
		for count, rate, score in cases:
			with self.subTest(count=count):
				self.assertEqual((count.rate, count.score), (rate, score))

	def test_weights(self):
		lines = [Line("a", Count(met=1), 3), Line("b", Count(overdue=1), 1), Line("c", Count(), 100)]
		self.assertEqual(weighted_score(lines), 75.0)

	def test_nothing_due_has_no_score(self):
		self.assertIsNone(weighted_score([Line("a", Count(), 1)]))
		self.assertIsNone(weighted_score([Line("a", Count(met=1), 0)]))

	def test_total(self):
		lines = [Line("a", Count(1, 2, 3, 4, 5, 6)), Line("b", Count(1, 1, 1, 1, 1, 1))]
		self.assertEqual(total(lines), Count(2, 3, 4, 5, 6, 7))

	def test_ranks_share_a_place(self):
		self.assertEqual(ranks([90.0, 100.0, 90.0, None, 10.0]), [2, 1, 2, None, 4])

	@given(st.lists(st.builds(Line, st.just("d"), COUNTS, st.floats(0, 10)), max_size=8))
	def test_a_score_lies_between_nought_and_a_hundred(self, lines):
		score = weighted_score(lines)
		self.assertTrue(score is None or -0.01 <= score <= 100.01)
		for line in lines:
			if line.count.obligations:
				self.assertLessEqual(line.count.score, line.count.rate)
