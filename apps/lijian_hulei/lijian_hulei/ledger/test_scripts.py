from unittest.mock import patch

import frappe
from frappe.utils import safe_exec

from lijian_hulei.ledger.services.scripts import ScriptsSwitchedOff
from lijian_hulei.setup.server_scripts import SHIPPED
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

(NAME,) = SHIPPED


class TestScripts(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.minor = make.make_minor(make.make_area().name, ["smoking"])
		frappe.cache.delete_value("server_script_map")
		self.addCleanup(frappe.cache.delete_value, "server_script_map")

	def save(self) -> str:
		self.minor.reload()
		self.minor.risk_factors = []
		self.minor.save()
		return self.minor.grade

	def test_a_disabled_script_stops_nothing_and_the_grade_is_set(self):
		frappe.db.set_value("Server Script", NAME, "disabled", 1)
		self.assertEqual(self.minor.grade, "Red")
		self.assertEqual(self.save() or "", "")

	def test_where_scripts_are_switched_off_the_refusal_says_what_to_do(self):
		official = patch.object(safe_exec, "is_safe_exec_enabled", return_value=False, create=True)
		with official, patch.dict(frappe.local.conf, {"server_script_enabled": 0}):
			with self.assertRaises(ScriptsSwitchedOff) as refusal:
				self.save()
			self.assertIn(NAME, str(refusal.exception))
			frappe.db.set_value("Server Script", NAME, "disabled", 1)
			frappe.cache.delete_value("server_script_map")
			self.assertEqual(self.save() or "", "")
