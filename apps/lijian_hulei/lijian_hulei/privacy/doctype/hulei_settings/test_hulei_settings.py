import frappe

from lijian_hulei.privacy.doctype.hulei_settings.hulei_settings import RANGES, WrongSetting
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_area, make_officer, make_township


class TestHuleiSettings(HuleiTestCase):
	def test_the_shipped_values_are_valid(self):
		settings = frappe.get_single("Hulei Settings")
		settings.township = make_township()
		settings.save()
		self.assertEqual(
			(settings.canvass_month, settings.canvass_day, settings.duty_close_hour), (1, 31, 18)
		)

	def test_both_sides_of_every_range(self):
		for fieldname, (low, high) in RANGES.items():
			for value, allowed in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
				settings = frappe.get_single("Hulei Settings")
				settings.update({"canvass_day": 1, fieldname: value})
				with self.subTest(fieldname=fieldname, value=value):
					if allowed:
						settings.check_ranges()
					else:
						self.assertRaises(WrongSetting, settings.check_ranges)

	def test_impossible_canvass_day_and_wrong_township(self):
		for values in ({"canvass_month": 2, "canvass_day": 29}, {"township": make_area().name}):
			settings = frappe.get_single("Hulei Settings")
			settings.update(values)
			with self.subTest(values), self.assert_refused(WrongSetting):
				settings.save()

	def test_only_the_steward_changes_them(self):
		for position, allowed in (
			("system_steward", True),
			("protection_officer", False),
			("village_cadre", False),
		):
			with self.subTest(position), self.user(make_officer(position).user):
				self.assertIs(bool(frappe.has_permission("Hulei Settings", "write")), allowed)
