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

	def test_a_histories_copy_of_a_drawn_signature_is_dropped(self):
		picture = "data:image/png;base64,iVBORw0KGgo"
		kept = {
			"changed": [["inspector_signature", "", picture], ["summary", "旧", "新"]],
			"added": [["rows", {"a": picture}]],
		}
		version = frappe.get_doc(
			{"doctype": "Version", "ref_doctype": "ToDo", "docname": "x", "data": json.dumps(kept)}
		).insert()
		told = json.loads(frappe.db.get_value("Version", version.name, "data"))
		self.assertNotIn("base64", json.dumps(told))
		self.assertEqual(told["changed"][0][0], "inspector_signature")
		self.assertTrue(told["changed"][0][2])
		self.assertEqual(told["changed"][1], ["summary", "旧", "新"])
