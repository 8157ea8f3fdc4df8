import unittest
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.ledger.rules.grading import (
	PROTECTIVE_POLICY,
	REASONS,
	STRICT_POLICY,
	Factor,
	Grading,
	Policy,
	Rule,
	evaluate,
)
from lijian_hulei.ledger.rules.vocabulary import UNDETERMINED, Condition, CountHabits, FactorClass, Grade

TODAY = date(2024, 6, 15)
LONG_AGO = date(2023, 1, 1)
LEFT_BEHIND = Factor("left_behind", FactorClass.LEFT_BEHIND.value, LONG_AGO)
SINGLE_PARENT = Factor("single_parent", FactorClass.SINGLE_PARENT.value, LONG_AGO)
REMARRIED = Factor("remarried_family", FactorClass.REMARRIED_FAMILY.value, LONG_AGO)
DISABILITY = Factor("intellectual_disability", FactorClass.INTELLECTUAL_DISABILITY.value, LONG_AGO)
SMOKING = Factor("smoking", FactorClass.BAD_HABIT.value, LONG_AGO)
TRUANCY = Factor("truancy", FactorClass.BAD_HABIT.value, LONG_AGO)
ORPHAN = Factor("orphan", FactorClass.OTHER.value, LONG_AGO, counts_in_plan=False)
NOTED = Factor("township_note", FactorClass.OTHER.value, LONG_AGO)

OTHER_CLASSES = (LEFT_BEHIND, SINGLE_PARENT, REMARRIED, DISABILITY)


def grade(*factors: Factor, policy: Policy = PROTECTIVE_POLICY, on: date = TODAY) -> Grading:
	return evaluate(policy, factors, on)


class TestPlanWords(unittest.TestCase):
	"""Plan part 2 section 3, on both sides of each threshold."""

	def test_table_of_cases(self):
		cases = [
			# factors, protective, strict, literal
			((), "", "", ""),
			((LEFT_BEHIND,), "Blue", "Blue", "Blue"),
			((DISABILITY,), "Blue", "Blue", "Blue"),
			((LEFT_BEHIND, SINGLE_PARENT), "Yellow", "Blue", UNDETERMINED),
			((LEFT_BEHIND, SINGLE_PARENT, DISABILITY), "Yellow", "Yellow", "Yellow"),
			(OTHER_CLASSES, "Yellow", "Yellow", "Yellow"),
			((SMOKING,), "Red", "Red", "Red"),
			((SMOKING, TRUANCY), "Red", "Red", "Red"),
			((SMOKING, LEFT_BEHIND), "Red", "Red", "Red"),
			((SMOKING, *OTHER_CLASSES), "Red", "Red", "Red"),
			((ORPHAN,), "", "", ""),
			((ORPHAN, LEFT_BEHIND), "Blue", "Blue", "Blue"),
			((ORPHAN, LEFT_BEHIND, SINGLE_PARENT), "Yellow", "Blue", UNDETERMINED),
			((NOTED, LEFT_BEHIND), "Yellow", "Blue", UNDETERMINED),
		]
		for factors, protective, strict, literal in cases:
			with self.subTest(factors=[factor.code for factor in factors]):
				self.assertEqual(grade(*factors).grade, protective)
				self.assertEqual(grade(*factors, policy=STRICT_POLICY).grade, strict)
				self.assertEqual(grade(*factors).literal_grade, literal)
				self.assertEqual(grade(*factors, policy=STRICT_POLICY).literal_grade, literal)

	def test_any_two_of_the_four_other_classes_are_yellow_and_undetermined(self):
		for pair in combinations(OTHER_CLASSES, 2):
			with self.subTest(pair=[factor.code for factor in pair]):
				self.assertEqual(grade(*pair).grade, "Yellow")
				self.assertEqual(grade(*pair).literal_grade, UNDETERMINED)

	def test_two_factors_of_one_class_are_one_item(self):
		second = Factor("left_behind_2", FactorClass.LEFT_BEHIND.value, LONG_AGO)
		self.assertEqual(grade(LEFT_BEHIND, second).grade, "Blue")
		self.assertEqual(grade(LEFT_BEHIND, second).literal_grade, "Blue")


class TestDates(unittest.TestCase):
	def test_a_factor_counts_from_its_first_to_its_last_day(self):
		factor = Factor("smoking", FactorClass.BAD_HABIT.value, date(2024, 2, 29), date(2024, 6, 15))
		cases = [
			(date(2024, 2, 28), ""),
			(date(2024, 2, 29), "Red"),
			(date(2024, 6, 15), "Red"),
			(date(2024, 6, 16), ""),
		]
		for day, expected in cases:
			with self.subTest(day=day):
				self.assertEqual(grade(factor, on=day).grade, expected)

	def test_a_factor_of_one_day(self):
		factor = Factor("smoking", FactorClass.BAD_HABIT.value, TODAY, TODAY)
		self.assertEqual(grade(factor).grade, "Red")
		self.assertEqual(grade(factor, on=TODAY + timedelta(days=1)).grade, "")

	def test_classes_that_never_held_on_the_same_day_are_not_added_up(self):
		past = Factor("single_parent", FactorClass.SINGLE_PARENT.value, LONG_AGO, date(2023, 12, 31))
		self.assertEqual(grade(LEFT_BEHIND, past).grade, "Blue")


