from dataclasses import replace
from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.venues.rules import state
from lijian_hulei.venues.rules.state import Facts, state_of

TODAY = date(2026, 4, 20)
GOOD = Facts("Operating", True, date(2026, 4, 15), 0, 0, 2, 2)


class TestState(TestCase):
	def test_each_state_and_the_more_pressing_one_first(self):
		for changes, wanted in (
			({}, state.IN_ORDER),
			({"done": 1}, state.INSPECTIONS_MISSING),
			({"open_orders": 1, "done": 0}, state.RECTIFICATION_UNDER_WAY),
			({"last_inspected_on": TODAY - timedelta(31)}, state.IN_ORDER),
			({"last_inspected_on": TODAY - timedelta(32), "open_orders": 1}, state.LONG_NOT_INSPECTED),
			({"last_inspected_on": None}, state.LONG_NOT_INSPECTED),
			({"last_inspected_on": None, "listed_on": TODAY, "done": 0}, state.INSPECTIONS_MISSING),
			({"overdue_orders": 1, "last_inspected_on": None}, state.RECTIFICATION_OVERDUE),
			({"in_scope": False, "last_inspected_on": None, "required": 0}, state.NOT_IN_SCOPE),
			({"in_scope": False, "open_orders": 1}, state.RECTIFICATION_UNDER_WAY),
			({"status": "Suspended", "overdue_orders": 3}, state.NOT_OPERATING),
		):
			with self.subTest(changes):
				self.assertEqual(state_of(replace(GOOD, **changes), TODAY), wanted)

	@given(
		st.sampled_from(("Operating", "Suspended", "Closed Down")),
		st.booleans(),
		st.none() | st.dates(date(2025, 1, 1), TODAY),
		st.integers(0, 3),
		st.integers(0, 3),
		st.integers(0, 3),
	)
	def test_every_venue_has_a_state_with_a_colour(self, status, in_scope, last, waiting, overdue, done):
		found = state_of(Facts(status, in_scope, last, waiting, overdue, 2, done), TODAY)
		self.assertIn(found, state.COLOURS)
		if found == state.IN_ORDER:
			self.assertFalse(waiting or overdue or done < 2)
