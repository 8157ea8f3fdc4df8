import frappe
from frappe.desk.query_report import run

from lijian_hulei.api.areas import get_tree_nodes
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import TOWNSHIP, make_area, make_officer, make_township


class TestAreaTree(HuleiTestCase):
	def setUp(self):
		super().setUp()
		make_township()
		self.village, self.other = make_area().name, make_area().name
		self.grid = make_area("Grid", self.village).name

	def nodes(self, user, parent="", is_root=False):
		with self.user(user):
			return {node.value: node for node in get_tree_nodes("Area", parent, is_root)}

	def test_from_the_province_down_for_who_sees_all(self):
		roots = self.nodes("Administrator", "All Areas", is_root=True)
		self.assertIn("990000000000", roots)
		self.assertNotIn(TOWNSHIP, roots)
		below = self.nodes("Administrator", TOWNSHIP)
		self.assertLessEqual({self.village, self.other}, set(below))
		self.assertTrue(below[self.village].expandable)
		self.assertFalse(self.nodes("Administrator", self.village)[self.grid].expandable)

	def test_an_officer_of_a_village_starts_at_the_village(self):
		user = make_officer(area=self.village).user
		self.assertEqual(list(self.nodes(user, "All Areas", is_root=True)), [self.village])
		self.assertEqual(list(self.nodes(user, self.village)), [self.grid])
		self.assertEqual(self.nodes(user, self.other), {})

	def test_guest(self):
		with self.user("Guest"), self.assert_refused():
			get_tree_nodes("Area")


class TestGapsReportOnTheDesk(HuleiTestCase):
	def test_runs_for_its_roles_only(self):
		village = make_area().name
		filters = {"day": frappe.utils.today()}
		with self.user(make_officer("liaison_leader", village).user):
			self.assertEqual(
				{row["area"] for row in run("Responsibility Gaps", filters)["result"]}, {village}
			)
		for position in ("village_cadre", "school_head"):
			with (
				self.subTest(position),
				self.user(make_officer(position, village).user),
				self.assert_refused(),
			):
				run("Responsibility Gaps", filters)
