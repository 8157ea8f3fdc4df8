"""What the link box of officers shows and in which order."""

import frappe
from frappe.desk.search import search_link

from lijian_hulei.api.find import officer_query
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestOfficerQuery(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		area = make.make_area().name
		cls.station = make.make_agency("police_station", area)
		cls.police = make.make_officer("police_officer", agency=cls.station.name, officer_name="测试寻人乙")
		cls.other = make.make_officer("village_cadre", area, officer_name="测试寻人甲")

	def found(self, text: str, user: str, filters: dict | None = None) -> list[dict]:
		with self.user(user):
			return search_link("Officer", text, filters=filters) or frappe.response.get("results", [])

	def test_post_and_unit_are_told_by_name(self):
		row = self.found("寻人乙", self.other.user)[0]
		self.assertEqual((row["value"], row["label"]), (self.police.name, "测试寻人乙"))
		self.assertIn(self.station.agency_name, row["description"])
		self.assertNotIn("police_officer", row["description"])

	def test_colleagues_come_first(self):
		for user, first in ((self.police.user, self.police.name), (self.other.user, self.other.name)):
			with self.subTest(first):
				self.assertEqual(next(row["value"] for row in self.found("测试寻人", user)), first)

	def test_the_filters_of_the_form_hold(self):
		found = self.found("测试寻人", self.police.user, {"agency": self.station.name})
		self.assertEqual([row["value"] for row in found], [self.police.name])

	def test_guests_find_nobody(self):
		with self.user("Guest"):
			self.assertEqual(officer_query("Officer", "测试寻人", "name", 0, 10, None), [])
