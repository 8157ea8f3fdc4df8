"""A public page is in the reader's language: its title, its language for readers aloud, what its scripts say."""

import frappe

from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.website import SAID_BY_SCRIPTS, translate_page


class TestPublicPage(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "zh"

	def test_the_login_page_has_a_chinese_title(self):
		self.assertEqual(translate_page(frappe._dict(title="Login")), {"title": "登录"})

	def test_a_page_without_title_gets_none(self):
		self.assertEqual(translate_page(frappe._dict()), {})

	def test_the_page_says_its_language_and_its_scripts_speak_it(self):
		boot = translate_page(frappe._dict(boot={"lang": "en", "sitename": "town"}))["boot"]
		self.assertEqual((boot["lang"], boot["sitename"]), ("zh", "town"))
		self.assertEqual([text for text in SAID_BY_SCRIPTS if boot["hulei_words"][text] == text], [])
