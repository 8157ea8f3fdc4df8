import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.cases.rules import referral, relief
from lijian_hulei.cases.rules.relief import Measure

DUE = date(2026, 4, 30)
measures = st.lists(
	st.builds(
		Measure,
		st.sampled_from(("economic", "medical")),
		st.sampled_from(("AGY-1", "AGY-2")),
		st.text("ab", min_size=1, max_size=2),
		st.floats(0, 10_000),
		st.just(DUE),
		st.sampled_from((None, DUE)),
	),
	max_size=5,
)


class TestPlan(unittest.TestCase):
	@given(measures)
	def test_order_and_progress_do_not_change_a_plan(self, plan):
		later = [Measure(*row.promise, done_on=DUE) for row in plan]
		self.assertFalse(relief.is_changed(plan, later[::-1]))

	@given(measures)
	def test_one_more_measure_changes_it(self, plan):
		self.assertTrue(relief.is_changed(plan, [*plan, Measure("legal", "AGY-3", "x", 0, DUE)]))

	def test_another_amount_changes_it(self):
		before = [Measure("economic", "AGY-1", "a", 500, DUE)]
		self.assertTrue(relief.is_changed(before, [Measure("economic", "AGY-1", "a", 5000, DUE)]))

	def test_who_proposed_does_not_decide(self):
		self.assertFalse(relief.may_decide("OFF-1", "OFF-1"))
		self.assertFalse(relief.may_decide("OFF-1", None))
		self.assertTrue(relief.may_decide("OFF-1", "OFF-2"))

	def test_totals(self):
		rows = [Measure("economic", "A", "a", 0.1, DUE), Measure("economic", "A", "b", 0.2, DUE, DUE)]
		self.assertEqual((relief.total(rows), relief.unfinished(rows)), (0.3, 1))


class TestReferral(unittest.TestCase):
	def test_overdue_the_day_after(self):
		self.assertFalse(referral.is_overdue("Awaiting Answer", DUE, DUE))
		self.assertTrue(referral.is_overdue("Awaiting Answer", DUE, date(2026, 5, 1)))
		self.assertTrue(referral.is_overdue("Referral Accepted", DUE, date(2026, 5, 1)))
		self.assertFalse(referral.is_overdue("Referral Done", DUE, date(2026, 5, 1)))
		self.assertFalse(referral.is_overdue("Awaiting Answer", None, date(2026, 5, 1)))

	def test_each_side_takes_its_own_steps(self):
		for state, ours in (
			("Awaiting Answer", True),
			("Revoked", True),
			("Referral Accepted", False),
			("Declined", False),
		):
			with self.subTest(state):
				self.assertEqual(referral.may_step(state, {"OUR"}, "OUR", "THEIR"), ours)
				self.assertEqual(referral.may_step(state, {"THEIR"}, "OUR", "THEIR"), not ours)
