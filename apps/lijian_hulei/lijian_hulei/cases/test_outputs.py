"""Prints and reports of cases: what they show, to whom, and that nothing sealed stands in them."""

from datetime import timedelta

import frappe
from frappe.desk.query_report import run
from frappe.utils import now_datetime
from frappe.www.printview import get_html_and_style

from lijian_hulei.testing import cases_factories as cases
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import DutyTestCase


class TestOutputs(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()
		cls.minor = make.make_minor(cls.town.village).name

	def printed(self, officer, doc, print_format: str) -> str:
		with self.user(officer.user):
			return get_html_and_style(doc.doctype, doc.name, print_format=print_format)["html"]

	def rows(self, officer, report: str) -> list[dict]:
		with self.user(officer.user):
			return [row for row in run(report, filters={})["result"] if isinstance(row, dict)]

	def test_r31_the_receipt_has_the_code_and_no_person(self):
		with self.user(self.town.teacher.user):
			report = cases.make_report(self.town.village)
		html = self.printed(self.town.teacher, report, "Report Receipt")
		self.assertIn(report.receipt_code, html)
		for secret in ("测试孩子", "测试报告人", "1234", "伤痕", "******"):
			self.assertNotIn(secret, html)
		with self.assert_refused(frappe.PermissionError):
			self.printed(self.town.head, report, "Report Receipt")

	def test_r37_approval_form_and_referral_letter(self):
		with self.user(self.town.cadre.user):
			case = cases.make_relief(self.minor, self.town.civil_office)
		html = self.printed(self.town.cadre, case, "Relief Approval Form")
		self.assertIn("临时救助", html)
		self.assertIn("1,200.00", html)
		with self.user(self.town.office.user):
			referral = cases.make_referral(self.town.protection, self.town.civil_office, self.town.village)
			referral = cases.step(referral, "Send Referral")
		html = self.printed(self.town.civil, referral, "Referral Letter")
		self.assertIn("是否符合临时救助条件", html)
		self.assertNotIn("测试孩子", html)
		self.assertEqual(
			frappe.db.count("Export Log", {"kind": "Print", "file_name": f"{referral.name}.pdf"}), 1
		)

	def test_r37_the_register_shows_ones_own_area(self):
		with self.user(self.town.cadre.user):
			case = cases.make_relief(self.minor, self.town.civil_office)
		found = [
			row for row in self.rows(self.town.cadre, "Relief Register") if row["relief_case"] == case.name
		]
		self.assertEqual([row["amount"] for row in found], [1200])
		self.assertEqual(self.rows(self.town.neighbour, "Relief Register"), [])
		with self.assert_refused():
			self.rows(self.town.civil, "Relief Register")

	def test_r31_delays_are_numbers_by_situation(self):
		before = self.count("violence")
		with self.user(self.town.teacher.user):
			cases.make_report(self.town.village)
			cases.make_report(self.town.village, discovered_at=now_datetime() - timedelta(days=3))
		after = self.count("violence")
		self.assertEqual((after[0] - before[0], after[1] - before[1]), (2, 1))
		for officer in (self.town.cadre, self.town.teacher):
			with self.assert_refused():
				self.rows(officer, "Reports by Situation and Delay")

	def count(self, situation: str) -> tuple[int, int]:
		rows = self.rows(self.town.governance, "Reports by Situation and Delay")
		return next(((r["reports"], r["later"]) for r in rows if r["situation"] == situation), (0, 0))

	def test_r32_late_and_missing_reports_are_listed_for_accountability(self):
		with self.user(self.town.nurse.user):
			report = cases.make_report(
				self.town.village,
				discovered_at=now_datetime() - timedelta(days=3),
				reporter_agency=self.town.hospital,
			)
		name = frappe.db.get_value("Report Duty Review", {"report": report.name})
		for officer in (self.town.governance, self.town.police, self.town.office):
			with self.subTest(officer.position):
				found = [row["review"] for row in self.rows(officer, "Late and Missing Reports")]
				self.assertIn(name, found)
		with self.assert_refused():
			self.rows(self.town.nurse, "Late and Missing Reports")
