import io
import json

import frappe
from openpyxl import load_workbook

from lijian_hulei.access.gate import callers
from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.api import saved_reports
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

SETTINGS = {
	"fields": [["title", "Duty"], ["frequency", "Duty"]],
	"filters": [["Duty", "enabled", "=", 1]],
	"order_by": "`tabDuty`.`modified` desc",
	"add_totals_row": 0,
	"page_length": 20,
}
LIST_EXPORT, REPORT_EXPORT = "frappe.desk.reportview.export_query", "frappe.desk.query_report.export_query"
FIGURES = "Duty Coverage by Village"


class TestSavedReports(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.township = factories.make_area().parent_area
		self.office, self.colleague, self.steward, self.cadre = (
			factories.make_officer(post, self.township).user
			for post in ("protection_officer", "governance_officer", "system_steward", "village_cadre")
		)

	def save(self, user: str, doctype: str = "Duty", name: str = "测试职责一览", **changes) -> str:
		with self.user(user):
			return saved_reports.save_report(name, doctype, json.dumps(SETTINGS | changes))

	def test_an_office_saves_changes_and_deletes_its_report(self) -> None:
		name = self.save(self.office)
		self.save(self.office, page_length=100)
		stored = frappe.get_doc("Report", name)
		self.assertEqual(json.loads(stored.json)["page_length"], 100)
		self.assertEqual((stored.report_type, stored.owner), ("Report Builder", self.office))
		with self.user(self.office):
			saved_reports.delete_report(name)
		self.assertFalse(frappe.db.exists("Report", name))

	def test_it_is_seen_by_who_may_read_the_records(self) -> None:
		report = frappe.get_doc("Report", self.save(self.steward))
		for user in (self.office, self.cadre):
			with self.subTest(user), self.user(user):
				self.assertTrue(report.is_permitted())
		with self.user("Guest"):
			self.assertFalse(report.is_permitted())

	def test_anothers_report_is_neither_changed_nor_deleted(self) -> None:
		name = self.save(self.office)
		with self.assert_refused():
			self.save(self.colleague)
		with self.user(self.colleague), self.assert_refused():
			saved_reports.delete_report(name)

	def test_posts_without_that_work_save_nothing(self) -> None:
		for user in (self.cadre, "Guest"):
			with self.subTest(user), self.assert_refused():
				self.save(user)

	def test_nothing_on_persons_is_saved(self) -> None:
		for doctype in ("Minor", "Visit", "Obligation", "Officer", "User"):
			with self.subTest(doctype), self.assert_refused():
				self.save(self.office, doctype, fields=[["name", doctype]], filters=[])

	def test_the_name_of_a_shipped_report_is_not_taken(self) -> None:
		with self.assert_refused(saved_reports.NotToBeSaved):
			self.save(self.office, name=FIGURES)

	def test_what_could_become_sql_is_refused(self) -> None:
		for changes in (
			{"order_by": "(select sleep(9))"},
			{"fields": [["title`, (select 1) as `x", "Duty"]]},
			{"fields": "title"},
			{"filters": ["1=1) or (1=1"]},
		):
			with self.subTest(changes), self.assertRaises(Refused):
				self.save(self.office, **changes)

	def test_further_parts_are_not_kept(self) -> None:
		name = self.save(self.office, group_by={"aggregate_function": "x"}, chart_args={"a": 1}, more="x")
		self.assertEqual(
			set(json.loads(frappe.db.get_value("Report", name, "json"))),
			{"fields", "filters", "order_by", "add_totals_row", "page_length", "column_widths"},
		)

	def headers(self, method: str, **form) -> list[str]:
		"""The first row of the workbook that one of Frappe's export endpoints answers with, through the gate."""
		with self.user(self.office):
			frappe.local.lang = "zh"
			frappe.local.form_dict = frappe._dict(form | {"file_format_type": "Excel"})
			callers.judge(callers.Call(method=method, http_method="POST"))
			frappe.get_attr(method)()
		workbook = load_workbook(io.BytesIO(frappe.response["filecontent"]))
		return [str(cell.value) for cell in workbook.active[1]]

	def assert_chinese(self, headers: list[str]) -> None:
		self.assertTrue(headers)
		english = [header for header in headers if header not in ("ID", "None") and header.isascii()]
		self.assertEqual(english, [])

	def test_a_list_of_masters_leaves_with_chinese_headers(self) -> None:
		fields = ["`tabDuty`.`title`", "`tabDuty`.`frequency`", "`tabDuty`.`weight`"]
		headers = self.headers(
			LIST_EXPORT, doctype="Duty", title="职责", fields=json.dumps(fields), filters="[]"
		)
		self.assert_chinese(headers)

	def test_a_report_of_figures_leaves_with_chinese_headers(self) -> None:
		headers = self.headers(
			REPORT_EXPORT,
			report_name=FIGURES,
			filters=json.dumps({"from_date": "2026-01-01", "to_date": "2026-12-31"}),
			visible_idx="[]",
		)
		self.assert_chinese(headers)

	def test_reports_on_persons_do_not(self) -> None:
		for report in ("Overdue Duties by Owner", "Minors Without Helper", "Grade Overview by Village"):
			with self.subTest(report), self.assertRaises(Refused):
				self.headers(REPORT_EXPORT, report_name=report, filters="{}")
