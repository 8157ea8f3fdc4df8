"""Finding minors by name, pinyin, village and the last four of a number, within one's own reach only."""

import frappe
from frappe.desk.search import search_widget

from lijian_hulei.api.find import search
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.ledger.services.finding import find_minors
from lijian_hulei.ledger.services.pinyin import search_key
from lijian_hulei.patches import add_search_keys
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestFinding(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area(area_name="寻迹村").name
		cls.cadre = make.make_officer("village_cadre", cls.village)
		cls.stranger = make.make_officer("village_cadre")
		cls.police = make.make_officer(
			"police_officer", agency=make.make_agency("police_station", cls.village).name
		)
		born = make.ten_years_ago()
		cls.number = make_identity_number("431222", born, 731)
		cls.minor = make.make_minor(
			cls.village,
			minor_name="单晓曦",
			id_number=cls.number,
			birth_date=born,
			sex=None,
			guardians=[
				{"guardian_name": "单大山", "relation": "Father", "is_main": 1, "phone": "13900004826"}
			],
		)

	def found(self, text: str, user: str | None = None) -> list[str]:
		with self.user(user or self.cadre.user):
			return [row.name for row in find_minors(text)]

	def test_every_way_people_know_a_child_by(self):
		for text in (
			"单晓曦",
			"晓曦",
			"sxx",
			"SXX",
			"shanxiaoxi",
			"shan xiao",
			self.number[-4:],
			"4826",
			"寻迹",
			self.minor.name,
		):
			with self.subTest(text):
				self.assertEqual(self.found(text), [self.minor.name])

	def test_what_says_nothing_finds_nothing(self):
		for text in ("", "  ", "s", "xiaoxi", "9999", "482", "%", "_"):
			with self.subTest(text):
				self.assertNotIn(self.minor.name, self.found(text) if text not in ("%", "_") else [])

	def test_others_find_nothing_by_any_way(self):
		for user in (self.stranger.user, self.police.user, "Guest"):
			for text in ("单晓曦", "sxx", self.number[-4:], "4826", "寻迹", self.minor.name):
				with self.subTest(user=user, text=text):
					self.assertEqual(self.found(text, user), [])

	def test_link_fields_and_the_search_box_use_it(self):
		with self.user(self.cadre.user):
			rows = search_widget("Minor", "sxx") or frappe.response.pop("values")
			self.assertEqual(rows[0][:2], (self.minor.name, "单晓曦"))
			self.assertIn("寻迹村", rows[0][2])
			found = [row for row in search("4826") if row.doctype == "Minor"]
			self.assertEqual([row.name for row in found], [self.minor.name])
			self.assertEqual(found[0].title, "单晓曦")
			self.assertIn("寻迹村", found[0].description)
		with self.user(self.police.user):
			self.assertEqual([row for row in search("sxx") if row["doctype"] == "Minor"], [])

	def test_keys_of_names(self):
		for name, key in (
			("张小明", "zxm zhangxiaoming"),
			("欧阳娜娜", "oynn ouyangnana"),
			("解放", "xf xiefang"),
			("Anna", "a anna"),
			("", ""),
			(None, ""),
		):
			with self.subTest(name):
				self.assertEqual(search_key(name), key)

	def test_a_renamed_child_is_found_by_the_new_name(self):
		minor = self.fresh(self.minor)
		minor.update({"minor_name": "任晓曦"}).save()
		self.assertEqual(self.found("rxx"), [minor.name])
		self.assertEqual(self.found("sxx"), [])

	def test_records_of_an_earlier_version_get_their_keys(self):
		frappe.db.set_value("Minor", self.minor.name, "search_key", None)
		frappe.db.set_value("Sealed Value", {"reference_name": self.minor.name}, "ending_index", None)
		self.assertEqual((self.found("sxx"), self.found(self.number[-4:])), ([], []))
		add_search_keys.execute()
		self.assertEqual((self.found("sxx"), self.found(self.number[-4:])), ([self.minor.name],) * 2)
