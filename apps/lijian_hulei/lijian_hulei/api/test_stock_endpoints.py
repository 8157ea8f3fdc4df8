import frappe

from lijian_hulei.api import stock_endpoints
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

FLOW = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"


class TestStockEndpoints(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.cadre = make.make_officer("village_cadre", cls.village).user
		cls.steward = make.make_officer("system_steward", make.make_township()).user
		make.make_minor(area=cls.village)

	def test_states_are_counted_by_the_column_of_a_workflow_only(self):
		self.assertIn(FLOW, frappe.get_hooks("override_whitelisted_methods"))
		for column in ("full_name", "grade", "name"):
			with self.subTest(column), self.user(self.cadre):
				self.assertEqual(stock_endpoints.get_workflow_state_count("Minor", column, "[]"), [])

	def test_states_are_counted_within_what_one_may_list(self):
		make.make_minor(area=make.make_area().name)
		flow = {"doctype": "Workflow", "name": "Test Flow", "document_type": "Minor"}
		# Only that there is one is asked; its states would have to stand in the list of words.
		frappe.get_doc({**flow, "workflow_state_field": "status"}).db_insert()
		with self.user(self.cadre):
			found = stock_endpoints.get_workflow_state_count("Minor", "status", [])
			self.assertEqual([row["count"] for row in found], [1])
		with self.user(self.steward):  # who writes workflows reads no minors
			self.assertEqual(stock_endpoints.get_workflow_state_count("Minor", "status", []), [])

	def test_rows_are_sized_for_who_customises_forms_only(self):
		with self.user(self.steward):
			self.assertGreater(stock_endpoints.get_row_size_utilization("Visit"), 0)
			self.assertEqual(stock_endpoints.get_row_size_utilization("User"), 0)
		with self.user(self.cadre), self.assert_refused():
			stock_endpoints.get_row_size_utilization("Visit")
