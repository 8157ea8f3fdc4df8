"""The way back above a record never leads to a page that its reader may not open."""

import frappe

from lijian_hulei.access.workspaces import keep_own
from lijian_hulei.testing.base import HuleiTestCase


class TestWayBack(HuleiTestCase):
	def test_only_workspaces_of_ones_own_are_left(self):
		boot = frappe._dict(
			allowed_workspaces=[{"name": "Education of Families"}],
			module_wise_workspaces={
				"Campus": ["Campus Desk", "Education of Families"],
				"Sharing": ["Information Sharing"],
			},
		)
		keep_own(boot)
		self.assertEqual(boot.module_wise_workspaces, {"Campus": ["Education of Families"]})

	def test_a_boot_without_workspaces_stays_one(self):
		boot = frappe._dict(allowed_workspaces=None, module_wise_workspaces=None)
		keep_own(boot)
		self.assertEqual(boot.module_wise_workspaces, {})

	def test_the_desk_is_started_with_it(self):
		self.assertIn("lijian_hulei.access.workspaces.keep_own", frappe.get_hooks("boot_session"))
