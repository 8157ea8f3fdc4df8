import unittest
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from lijian_hulei.kernel.identity import make_identity_number, parse_identity_number
from lijian_hulei.ledger.rules.contradictions import contradictions
from lijian_hulei.ledger.rules.factor_rows import row_problems
from lijian_hulei.ledger.rules.grading import PROTECTIVE_POLICY, STRICT_POLICY, Factor, Policy, Rule, evaluate
from lijian_hulei.ledger.rules.guardians import guardian_problem
from lijian_hulei.ledger.rules.household_focus import household_focus
from lijian_hulei.ledger.rules.identity_match import match_identity
from lijian_hulei.ledger.rules.life import (
	age_on,
	eighteenth_birthday,
	is_adult_on,
	latest_adult_birth_date,
	too_old_for_left_behind,
)
from lijian_hulei.ledger.rules.policy_check import policy_problems, version_ends
from lijian_hulei.ledger.rules.status_moves import status_problem
from lijian_hulei.ledger.rules.vocabulary import Condition, FactorClass, Grade

TODAY = date(2024, 6, 15)
KNOWN = [Factor(f"{kind.value} {number}", kind.value, TODAY) for kind in FactorClass for number in (1, 2)]


class TestLife(unittest.TestCase):
	def test_age_changes_on_the_birthday(self):
		birth_date = date(2010, 6, 15)
		self.assertEqual(age_on(birth_date, date(2024, 6, 14)), 13)
		self.assertEqual(age_on(birth_date, date(2024, 6, 15)), 14)
		self.assertEqual(age_on(birth_date, birth_date), 0)
		with self.assertRaises(ValueError):
			age_on(birth_date, date(2010, 6, 14))

	def test_whoever_was_born_on_a_leap_day_is_an_adult_from_the_first_of_march(self):
		born = date(2008, 2, 29)
		self.assertEqual(eighteenth_birthday(born), date(2026, 3, 1))
		self.assertFalse(is_adult_on(born, date(2026, 2, 28)))
		self.assertTrue(is_adult_on(born, date(2026, 3, 1)))
		self.assertEqual(age_on(born, date(2026, 2, 28)), 17)
		self.assertEqual(age_on(born, date(2028, 2, 29)), 20)

	def test_both_sides_of_the_eighteenth_birthday(self):
		born = date(2006, 6, 15)
		self.assertFalse(is_adult_on(born, date(2024, 6, 14)))
		self.assertTrue(is_adult_on(born, date(2024, 6, 15)))

	@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(-3, 3))
	def test_the_cut_off_date_says_the_same_as_the_birthday(self, day, shift):
		latest = latest_adult_birth_date(day)
		born = latest + timedelta(days=shift)
		self.assertEqual(born <= latest, is_adult_on(born, day))

	def test_left_behind_is_for_those_under_sixteen(self):
		born = date(2008, 6, 15)
		self.assertFalse(too_old_for_left_behind(born, date(2024, 6, 14)))
		self.assertTrue(too_old_for_left_behind(born, date(2024, 6, 15)))


class TestContradictions(unittest.TestCase):
	single = Factor("single_parent", "Single Parent", date(2020, 1, 1))
	remarried = Factor("remarried_family", "Remarried Family", date(2024, 1, 1))
	orphan = Factor("orphan", "Other", date(2024, 1, 1), counts_in_plan=False)

	def test_single_parent_and_remarried_at_once(self):
		self.assertEqual(
			contradictions([self.single, self.remarried], TODAY), [("remarried_family", "single_parent")]
		)
		self.assertEqual(contradictions([self.single, self.remarried], date(2023, 12, 31)), [])

	def test_one_after_the_other_is_a_life_not_a_contradiction(self):
		ended = Factor("single_parent", "Single Parent", date(2020, 1, 1), date(2023, 12, 31))
		self.assertEqual(contradictions([ended, self.remarried], TODAY), [])

	def test_an_orphan_has_no_single_parent(self):
		self.assertEqual(contradictions([self.single, self.orphan], TODAY), [("orphan", "single_parent")])
		self.assertEqual(contradictions([self.orphan], TODAY), [])


class TestFactorRows(unittest.TestCase):
	born = date(2012, 3, 4)

	def keys(self, *spans: tuple[date, date | None]) -> list[tuple[str, int]]:
		factors = [Factor("smoking", "Bad Habit", since, until) for since, until in spans]
		return [(problem.key, problem.row) for problem in row_problems(factors, self.born, TODAY)]

	def test_dates_on_both_sides(self):
		self.assertEqual(self.keys((self.born, TODAY)), [])
		self.assertEqual(self.keys((TODAY, TODAY)), [])
		self.assertEqual(self.keys((self.born - timedelta(days=1), None)), [("starts_before_birth", 1)])
		self.assertEqual(self.keys((TODAY + timedelta(days=1), None)), [("starts_in_future", 1)])
		self.assertEqual(self.keys((TODAY, TODAY - timedelta(days=1))), [("ends_before_start", 1)])

	def test_the_same_factor_twice_on_one_day(self):
		first, second = date(2023, 1, 1), date(2023, 6, 30)
		self.assertEqual(self.keys((first, second), (second, None)), [("overlaps", 2)])
		self.assertEqual(self.keys((second, None), (first, second)), [("overlaps", 2)])
		self.assertEqual(self.keys((first, second), (second + timedelta(days=1), None)), [])
		self.assertEqual(self.keys((first, None), (second, None)), [("overlaps", 2)])


