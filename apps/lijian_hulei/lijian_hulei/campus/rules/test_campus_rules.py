from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.campus.rules import care, gathering, inventory, school_year
from lijian_hulei.campus.rules.inventory import ABSENT, HUMAN, PRESENT, SURROUNDINGS, Row
from lijian_hulei.campus.rules.school_year import BEFORE, DAILY, HOLIDAY, TERM, WITHIN, Due, Span

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
SPANS = st.builds(
	lambda kind, start, days: Span(kind, start, start + timedelta(days=days)),
	st.sampled_from((TERM, HOLIDAY)),
	DAYS,
	st.integers(0, 200),
)


class TestInventory(TestCase):
	def test_too_few_is_a_gap_and_none_entered_is_not_yet_one(self):
		self.assertTrue(Row(1, HUMAN, is_number=True, number=1, minimum=2).is_gap)
		self.assertFalse(Row(1, HUMAN, is_number=True, number=2, minimum=2).is_gap)
		self.assertFalse(Row(1, HUMAN, is_number=True, minimum=2).is_gap)
		self.assertTrue(Row(1, HUMAN, answer=ABSENT).is_gap)

	def test_zero_is_an_answer(self):
		row = Row(1, HUMAN, is_number=True, number=0, minimum=0)
		self.assertEqual(inventory.problems([row], True), [])

	def test_gaps_are_counted_by_defence(self):
		rows = [
			Row(1, HUMAN, answer=ABSENT),
			Row(2, SURROUNDINGS, answer=ABSENT),
			Row(3, HUMAN, answer=PRESENT),
		]
		self.assertEqual(
			inventory.gaps_by_dimension(rows),
			{HUMAN: 1, "Physical Defence": 0, "Technical Defence": 0, SURROUNDINGS: 1},
		)

	def test_what_is_missing(self):
		rows = [
			Row(1, HUMAN),
			Row(2, HUMAN, answer=ABSENT, remark=" "),
			Row(3, HUMAN, is_number=True, number=-1),
			Row(4, SURROUNDINGS),
		]
		reasons = [(problem.reason, problem.position) for problem in inventory.problems(rows, False)]
		self.assertEqual(reasons, [("no_answer", 1), ("no_remark", 2), ("negative", 3)])
		self.assertIn(("no_answer", 4), [(p.reason, p.position) for p in inventory.problems(rows, True)])
		self.assertEqual(inventory.problems([], True)[0].reason, "no_items")


class TestSchoolYear(TestCase):
	def test_a_term_owes_its_months_and_a_holiday_what_comes_before_and_within(self):
		spans = [
			Span(TERM, date(2026, 9, 1), date(2026, 10, 31)),
			Span(HOLIDAY, date(2027, 1, 20), date(2027, 2, 20)),
		]
		self.assertEqual(
			school_year.lessons_due(spans),
			[
				Due(date(2026, 9, 1), date(2026, 9, 30), DAILY),
				Due(date(2026, 10, 1), date(2026, 10, 31), DAILY),
				Due(date(2027, 1, 6), date(2027, 1, 19), BEFORE),
				Due(date(2027, 1, 20), date(2027, 1, 31), WITHIN),
				Due(date(2027, 2, 1), date(2027, 2, 20), WITHIN),
			],
		)

	def test_a_few_days_and_short_breaks_owe_nothing(self):
		self.assertEqual(
			school_year.lessons_due(
				[
					Span(TERM, date(2026, 8, 28), date(2026, 8, 31)),
					Span(HOLIDAY, date(2026, 10, 1), date(2026, 10, 7)),
				]
			),
			[],
		)

	@given(st.lists(SPANS, max_size=4))
	def test_what_is_due_lies_within_one_month_of_its_span(self, spans):
		due = school_year.lessons_due(spans)
		self.assertEqual(due, school_year.lessons_due(reversed(spans)))
		for one in due:
			self.assertLessEqual(one.opens_on, one.closes_on)
			if one.reminder == BEFORE:
				self.assertTrue(any(span.start == one.closes_on + timedelta(days=1) for span in spans))
				continue
			self.assertEqual(
				(one.opens_on.year, one.opens_on.month), (one.closes_on.year, one.closes_on.month)
			)
			self.assertTrue(any(span.start <= one.opens_on and one.closes_on <= span.end for span in spans))

	def test_wrong_calendars(self):
		term = Span(TERM, date(2026, 9, 1), date(2027, 1, 20))
		self.assertEqual(school_year.problems([term]), [])
		holiday = Span(HOLIDAY, date(2027, 1, 20), date(2027, 2, 20))
		self.assertEqual(
			[(p.reason, p.row, p.other) for p in school_year.problems([term, holiday])], [("overlap", 1, 2)]
		)
		self.assertEqual(school_year.problems([holiday])[0].reason, "no_term")
		self.assertEqual(
			school_year.problems([term, Span(HOLIDAY, date(2027, 3, 2), date(2027, 3, 1))])[0].reason,
			"disorder",
		)


class TestGathering(TestCase):
	@given(
		st.lists(st.builds(gathering.Group, st.sampled_from(("Pupils", "Key Minors")), st.integers(0, 500)))
	)
	def test_the_parts_make_the_whole(self, groups):
		parts = gathering.count(groups, "Pupils") + gathering.count(groups, gathering.KEY_MINORS)
		self.assertEqual(gathering.count(groups), parts)

	def test_what_is_missing(self):
		bare = gathering.Facts("School", False, False, 0, 5, True, False, True, False, gathering.DAILY, 0)
		self.assertEqual(gathering.missing(bare), ["school", "days_held", "people", "scenario", "material"])
		self.assertEqual(
			gathering.missing(gathering.Facts("Village", False, False, 9, 5, False, False)), ["village"]
		)
		self.assertEqual(gathering.missing(gathering.Facts("Unit", False, False, 1, 0, True, True)), [])


class TestCare(TestCase):
	def test_conclusions(self):
		self.assertEqual(care.conclusion_of(["Good", "Good"], "Good"), care.SUITABLE)
		self.assertEqual(care.conclusion_of(["Good", "Urgent"], "Good"), care.NEEDS_HELP)
		self.assertEqual(care.conclusion_of(["Good", "Good"], "Urgent"), care.UNSUITABLE)
		self.assertEqual(care.conclusion_of(["Good", None], "Good"), "")
