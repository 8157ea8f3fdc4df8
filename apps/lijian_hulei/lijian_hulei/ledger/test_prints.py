"""The prints of the ledger: a template that fails would print its error instead."""

import frappe

from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase


class TestPrints(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.local.lang = "zh"
		self.minor = factories.make_minor(factors=["smoking"])

	def print_of(self, doctype: str, name: str, print_format: str) -> str:
		return frappe.get_print(doctype, name, print_format, no_letterhead=1)

	def test_the_child_file_prints(self):
		html = self.print_of("Minor", self.minor.name, "Child File")
		self.assertIn("儿童档案表", html)
		self.assertIn(self.minor.minor_name, html)

	def test_prints_give_the_reasons_only_where_the_town_says_so(self):
		change = frappe.get_last_doc("Grade Change", {"minor": self.minor.name})
		reason = frappe.db.get_value("Minor", self.minor.name, "grade_reason")
		self.assertTrue(reason)
		for shown in (0, 1):
			frappe.db.set_single_value("Hulei Settings", "show_reasons_on_prints", shown)
			child_file = self.print_of("Minor", self.minor.name, "Child File")
			notice = self.print_of("Grade Change", change.name, "Grade Notice")
			with self.subTest(shown=shown):
				self.assertEqual(reason in child_file, bool(shown))
				self.assertEqual(change.reason in notice, bool(shown))

	def test_the_grade_notice_prints_also_when_confirmed(self):
		change = frappe.get_last_doc("Grade Change", {"minor": self.minor.name})
		frappe.db.set_value("Grade Change", change.name, "confirmed_by", "Administrator")
		html = self.print_of("Grade Change", change.name, "Grade Notice")
		self.assertIn("等级告知书", html)
		self.assertIn("经办人签名", html)
