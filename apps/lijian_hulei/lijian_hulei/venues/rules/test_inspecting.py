from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.venues.rules.inspecting import (
	FAIL,
	LADDER,
	NOT_APPLICABLE,
	NOT_PASSED,
	PASS,
	PASSED,
	Item,
	covers,
	look_back_from,
	outcome_of,
	problems,
	step_of,
)

RESULTS = st.sampled_from((PASS, FAIL, NOT_APPLICABLE, None))


def reasons(items, inspectors=2, minimum=2, signed=True, refused=False):
	return [(found.reason, found.row) for found in problems(items, inspectors, minimum, signed, refused)]


class TestInspecting(TestCase):
	def test_a_whole_inspection_has_no_problem(self):
		self.assertEqual(reasons([Item(1, PASS), Item(2, FAIL, "无登记"), Item(3, NOT_APPLICABLE)]), [])

	def test_each_gap_is_named_with_its_row(self):
		items = [Item(1, None), Item(2, FAIL, " "), Item(3, NOT_APPLICABLE, "", True)]
		self.assertEqual(
			reasons(items, inspectors=1, signed=False),
			[
				("inspectors", 0),
				("no_result", 1),
				("no_remark", 2),
				("five_must_left_out", 3),
				("not_signed", 0),
			],
		)
		self.assertEqual(reasons([]), [("no_items", 0)])
		self.assertEqual(reasons([Item(1, PASS)], signed=False, refused=True), [])

	def test_ladder(self):
		self.assertEqual([step_of(count) for count in (-1, 0, 1, 2, 3, 9)], [LADDER[0], *LADDER, LADDER[3]])
		self.assertEqual(look_back_from(date(2026, 3, 1)), date(2024, 3, 1))

	def test_what_an_inspection_covers(self):
		items = [Item(1, PASS, "", True), Item(2, FAIL, "无登记", True), Item(3, None, "", False, True)]
		self.assertTrue(covers(items, "is_five_must"))
		self.assertFalse(covers(items, "is_escort_ban"))
		self.assertFalse(covers([Item(1, NOT_APPLICABLE, "无未成年人", True)], "is_five_must"))
		self.assertFalse(covers([Item(1, PASS)], "is_five_must"))

	@given(st.lists(RESULTS, min_size=1, max_size=12))
	def test_one_failure_is_enough(self, results):
		items = [Item(number, result) for number, result in enumerate(results, 1)]
		self.assertEqual(outcome_of(items), NOT_PASSED if FAIL in results else PASSED)
