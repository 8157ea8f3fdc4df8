"""Headings: the same from the controller and from the one statement for stored rows; nobody is named in them."""

import frappe
from frappe.utils import today

from lijian_hulei.records.titles import HEADINGS, fill_headings
from lijian_hulei.testing import cases_factories as cases
from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.base import HuleiTestCase

# What would say who it is about, or how it ended.
PERSONAL = ("minor", "worker", "child_name", "victim_name", "reporter_name", "result", "decision", "status")


class TestHeadings(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()
		cls.minor = make.make_minor(area=cls.town.village, minor_name="测试称谓孩子")

	def records(self) -> list:
		with self.user(self.town.office.user):
			case = cases.make_relief(self.minor.name, self.town.civil_office)
			referral = cases.make_referral(self.town.protection, self.town.civil_office, self.town.village)
			report = cases.make_report(self.town.village)
		worker = staff.make_worker(self.town.school, worker_name="测试称谓职工")
		return [case, referral, report, staff.make_check(worker.name)]

	def test_a_heading_says_what_where_and_when_and_names_nobody(self):
		records = self.records()
		self.assertEqual({doc.doctype for doc in records}, set(HEADINGS))
		village = frappe.db.get_value("Area", self.town.village, "area_name")
		for doc in records:
			with self.subTest(doc.doctype):
				self.assertEqual(doc.meta.title_field, "title")
				self.assertTrue(doc.meta.show_title_field_in_link)
				self.assertNotIn("称谓", doc.title)
				self.assertNotIn("测试孩子", doc.title)
				self.assertRegex(doc.title, r" · \d{4}-\d\d-\d\d$")
				self.assertFalse(set(PERSONAL) & set("|".join(HEADINGS[doc.doctype]).split("|")))
		self.assertTrue(records[0].title.startswith(f"{village} · "), records[0].title)
		self.assertTrue(records[0].title.endswith(today()))

	def test_a_grid_is_told_by_its_village(self):
		grid = make.make_area("Grid", self.town.village).name
		minor = make.make_minor(area=grid)
		with self.user(self.town.office.user):
			case = cases.make_relief(minor.name, self.town.civil_office)
		self.assertTrue(case.title.startswith(frappe.db.get_value("Area", self.town.village, "area_name")))
		frappe.db.set_value("Relief Case", case.name, "title", None)
		fill_headings("Relief Case")
		self.assertEqual(frappe.db.get_value("Relief Case", case.name, "title"), case.title)

	def test_stored_records_get_the_same_heading(self):
		for doc in self.records():
			with self.subTest(doc.doctype):
				frappe.db.set_value(doc.doctype, doc.name, "title", None)
				fill_headings(doc.doctype)
				self.assertEqual(frappe.db.get_value(doc.doctype, doc.name, "title"), doc.title)

	def test_a_heading_that_is_there_stays(self):
		case = self.records()[0]
		frappe.db.set_value("Relief Case", case.name, "title", "已有标题")
		fill_headings("Relief Case")
		self.assertEqual(frappe.db.get_value("Relief Case", case.name, "title"), "已有标题")
