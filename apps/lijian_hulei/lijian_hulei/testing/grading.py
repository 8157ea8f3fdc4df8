"""The base of tests that grade minors, by the shipped script, an edited one or another policy."""

import frappe
from frappe.model.document import Document

from lijian_hulei.ledger.services import policies
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

SCRIPT = "Minor Grade"


class GradingTestCase(HuleiTestCase):
	"""The policy in force is read anew for each test; what would go to the queue is counted (`self.queued`), never run."""

	def setUp(self) -> None:
		super().setUp()
		policies.forget()
		self.addCleanup(policies.forget)
		self.addCleanup(frappe.cache.delete_value, "server_script_map")
		self.queued = self._patched(frappe, "enqueue")


class DriftTestCase(GradingTestCase):
	"""A village with its cadre, and the steward and the office who are told when something writes past the policy."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.township = make.make_township()
		cls.village = make.make_area().name
		cls.steward = make.make_officer("system_steward", cls.township)
		cls.office = make.make_officer("protection_officer", cls.township)
		cls.cadre = make.make_officer("village_cadre", cls.village)

	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Grade Drift")

	def edit_script(self, lines: str) -> None:
		"""Adds `lines` to the shipped script, as an administrator would."""
		script = frappe.get_doc("Server Script", SCRIPT)
		script.script += f"\n{lines}\n"
		script.save()


def make_policy(effective_from: str, minimum: int = 3, submit: bool = True) -> Document:
	"""A policy of three rules: red by a bad habit, yellow from `minimum` classes on, blue by anything."""
	policy = frappe.get_doc(
		{
			"doctype": "Grading Policy",
			"title": f"测试标准{effective_from}",
			"reading": "Literal",
			"effective_from": effective_from,
			"rules": [
				{"condition": "Any Factor Of Class", "factor_class": "Bad Habit", "grade": "Red"},
				{"condition": "Distinct Classes At Least", "minimum": minimum, "grade": "Yellow"},
				{"condition": "Any Factor", "grade": "Blue"},
			],
		}
	).insert()
	if submit:
		policy.submit()
	return policy
