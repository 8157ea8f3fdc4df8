"""The English that Frappe stores as text becomes Chinese once, and what an administrator wrote stays."""

import json

import frappe

from lijian_hulei.setup import stock_desk
from lijian_hulei.testing.base import HuleiTestCase


def workspace(text: str) -> str:
	blocks = [{"type": "header", "data": {"text": text, "col": 12}}, {"type": "shortcut", "data": {"col": 3}}]
	page = frappe.get_doc(
		{
			"doctype": "Workspace",
			"title": "Heading Test",
			"label": "Heading Test",
			"public": 1,
			"content": json.dumps(blocks),
		}
	).insert()
	return page.name


def heading(name: str) -> str:
	return json.loads(frappe.db.get_value("Workspace", name, "content"))[0]["data"]["text"]


class TestStockDesk(HuleiTestCase):
	def test_frappes_heading_becomes_chinese_and_keeps_its_markup(self):
		name = workspace('<span class="h4"><b>Your Shortcuts</b></span>')
		stock_desk.translate_workspace_headings()
		self.assertEqual(heading(name), '<span class="h4"><b>快捷方式</b></span>')

	def test_a_heading_of_our_own_stays(self):
		name = workspace("<b>本镇常用</b> Rose garden")
		stock_desk.translate_workspace_headings()
		self.assertEqual(heading(name), "<b>本镇常用</b> Rose garden")

	def test_nothing_is_written_where_nothing_changes(self):
		self.assertIsNone(stock_desk.translated_content('[{"type": "header", "data": {"text": "本镇常用"}}]'))
		self.assertIsNone(stock_desk.translated_content("[]"))

	def test_names_in_link_fields_are_translated(self):
		stock_desk.translate_link_values()
		frappe.clear_cache(doctype="Report")
		self.assertTrue(frappe.get_meta("Report").translated_doctype)

	def test_an_administrators_choice_for_link_fields_stays(self):
		frappe.db.delete("Property Setter", {"doc_type": "Report", "property": "translated_doctype"})
		frappe.make_property_setter(
			{
				"doctype": "Report",
				"doctype_or_field": "DocType",
				"property": "translated_doctype",
				"property_type": "Check",
				"value": "0",
			}
		)
		stock_desk.translate_link_values()
		setters = frappe.get_all(
			"Property Setter", {"doc_type": "Report", "property": "translated_doctype"}, pluck="value"
		)
		self.assertEqual(setters, ["0"])

	def test_the_login_page_bears_our_name_unless_it_was_given_another(self):
		frappe.db.set_single_value("Website Settings", {"app_name": "", "footer_powered": "官庄镇"})
		stock_desk.name_the_site()
		self.assertEqual(frappe.db.get_single_value("Website Settings", "app_name"), "利剑护蕾")
		self.assertEqual(frappe.db.get_single_value("Website Settings", "footer_powered"), "官庄镇")

	def test_who_did_not_sign_is_called_so(self):
		self.assertIn("lijian_hulei.setup.stock_desk.name_the_unnamed", frappe.get_hooks("extend_bootinfo"))
		frappe.local.lang = "zh"
		boot = frappe._dict(user_info={"a@b.example": {"fullname": "甲"}})
		stock_desk.name_the_unnamed(boot)
		self.assertEqual([user["fullname"] for user in boot.user_info.values()], ["甲", "未署名者"])
