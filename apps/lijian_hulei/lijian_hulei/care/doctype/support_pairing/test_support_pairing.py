import frappe
from frappe.utils import add_days, today

from lijian_hulei.access.guards import NotYours
from lijian_hulei.care.doctype.support_pairing.support_pairing import (
	HelperNotActive,
	InvalidPairingDates,
	NotALeaderHousehold,
	SecondHelper,
	UngradedMinor,
)
from lijian_hulei.care.services import end_pairing, leaders_without_red_household
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestSupportPairing(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.cadre = make.make_officer("village_cadre", cls.village)
		cls.secretary = make.make_officer("village_secretary", cls.village)
		cls.red = make.make_minor(cls.village, ["smoking"])
		cls.yellow = make.make_minor(cls.village, ["left_behind", "single_parent"])
		cls.plain = make.make_minor(cls.village)

	def test_r18_one_helper_for_each_graded_child(self):
		first = make.make_pairing(self.red.name, self.cadre.name)
		self.assertEqual(
			(first.status, first.area, first.household), ("Active", self.village, self.red.household)
		)
		with self.assert_refused(SecondHelper):
			make.make_pairing(self.red.name, self.secretary.name)
		with self.assert_refused(UngradedMinor):
			make.make_pairing(self.plain.name, self.cadre.name)

	def test_ending_needs_a_reason_and_makes_room(self):
		pairing = make.make_pairing(self.red.name, self.cadre.name)
		for wrong in (
			{"to_date": today()},
			{"to_date": add_days(today(), 1), "end_reason": "调离"},
			{"to_date": add_days(today(), -90), "end_reason": "调离"},
		):
			pairing.reload()
			pairing.update(wrong)
			with self.assert_refused(InvalidPairingDates):
				pairing.save()
		end_pairing(pairing.name, "调离")
		self.assertEqual(frappe.db.get_value("Support Pairing", pairing.name, "status"), "Ended")
		make.make_pairing(self.red.name, self.secretary.name, from_date=today())

	def test_the_helper_holds_a_post(self):
		leaver = make.make_officer("village_cadre", self.village)
		frappe.db.set_value("Officer", leaver.name, {"left_on": add_days(today(), -40), "status": "Left"})
		with self.assert_refused(HelperNotActive):
			make.make_pairing(self.red.name, leaver.name)

	def test_r17_a_leader_takes_a_red_household_and_a_yellow_one_only_when_no_red_waits(self):
		with self.assert_refused(NotALeaderHousehold):
			make.make_pairing(self.red.name, self.cadre.name, kind="Leader Household")
		with self.assert_refused(NotALeaderHousehold):
			make.make_pairing(self.yellow.name, self.secretary.name, kind="Leader Household")
		self.assertIn(self.secretary.name, [row.officer for row in leaders_without_red_household()])
		make.make_pairing(self.red.name, self.secretary.name, kind="Leader Household")
		self.assertNotIn(self.secretary.name, [row.officer for row in leaders_without_red_household()])
		make.make_pairing(self.yellow.name, self.secretary.name, kind="Leader Household")

	def test_the_settings_say_how_many_households_a_leader_supports(self):
		def listed() -> bool:
			return self.secretary.name in [row.officer for row in leaders_without_red_household()]

		make.make_pairing(self.red.name, self.secretary.name, kind="Leader Household")
		frappe.db.set_single_value("Hulei Settings", "leader_household_minimum", 2)
		self.assertTrue(listed(), "one of two")
		make.make_pairing(self.yellow.name, self.secretary.name, kind="Leader Household")
		self.assertFalse(listed(), "two of two")
		frappe.db.set_single_value("Hulei Settings", "leader_household_grade", "Red Only")
		self.assertTrue(listed(), "the yellow one does not count")
		frappe.db.set_single_value("Hulei Settings", "leader_household_minimum", 0)
		self.assertEqual(leaders_without_red_household(), [])

	def test_a_child_who_moves_away_needs_no_helper(self):
		pairing = make.make_pairing(self.red.name, self.cadre.name)
		self.red.reload()
		self.red.update({"status": "Moved Out", "status_on": today(), "moved_to": "外县"})
		self.red.save()
		ended = frappe.db.get_value("Support Pairing", pairing.name, ["status", "end_reason"], as_dict=True)
		self.assertEqual(ended.status, "Ended")
		self.assertTrue(ended.end_reason)

	def test_another_village_cannot_make_one(self):
		stranger = make.make_officer("village_cadre", make.make_area().name)
		values = {
			"doctype": "Support Pairing",
			"minor": self.red.name,
			"helper": stranger.name,
			"from_date": today(),
		}
		with self.user(stranger.user), self.assert_refused(NotYours):
			frappe.get_doc(values).insert()

	def test_another_village_cannot_end_it(self):
		pairing = make.make_pairing(self.red.name, self.cadre.name)
		stranger = make.make_officer("village_cadre", make.make_area().name)
		with self.user(stranger.user), self.assert_refused(NotYours):
			end_pairing(pairing.name, "想结束")
		with self.user(self.cadre.user):
			end_pairing(pairing.name, "轮换")


class TestWhoHelpsAfterAMove(HuleiTestCase):
	"""A helper who can no longer see the child is none, and must not stand in the way of another."""

	def setUp(self) -> None:
		super().setUp()
		self.village, self.next_village = make.make_area().name, make.make_area().name
		self.cadre = make.make_officer("village_cadre", self.village)
		self.child = make.make_minor(self.village, ["smoking"])
		self.pairing = make.make_pairing(self.child.name, self.cadre.name)

	def assert_ended(self, ended: bool) -> None:
		pairing = self.fresh(self.pairing)
		self.assertEqual(pairing.status, "Ended" if ended else "Active")
		self.assertEqual(bool(pairing.end_reason), ended)

	def move_child(self, area: str) -> None:
		child = self.fresh(self.child)
		child.update({"area": area, "household": make.make_household(area).name})
		child.save()

	def test_a_child_in_another_village_is_free_for_a_helper_there(self):
		self.move_child(self.next_village)
		self.assert_ended(True)
		self.assertEqual(self.fresh(self.pairing).area, self.village)
		cadre = make.make_officer("village_cadre", self.next_village)
		with self.user(cadre.user):
			make.make_pairing(self.child.name, cadre.name, from_date=today())

	def test_a_family_that_moves_as_a_whole(self):
		household = frappe.get_doc("Household", self.child.household)
		household.area = self.next_village
		household.save()
		self.assert_ended(True)

	def test_within_the_helpers_reach_the_pairing_goes_with_the_child(self):
		self.cadre.reload()
		self.cadre.append("further_areas", {"area": self.next_village})
		self.cadre.save()
		self.move_child(self.next_village)
		self.assert_ended(False)
		moved = self.fresh(self.pairing)
		self.assertEqual((moved.area, moved.household), (self.next_village, self.fresh(self.child).household))
		self.move_child(make.make_area("Grid", self.village).name)
		self.assert_ended(False)

	def test_who_leaves_the_post_helps_nobody_from_that_day(self):
		self.cadre.reload()
		self.cadre.left_on = today()
		self.cadre.save()
		self.assert_ended(True)
		self.assertEqual(str(self.fresh(self.pairing).to_date), add_days(today(), -1))

	def test_who_is_posted_to_another_village_leaves_the_children_behind(self):
		self.cadre.reload()
		self.cadre.area = self.next_village
		self.cadre.save()
		self.assert_ended(True)

	def test_any_other_change_ends_nothing(self):
		for doc, values in (
			(self.cadre, {"officer_name": "测试新名"}),
			(self.child, {"school_class": "三班"}),
		):
			fresh = self.fresh(doc)
			fresh.update(values)
			fresh.save()
		self.assert_ended(False)