class TestPolicies(unittest.TestCase):
	def test_the_first_rule_that_fits_wins(self):
		blue_first = Policy(
			rules=(Rule(Condition.ANY_FACTOR.value, "Blue"), *PROTECTIVE_POLICY.rules), name="blue first"
		)
		self.assertEqual(grade(SMOKING, policy=blue_first).grade, "Blue")
		self.assertEqual(grade(SMOKING, policy=blue_first).rule, 1)

	def test_habits_as_one_class_or_each(self):
		rules = (
			Rule(Condition.DISTINCT_CLASSES.value, "Yellow", minimum=2),
			Rule(Condition.ANY_FACTOR.value, "Blue"),
		)
		once = Policy(rules=rules, count_habits_as=CountHabits.ONE_CLASS.value)
		each = Policy(rules=rules, count_habits_as=CountHabits.EACH_HABIT.value)
		self.assertEqual(grade(SMOKING, TRUANCY, policy=once).grade, "Blue")
		self.assertEqual(grade(SMOKING, TRUANCY, policy=each).grade, "Yellow")
		self.assertEqual(grade(SMOKING, SMOKING, policy=each).grade, "Blue")

	def test_a_rule_for_the_class_other_does_not_take_factors_outside_the_plan(self):
		policy = Policy(
			rules=(Rule(Condition.ANY_OF_CLASS.value, "Red", factor_class=FactorClass.OTHER.value),)
		)
		self.assertEqual(grade(ORPHAN, policy=policy).grade, "")
		self.assertEqual(grade(NOTED, policy=policy).grade, "Red")

	def test_a_threshold_of_nothing_grades_nobody(self):
		policy = Policy(rules=(Rule(Condition.DISTINCT_CLASSES.value, "Yellow", minimum=0),))
		self.assertEqual(grade(policy=policy).grade, "")

	def test_an_unknown_condition_is_refused(self):
		with self.assertRaises(ValueError):
			grade(LEFT_BEHIND, policy=Policy(rules=(Rule("Full Moon", "Red"),)))


class TestReasons(unittest.TestCase):
	def test_red_names_the_habits_that_decided_and_all_that_stands(self):
		verdict = grade(LEFT_BEHIND, TRUANCY, SMOKING, ORPHAN)
		self.assertEqual((verdict.reason_key, verdict.rule), ("class", 1))
		self.assertEqual(verdict.reason_values["deciding"], ["smoking", "truancy"])
		self.assertEqual(verdict.reason_values["factors"], ["left_behind", "smoking", "truancy"])
		self.assertEqual(verdict.reason_values["not_counted"], ["orphan"])

	def test_yellow_names_the_threshold_and_the_number(self):
		verdict = grade(LEFT_BEHIND, SINGLE_PARENT, DISABILITY)
		self.assertEqual((verdict.reason_key, verdict.rule), ("distinct", 2))
		self.assertEqual(verdict.reason_values["minimum"], 2)
		self.assertEqual(verdict.reason_values["items"], 3)

	def test_the_other_reasons(self):
		only_habits = Policy(rules=PROTECTIVE_POLICY.rules[:1])
		cases = [
			(grade(LEFT_BEHIND), "any"),
			(grade(LEFT_BEHIND, policy=only_habits), "unmatched"),
			(grade(ORPHAN), "not_counted"),
			(grade(), "none"),
		]
		for verdict, key in cases:
			with self.subTest(key=key):
				self.assertEqual(verdict.reason_key, key)
				self.assertIn(key, REASONS)


FACTORS = st.builds(
	lambda code_class, start, length, counts: Factor(
		code_class[0],
		code_class[1],
		TODAY + timedelta(days=start),
		None if length is None else TODAY + timedelta(days=start + length),
		counts or code_class[1] != FactorClass.OTHER.value,
	),
	st.sampled_from([(f.code, f.factor_class) for f in (*OTHER_CLASSES, SMOKING, TRUANCY, ORPHAN)]),
	st.integers(-40, 10),
	st.one_of(st.none(), st.integers(0, 60)),
	st.booleans(),
)


class TestInvariants(unittest.TestCase):
	@given(st.lists(FACTORS, max_size=8), st.randoms(use_true_random=False))
	def test_order_of_factors_is_no_matter(self, factors, random):
		shuffled = list(factors)
		random.shuffle(shuffled)
		self.assertEqual(grade(*factors), grade(*shuffled))

	@given(st.lists(FACTORS, max_size=8), FACTORS)
	def test_one_factor_more_never_lowers_the_grade(self, factors, extra):
		before, after = Grade(grade(*factors).grade), Grade(grade(*factors, extra).grade)
		self.assertGreaterEqual(after.rank, before.rank)

	@given(st.lists(FACTORS, max_size=8))
	def test_red_if_and_only_if_a_habit_is_in_force(self, factors):
		habit = any(
			factor.factor_class == FactorClass.BAD_HABIT and factor.in_force(TODAY) for factor in factors
		)
		self.assertEqual(grade(*factors).grade == "Red", habit)
		self.assertEqual(grade(*factors).literal_grade == "Red", habit)

	@given(st.lists(FACTORS, max_size=8), st.sampled_from(list(CountHabits)))
	def test_the_same_facts_give_the_same_verdict(self, factors, count):
		policy = Policy(rules=PROTECTIVE_POLICY.rules, count_habits_as=count.value)
		self.assertEqual(grade(*factors, policy=policy), grade(*factors, policy=policy))

	@given(st.lists(FACTORS, max_size=8))
	def test_factors_outside_the_plan_never_alter_a_colour(self, factors):
		without = [factor for factor in factors if factor.counts_in_plan]
		self.assertEqual(grade(*factors).grade, grade(*without).grade)
		self.assertEqual(grade(*factors).literal_grade, grade(*without).literal_grade)

	@given(st.lists(FACTORS, max_size=8))
	def test_both_readings_agree_but_on_two_items(self, factors):
		verdict = grade(*factors)
		if verdict.literal_grade == UNDETERMINED:
			self.assertEqual(verdict.grade, "Yellow")
		else:
			self.assertEqual(verdict.grade, verdict.literal_grade)
