from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.organisation.rules.responsibility import Term, gap_before, on_day, overlapping, predecessor

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def terms(draw, name="term"):
	start = draw(DAYS)
	end = draw(st.one_of(st.none(), st.integers(0, 900).map(lambda days: start + timedelta(days=days))))
	return Term(name, start, end)


def term(name, start, end=None):
	return Term(name, date(2024, *start), date(2024, *end) if end else None)


class TestResponsibility(TestCase):
	def test_overlap(self):
		new = term("new", (3, 1), (3, 31))
		for other, clashes in (
			(term("a", (1, 1), (2, 29)), False),
			(term("a", (1, 1), (3, 1)), True),
			(term("a", (3, 31), (4, 30)), True),
			(term("a", (4, 1)), False),
			(term("a", (1, 1)), True),
			(term("new", (1, 1)), False),
		):
			with self.subTest(other):
				self.assertEqual(overlapping(new, [other]) is not None, clashes)

	def test_gap(self):
		new = term("new", (3, 1))
		for others, gap in (
			([], None),
			([term("a", (1, 1), (2, 29))], None),
			([term("a", (1, 1), (2, 28))], (date(2024, 2, 29), date(2024, 2, 29))),
			(
				[term("a", (1, 1), (1, 10)), term("b", (1, 11), (2, 20))],
				(date(2024, 2, 21), date(2024, 2, 29)),
			),
			([term("a", (6, 1), (6, 30))], None),
		):
			with self.subTest(others):
				self.assertEqual(gap_before(new, others), gap)

	def test_on_day(self):
		first, second = term("a", (1, 1), (1, 31)), term("b", (2, 2))
		for day, found in (
			((1, 1), first),
			((1, 31), first),
			((2, 1), None),
			((2, 2), second),
			((12, 31), second),
		):
			with self.subTest(day):
				self.assertEqual(on_day([first, second], date(2024, *day)), found)

	@given(terms("one"), terms("other"))
	def test_overlap_is_symmetric_and_means_a_common_day(self, one, other):
		found = overlapping(one, [other]) is not None
		self.assertEqual(found, overlapping(other, [one]) is not None)
		later = max(one.start, other.start)
		self.assertEqual(found, one.covers(later) and other.covers(later))

	@given(terms("new"), st.lists(terms(), max_size=4))
	def test_nobody_of_the_predecessors_serves_in_a_gap(self, new, others):
		others = [Term(str(number), other.start, other.end) for number, other in enumerate(others)]
		gap = gap_before(new, others)
		if gap is None:
			return
		self.assertLess(predecessor(new, others).end, gap[0])
		self.assertLess(gap[1], new.start)
		self.assertFalse(any(other.end and gap[0] <= other.end <= gap[1] for other in others))
