import unittest
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.compliance.rules.evidence import Evidence, Tally, count, different, status_of
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, MET, MET_LATE, OPEN, OVERDUE

DUE = datetime(2026, 4, 30, 23, 59, 59)


def on(*days: int) -> list[Evidence]:
	return [Evidence(datetime(2026, 4, day), f"V{day}") for day in days]


class TestCount(unittest.TestCase):
	def test_table(self):
		cases = (
			((), 2, 0, 0, None, None),
			((5,), 2, 0, 1, None, "V5"),
			((5, 6), 2, 0, 2, 6, "V6"),
			((6, 5), 2, 0, 2, 6, "V6"),
			((1, 10), 2, 10, 1, None, "V1"),
			((1, 11), 2, 10, 2, 11, "V11"),
			((1, 5, 11), 2, 10, 2, 11, "V11"),
			((1, 11, 21), 2, 10, 3, 11, "V21"),
			((1, 9, 12, 20), 3, 10, 2, None, "V12"),
		)
		for days, required, gap, done, met_day, last in cases:
			with self.subTest(days=days, gap=gap):
				met_at = datetime(2026, 4, met_day) if met_day else None
				self.assertEqual(count(on(*days), required, gap), Tally(done, met_at, last))

	@given(st.lists(st.integers(1, 25), max_size=9, unique=True), st.integers(0, 12))
	def test_the_greedy_count_is_the_largest_possible(self, days, gap):
		best = 0
		for size in range(1, len(days) + 1):
			for chosen in combinations(sorted(days), size):
				if all(b - a >= gap for a, b in pairwise(chosen)):
					best = size
		self.assertEqual(count(on(*days), 1, gap).done, best)

	@given(st.lists(st.integers(1, 30), max_size=12), st.integers(1, 4), st.integers(0, 10))
	def test_order_does_not_matter_and_more_evidence_never_hurts(self, days, required, gap):
		first = count(on(*days), required, gap)
		self.assertEqual(first, count(reversed(on(*days)), required, gap))
		more = count(on(*days, 15), required, gap)
		self.assertGreaterEqual(more.done, first.done)
		if first.met_at:
			self.assertLessEqual(more.met_at, first.met_at)


class TestStatus(unittest.TestCase):
	def test_table(self):
		second = timedelta(seconds=1)
		cases = (
			(None, DUE, OPEN),
			(None, DUE + second, OVERDUE),
			(DUE, DUE, MET),
			(DUE, DUE + timedelta(days=40), MET),
			(DUE + second, DUE + second, MET_LATE),
			(datetime(2026, 4, 1), datetime(2026, 4, 2), MET),
		)
		for met_at, now, expected in cases:
			with self.subTest(met_at=met_at, now=now):
				self.assertEqual(status_of(Tally(1, met_at, "V"), DUE, now), expected)

	def test_a_cancelled_one_stays_cancelled(self):
		self.assertEqual(status_of(Tally(1, DUE, "V"), DUE, DUE, cancelled=True), CANCELLED)


class TestDifferentKinds(unittest.TestCase):
	def test_only_the_first_of_each_kind_counts_and_none_without_a_kind(self):
		rows = [
			Evidence(datetime(2026, 4, day), f"E{day}", kind)
			for day, kind in ((3, "film"), (2, "letter"), (1, "film"), (5, ""), (4, "letter"), (6, "class"))
		]
		self.assertEqual([item.name for item in different(rows)], ["E1", "E2", "E6"])
		self.assertEqual(count(different(rows), 3).met_at, datetime(2026, 4, 6))
