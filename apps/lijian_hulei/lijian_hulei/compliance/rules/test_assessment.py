import unittest

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.compliance.rules.assessment import (
	BONUS,
	DEDUCTION,
	FILE_APPROVED,
	OVERDUE_DUTY,
	SHARE_IN_TIME,
	VETO,
	Hit,
	Rule,
	assess,
	outcome_of,
)

RULES = st.builds(
	Rule,
	effect=st.sampled_from((DEDUCTION, BONUS)),
	basis=st.just(OVERDUE_DUTY),
	points=st.floats(0.1, 10),
	cap=st.floats(0, 30),
	grace_count=st.integers(0, 3),
)
HITS = st.builds(Hit, number=st.integers(0, 50))


class TestOutcome(unittest.TestCase):
	def test_the_first_are_free_and_the_rest_is_capped(self):
		rule = Rule(DEDUCTION, OVERDUE_DUTY, 2, cap=5, grace_count=1)
		self.assertEqual(outcome_of(rule, Hit(1)).points, 0)
		self.assertEqual(outcome_of(rule, Hit(3)).points, -4)
		five = outcome_of(rule, Hit(5))
		self.assertEqual((five.points, five.is_capped, five.excused), (-5, True, 1))

	def test_a_share_gives_its_bonus_once_and_nothing_due_gives_none(self):
		rule = Rule(BONUS, SHARE_IN_TIME, 3, minimum_share=90)
		self.assertEqual([outcome_of(rule, Hit(*n)).points for n in ((9, 10), (8, 10), (0, 0))], [3, 0, 0])


class TestScore(unittest.TestCase):
	def test_a_veto_leaves_nothing(self):
		result = assess(100, [(Rule(VETO, FILE_APPROVED, 0), Hit(1)), (Rule(BONUS, OVERDUE_DUTY, 5), Hit(1))])
		self.assertEqual((result.score, result.vetoed), (0, True))

	def test_points_given_back_never_exceed_what_was_taken(self):
		result = assess(100, [(Rule(DEDUCTION, OVERDUE_DUTY, 2), Hit(1))], returned=50)
		self.assertEqual(result.score, 100)

	@given(st.lists(st.tuples(RULES, HITS), max_size=6), st.floats(0, 20))
	def test_scores_stay_between_nothing_and_full_plus_bonus(self, counted, returned):
		result = assess(100, counted, returned)
		self.assertTrue(0 <= result.score <= round(100 + result.bonus, 2) + 0.001)
		self.assertGreaterEqual(result.score, assess(100, counted).score)

	@given(RULES.filter(lambda rule: rule.effect == DEDUCTION), st.integers(0, 40))
	def test_one_more_lapse_never_raises_a_score(self, rule, number):
		fewer, more = (assess(100, [(rule, Hit(n))]).score for n in (number, number + 1))
		self.assertLessEqual(more, fewer)
