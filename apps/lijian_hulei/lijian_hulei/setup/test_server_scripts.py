from unittest.mock import patch

import frappe

from lijian_hulei.setup import server_scripts
from lijian_hulei.testing.base import HuleiTestCase

NAME = "Minor Grade"


class TestServerScripts(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(frappe.cache.delete_value, "server_script_map")

	def text(self) -> str:
		return frappe.db.get_value("Server Script", NAME, "script")

	def test_a_missing_script_is_made_again(self):
		frappe.delete_doc("Server Script", NAME)
		server_scripts.apply()
		self.assertIn("evaluate_minor", self.text())
		self.assertEqual(frappe.db.get_value("Server Script", NAME, "disabled"), 0)

	def test_an_edited_script_is_left_alone(self):
		frappe.db.set_value("Server Script", NAME, "script", "# 本镇修改\n")
		server_scripts.apply()
		self.assertEqual(self.text(), "# 本镇修改\n")

	def test_a_shipped_script_that_nobody_edited_is_brought_up_to_date(self):
		with patch.object(server_scripts, "shipped_text", return_value="# 新版本\n"):
			server_scripts.apply()
			self.assertEqual(self.text(), "# 新版本\n")

	def test_where_scripts_are_off_ours_may_not_stop_saves(self):
		with patch.object(server_scripts, "scripts_enabled", return_value=False):
			server_scripts.apply()
		self.assertEqual(frappe.db.get_value("Server Script", NAME, "disabled"), 1)
