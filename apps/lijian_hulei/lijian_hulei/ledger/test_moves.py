"""Moving in and away (R11; ambiguities A11 and A24), from the record to the duty."""

from frappe.utils import add_days, getdate

from lijian_hulei.compliance.services import settle
from lijian_hulei.ledger.services.errors import MoveError
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import FIRST, MIDDLE, MONTH, DutyTestCase


class TestMoves(DutyTestCase):
	def test_days_that_cannot_be_are_refused(self):
		minor, today = make.make_minor(area=self.village), getdate()
		moved = {"status": "Moved Out", "moved_to": "邻县", "status_on": today}
		office = {"handover_confirmed_by": "邻县未保办 王主任"}
		cases = (
			{"arrived_on": add_days(today, 1)},
			{"arrived_on": add_days(getdate(minor.birth_date), -1)},
			{**moved, **office, "handover_confirmed_on": add_days(today, 1)},
			{**moved, **office, "handover_confirmed_on": add_days(today, -1)},
			{**moved, "handover_confirmed_by": " ", "handover_confirmed_on": today},
		)
		for values in cases:
			with self.subTest(values):
				self.assertRaises(MoveError, self.fresh(minor).update(values).save)
		self.fresh(minor).update({**moved, **office, "handover_confirmed_on": today}).save()

	def test_who_comes_back_has_no_handover(self):
		minor = self.fresh(make.make_minor(area=self.village))
		minor.update({"status": "Moved Out", "moved_to": "邻县"})
		minor.update({"handover_confirmed_on": getdate(), "handover_confirmed_by": "邻县未保办"})
		minor.save()
		minor = self.fresh(minor)
		minor.status = "Active"
		minor.save()
		self.assertIsNone(minor.handover_confirmed_on)
		self.assertIsNone(minor.handover_confirmed_by)

	def test_r11_a_child_that_moved_in_is_entered_within_seven_days(self):
		with self.at(MIDDLE):
			soon = make.make_minor(area=self.village, arrived_on="2026-04-10").name
			late = make.make_minor(area=self.village, arrived_on="2026-04-02").name
			found = make.make_minor(area=self.village).name
		self.open()
		with self.at(MIDDLE):
			settle(MONTH)
		self.assert_met("R11_arrivals", soon)
		self.assertEqual(self.obligation("R11_arrivals", late).status, "Met Late")
		self.assertIsNone(self.obligation("R11_arrivals", found))
		line = self.figures("R11_arrivals", area=self.village)
		self.assertEqual((line.required, line.met), (2, 1))

	def test_r11_a_child_that_moved_away_is_handed_over(self):
		with self.at(FIRST):
			minor = make.make_minor(area=self.village)
			minor = self.fresh(minor)
			minor.update({"status": "Moved Out", "moved_to": "邻县"})
			minor.save()
		self.open()
		self.assert_open("R11_handover", minor.name)
		with self.at(MIDDLE):
			minor = self.fresh(minor)
			minor.update({"handover_confirmed_on": getdate(), "handover_confirmed_by": "邻县未保办"})
			minor.save()
		self.assert_met("R11_handover", minor.name)
