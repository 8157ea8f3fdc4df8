import json

import frappe

from lijian_hulei.api import list_settings
from lijian_hulei.testing.base import HuleiTestCase

NUMBER = "11010519491231002X"


class TestTraces(HuleiTestCase):
	def test_error_logs_are_cleaned(self):
		log = frappe.log_error(title=f"failed for {NUMBER}", message=f"doc = {{'id_number': '{NUMBER}'}}")
		log.reload()
		self.assertNotIn(NUMBER, f"{log.method}{log.error}")
		self.assertIn("110105", log.error)

	def test_saved_filters_are_cleaned(self):
		settings = json.dumps({"List": {"filters": [["Minor", "id_number", "=", NUMBER]]}})
		list_settings.save("Minor", settings)
		kept = frappe.cache.hget("_user_settings", "Minor::Administrator")
		self.assertNotIn(NUMBER, str(kept))
		frappe.cache.hdel("_user_settings", "Minor::Administrator")

	def test_guest_saves_nothing(self):
		with self.user("Guest"), self.assert_refused():
			list_settings.save("Minor", "{}")