class TestHousehold(unittest.TestCase):
	def test_red_or_a_guardian_at_risk(self):
		self.assertEqual(household_focus(["Blue", "Red"], False).reason, "Grade")
		self.assertEqual(household_focus(["Blue", "Red"], True).reason, "Grade")
		self.assertEqual(household_focus(["Yellow"], True).reason, "Guardian Risk")
		self.assertFalse(household_focus(["Yellow", "Blue", ""], False).is_focus)
		self.assertFalse(household_focus([], False).is_focus)

	def test_one_main_guardian_or_none_at_all(self):
		self.assertIsNone(guardian_problem([]))
		self.assertIsNone(guardian_problem([False, True]))
		self.assertEqual(guardian_problem([False]), "no_main")
		self.assertEqual(guardian_problem([True, True]), "two_mains")


class TestStatus(unittest.TestCase):
	minor, adult = date(2012, 3, 4), date(2006, 6, 15)

	def test_moves(self):
		cases = [
			(("Active", "Moved Out", self.minor, "Next county"), None),
			(("Active", "Moved Out", self.minor, "  "), "needs_moved_to"),
			(("Moved Out", "Active", self.minor, None), None),
			((None, "Active", self.minor, None), None),
			((None, "Active", self.adult, None), "already_adult"),
			(("Turned 18", "Active", self.adult, None), "already_adult"),
			(("Active", "Turned 18", self.adult, None), None),
			(("Active", "Turned 18", self.minor, None), "still_minor"),
			((None, "Deceased", self.minor, None), "starts_inactive"),
			((None, "Turned 18", self.adult, None), "starts_inactive"),
		]
		for arguments, expected in cases:
			with self.subTest(arguments=arguments):
				self.assertEqual(status_problem(*arguments, TODAY), expected)


class TestPolicyCheck(unittest.TestCase):
	def keys(self, *rules: Rule) -> list[tuple[str, int]]:
		return [(problem.key, problem.rule) for problem in policy_problems(Policy(rules=rules))]

	def test_the_shipped_policies_are_sound(self):
		self.assertEqual(policy_problems(PROTECTIVE_POLICY), [])
		self.assertEqual(policy_problems(STRICT_POLICY), [])

	def test_what_is_refused(self):
		self.assertEqual(self.keys(), [("no_rules", 0)])
		self.assertEqual(self.keys(Rule("Any Factor Of Class", "Red")), [("needs_class", 1)])
		self.assertEqual(
			self.keys(Rule("Distinct Classes At Least", "Red", minimum=1)), [("needs_minimum", 1)]
		)
		self.assertEqual(self.keys(Rule("Distinct Classes At Least", "Red", minimum=2)), [])

	def test_rules_that_are_never_reached(self):
		any_factor = Rule("Any Factor", "Blue")
		two, three = (Rule("Distinct Classes At Least", "Yellow", minimum=number) for number in (2, 3))
		habit = Rule("Any Factor Of Class", "Red", factor_class="Bad Habit")
		self.assertEqual(self.keys(any_factor, habit), [("never_reached", 2)])
		self.assertEqual(self.keys(two, three), [("never_reached", 2)])
		self.assertEqual(self.keys(two, two), [("never_reached", 2)])
		self.assertEqual(self.keys(three, two), [])
		self.assertEqual(self.keys(habit, habit), [("never_reached", 2)])

	def test_a_milder_rule_may_not_stand_before_a_stricter_one(self):
		habit = Rule("Any Factor Of Class", "Blue", factor_class="Bad Habit")
		single = Rule("Any Factor Of Class", "Yellow", factor_class="Single Parent")
		red = Rule("Any Factor", "Red")
		self.assertEqual(self.keys(habit, red), [("milder_first", 2)])
		self.assertEqual(self.keys(single, habit, red), [("milder_first", 3)])
		self.assertEqual(self.keys(single, habit), [])

	@given(
		st.lists(
			st.builds(
				Rule,
				st.sampled_from([item.value for item in Condition]),
				st.sampled_from(["Red", "Yellow", "Blue"]),
				st.sampled_from([item.value for item in FactorClass]),
				st.integers(2, 4),
			),
			max_size=5,
		),
		st.sampled_from(["One Class", "Each Habit"]),
		st.lists(st.sampled_from(KNOWN), max_size=6),
		st.sampled_from(KNOWN),
	)
	def test_no_policy_that_is_accepted_grades_below_any_single_factor(self, rules, habits, factors, extra):
		policy = Policy(rules=tuple(rules), count_habits_as=habits)
		assume(not policy_problems(policy))
		together = Grade(evaluate(policy, [*factors, extra], TODAY).grade).rank
		self.assertGreaterEqual(together, Grade(evaluate(policy, [extra], TODAY).grade).rank)
		self.assertGreaterEqual(together, Grade(evaluate(policy, factors, TODAY).grade).rank)

	def test_a_version_ends_the_day_before_the_next(self):
		ends = version_ends([("b", date(2024, 3, 1)), ("a", date(2024, 1, 1))])
		self.assertEqual(ends, {"a": date(2024, 2, 29), "b": None})
		self.assertEqual(version_ends([]), {})


class TestIdentityMatch(unittest.TestCase):
	identity = parse_identity_number(make_identity_number("431222", date(2012, 3, 4), 12))

	def test_empty_fields_are_derived(self):
		match = match_identity(self.identity, None, None)
		self.assertEqual((match.birth_date, match.sex, match.disagreeing), (date(2012, 3, 4), "Female", ()))

	def test_disagreement_is_named(self):
		self.assertEqual(
			match_identity(self.identity, date(2012, 3, 5), "Male").disagreeing, ("birth_date", "sex")
		)
		self.assertEqual(match_identity(self.identity, date(2012, 3, 4), "Female").disagreeing, ())
