"""The title of a public page is in the reader's language."""

import frappe

from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.website import translate_title


class TestTitle(HuleiTestCase):
	def test_the_login_page_has_a_chinese_title(self):
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "zh"
		self.assertEqual(translate_title(frappe._dict(title="Login")), {"title": "登录"})

	def test_a_page_without_title_gets_none(self):
		self.assertEqual(translate_title(frappe._dict()), {})
