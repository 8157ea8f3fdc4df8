import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.hiring.rules import bans, standing
from lijian_hulei.hiring.rules.standing import Answer

FIRST = date(2026, 3, 2)
YEAR = 365


def clear(on: date, kind: str = standing.PRE_HIRE) -> Answer:
	return Answer(kind, standing.NO_RECORD, on)


def hit(on: date, kind: str = standing.PERIODIC) -> Answer:
	return Answer(kind, standing.RECORD_FOUND, on)


class TestMayBeInPost(unittest.TestCase):
	def test_the_check_comes_first(self):
		cases = (
			([], "no_pre_hire"),
			([clear(FIRST)], None),
			([clear(FIRST - timedelta(days=1))], None),
			([clear(FIRST + timedelta(days=1))], "no_pre_hire"),
			([clear(FIRST - timedelta(days=YEAR))], None),
			([clear(FIRST - timedelta(days=YEAR + 1))], "no_pre_hire"),
			([clear(FIRST, standing.PERIODIC)], "no_pre_hire"),
			([clear(FIRST), hit(FIRST + timedelta(days=300))], "barred"),
			([hit(FIRST - timedelta(days=9)), clear(FIRST)], None),
			([clear(FIRST), hit(FIRST)], "barred"),
		)
		for answers, expected in cases:
			with self.subTest(answers=answers):
				self.assertEqual(standing.why_not_in_post(FIRST, answers, YEAR), expected)

	def test_hired_before_the_law(self):
		before, since = date(2021, 5, 31), date(2021, 6, 1)
		later = [clear(date(2026, 1, 1), standing.PERIODIC)]
		self.assertIsNone(standing.why_not_in_post(before, later, YEAR))
		self.assertEqual(standing.why_not_in_post(before, [], YEAR), "never")
		self.assertEqual(standing.why_not_in_post(since, later, YEAR), "no_pre_hire")

	@given(
		st.lists(
			st.tuples(
				st.sampled_from((standing.PRE_HIRE, standing.PERIODIC)), st.booleans(), st.integers(-500, 900)
			)
		)
	)
	def test_whoever_has_a_record_last_is_never_in_post(self, rows):
		answers = [
			Answer(kind, standing.RECORD_FOUND if found else standing.NO_RECORD, FIRST + timedelta(days=days))
			for kind, found, days in rows
		]
		latest = max((answer.on for answer in answers), default=None)
		barred = any(answer.on == latest and answer.result == standing.RECORD_FOUND for answer in answers)
		self.assertEqual(standing.is_barred(answers), barred)
		if barred:
			self.assertEqual(standing.why_not_in_post(FIRST, answers, YEAR), "barred")


class TestStatus(unittest.TestCase):
	def test_what_is_over_stays_over(self):
		for over in standing.OVER:
			for after in standing.STATUSES:
				self.assertEqual(standing.can_follow(over, after), over == after, (over, after))

	def test_steps(self):
		self.assertTrue(standing.can_follow(standing.APPLICANT, standing.IN_POST))
		self.assertTrue(standing.can_follow(standing.STOPPED, standing.DISMISSED))
		self.assertFalse(standing.can_follow(standing.APPLICANT, standing.DISMISSED))
		self.assertFalse(standing.can_follow(standing.IN_POST, standing.APPLICANT))


class TestDue(unittest.TestCase):
	def test_dates(self):
		checked = date(2025, 11, 24)
		due = standing.next_due(FIRST, checked, YEAR)
		self.assertEqual(due, date(2026, 11, 24))
		self.assertEqual(standing.next_due(FIRST, None, YEAR), FIRST)
		states = (
			(date(2026, 10, 24), standing.VALID),
			(date(2026, 10, 25), standing.DUE_SOON),
			(date(2026, 11, 24), standing.DUE_SOON),
			(date(2026, 11, 25), standing.OVERDUE),
		)
		for today, state in states:
			with self.subTest(today):
				self.assertEqual(standing.state_of(checked, due, 30, today), state)
		self.assertEqual(standing.state_of(None, FIRST, 30, FIRST - timedelta(days=9)), standing.NEVER)

	def test_rate(self):
		self.assertEqual(standing.rate(2, 3), 66.7)
		self.assertIsNone(standing.rate(0, 0))


class TestBans(unittest.TestCase):
	def test_ends_after_its_last_day(self):
		end = date(2026, 11, 24)
		for today, status in ((end, bans.IN_FORCE), (end + timedelta(days=1), bans.ENDED)):
			self.assertEqual(bans.status_of(bans.FIXED_TERM, end, None, today), status)
		self.assertEqual(bans.status_of(bans.LIFETIME, end, None, date(2099, 1, 1)), bans.IN_FORCE)
		self.assertEqual(bans.status_of(bans.LIFETIME, None, "Person Deceased", end), bans.ENDED)
