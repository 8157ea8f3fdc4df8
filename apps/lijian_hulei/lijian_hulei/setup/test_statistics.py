from unittest.mock import patch

import frappe

from lijian_hulei.setup import statistics
from lijian_hulei.testing.base import HuleiTestCase


class TestStatistics(HuleiTestCase):
	def test_one_statement_for_all_of_our_tables_and_no_others(self):
		with patch.object(
			frappe.db, "sql_ddl"
		) as ddl:  # the statement itself would end the test's transaction
			statistics.refresh()
		(statement,) = ddl.call_args.args
		for ours in ("`tabMinor`", "`tabObligation`", "`tabSealed Value`", "`tabMinor Guardian`"):
			self.assertIn(ours, statement)
		for other in ("tabUser", "tabHulei Settings", "tabDocType"):
			self.assertNotIn(other, statement)

	def test_it_is_done_every_day(self):
		self.assertIn("lijian_hulei.setup.statistics.refresh", frappe.get_hooks("scheduler_events")["daily"])
