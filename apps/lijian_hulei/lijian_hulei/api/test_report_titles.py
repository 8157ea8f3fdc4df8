import frappe

from lijian_hulei.api.report_titles import get, run
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

REPORT = "Minors Without Helper"


class TestReportTitles(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.officer = make.make_officer("village_cadre", area=cls.village)
		cls.cadre = cls.officer.user
		cls.minor = make.make_minor(cls.village, ["smoking"])
		cls.stranger = make.make_minor(make.make_area().name, ["smoking"])

	def setUp(self) -> None:
		super().setUp()
		frappe.local.response.pop("_link_titles", None)

	def test_the_titles_of_linked_records_go_with_the_rows(self):
		with self.user(self.cadre):
			answer = run(REPORT)
		self.assertEqual([row["minor"] for row in answer["result"]], [self.minor.name])
		titles = frappe.local.response["_link_titles"]
		self.assertEqual(titles[f"Minor::{self.minor.name}"], self.minor.minor_name)
		self.assertEqual(
			titles[f"Area::{self.village}"], frappe.db.get_value("Area", self.village, "area_name")
		)
		self.assertNotIn(f"Minor::{self.stranger.name}", titles)

	def test_who_may_not_run_the_report_gets_no_titles(self):
		officer = make.make_officer("auxiliary_police", area=self.village).user
		with self.user(officer), self.assert_refused(frappe.PermissionError):
			run(REPORT)
		self.assertFalse(frappe.local.response.get("_link_titles"))

	def test_the_report_view_of_a_list_gets_them_too_and_the_list_does_not_pay_for_it(self):
		make.make_visit(self.minor.name, main_visitor=self.officer.name)
		asked = {"doctype": "Visit", "fields": '["name", "minor", "area"]', "page_length": 20}
		for view, expected in (("Report", self.minor.minor_name), ("List", None)):
			frappe.local.response.pop("_link_titles", None)
			with self.subTest(view), self.user(self.cadre):
				frappe.local.form_dict = frappe._dict(asked, view=view)
				self.assertTrue(get()["values"])
				titles = frappe.local.response.get("_link_titles") or {}
				self.assertEqual(titles.get(f"Minor::{self.minor.name}"), expected)
