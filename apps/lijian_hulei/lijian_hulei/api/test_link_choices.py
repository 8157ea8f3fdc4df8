"""What the link boxes say of a choice: words that people read, as far as they may read them."""

import json
from unittest.mock import patch

import frappe
from frappe.model import get_permitted_fields
from frappe.model.meta import Meta

from lijian_hulei.access.matrix import doctype_files
from lijian_hulei.api.link_choices import search_link, search_widget
from lijian_hulei.testing import cases_factories as cases
from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.base import HuleiTestCase

STOCK = "frappe.desk.search.search_link"


class TestLinkChoices(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()
		cls.minor = make.make_minor(area=cls.town.village, minor_name="测试选项孩子")

	def setUp(self) -> None:
		super().setUp()
		frappe.local.lang = "zh"

	def choices(self, doctype: str, text: str, user: str, **arguments) -> list[dict]:
		with self.user(user):
			frappe.local.lang = "zh"
			return search_link(doctype, text, **arguments) or frappe.response.get("results", [])

	def test_the_desk_asks_this_one(self):
		self.assertIn(
			"lijian_hulei.api.link_choices.search_link",
			frappe.get_hooks("override_whitelisted_methods")[STOCK],
		)

	def test_words_and_titles_stand_where_words_of_the_program_and_codes_stood(self):
		with self.user(self.town.office.user):
			case = cases.make_relief(self.minor.name, self.town.civil_office)
		(choice,) = self.choices("Relief Case", case.name, self.town.office.user)
		self.assertEqual((choice["value"], choice["label"]), (case.name, case.title))
		self.assertEqual(choice["description"], "测试选项孩子 · 草稿")

	def test_a_master_hides_its_code(self):
		(choice,) = self.choices("Position", "school_head", self.town.office.user)
		self.assertEqual((choice["label"], choice["description"]), ("校长（园长）", ""))

	def test_a_place_and_a_unit_say_where_they_are(self):
		area = frappe.get_doc("Area", self.town.village)
		(choice,) = self.choices("Area", self.town.village, self.town.office.user)
		self.assertIn(frappe.db.get_value("Area", area.parent_area, "area_name"), choice["description"])
		(choice,) = self.choices("Agency", self.town.school, self.town.office.user)
		self.assertTrue(choice["description"].startswith("中小学校"), choice["description"])

	def test_what_lies_above_ones_level_is_not_told(self):
		with self.user(self.town.office.user):
			report = cases.make_report(self.town.village)
		frappe.db.set_value(
			"Mandatory Report", report.name, {"minor": self.minor.name, "case_number": "暗号"}
		)
		with self.user(self.town.police.user):
			self.assertNotIn("minor", get_permitted_fields("Mandatory Report"))
		with patch.object(
			Meta, "get_search_fields", lambda meta: ["title", "minor", "status", "case_number"]
		):
			(choice,) = self.choices("Mandatory Report", report.name, self.town.police.user)
		self.assertNotIn("测试选项孩子", choice["description"])
		self.assertIn("暗号", choice["description"])

	def test_a_linked_record_beyond_ones_reach_is_not_named(self):
		worker = staff.make_worker(self.town.school, worker_name="测试选项职工")
		check = staff.make_check(worker.name, None)
		names = lambda user: [c["value"] for c in self.choices("Hiring Check", check.name, user)]  # noqa: E731
		self.assertEqual(names(self.town.head.user), [check.name])
		self.assertEqual(names(self.town.nurse.user), [])

	def test_two_that_read_alike_are_told_apart_by_their_number(self):
		twins = [
			make.make_minor(area=self.town.village, minor_name="测试双胞名", birth_date="2015-05-05")
			for _ in "ab"
		]
		found = self.choices("Minor", "测试双胞名", self.town.cadre.user)
		self.assertEqual({choice["value"] for choice in found}, {twin.name for twin in twins})
		self.assertEqual(len({choice["description"] for choice in found}), 2)

	def test_the_window_of_advanced_search_reads_alike(self):
		with self.user(self.town.office.user):
			case = cases.make_relief(self.minor.name, self.town.civil_office)
			frappe.local.lang = "zh"
			values = search_widget("Relief Case", case.name) or frappe.response["values"]
			named = search_widget("Relief Case", case.name, as_dict=True) or frappe.response["values"]
		self.assertEqual(values, [[case.name, case.title, "测试选项孩子 · 草稿"]])
		self.assertEqual(named[0]["name"], case.name)

	def test_every_description_is_made_of_what_can_be_read(self):
		"""A Select is translated and a Link named by its title; a code or a switch could not be read."""
		wrong = []
		for doctype, path in doctype_files().items():
			content = json.loads(path.read_text(encoding="utf-8"))
			kinds = {field["fieldname"]: field["fieldtype"] for field in content["fields"]}
			searched = [
				name.strip() for name in (content.get("search_fields") or "").split(",") if name.strip()
			]
			wrong += [
				f"{doctype}.{name}"
				for name in searched
				if kinds.get(name)
				not in ("Data", "Small Text", "Text", "Select", "Link", "Date", "Datetime", "Int")
				or name in ("code", "name")
			]
		self.assertEqual(wrong, [])
