import frappe
from frappe.utils import getdate

from lijian_hulei.ledger.services.errors import CanvassError
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_area, make_household, make_minor, make_officer


class TestCanvass(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.area = make_area().name
		self.officer = make_officer(area=self.area)

	def canvass(self, completed_on: str = "2024-01-31", submit: bool = True, **overrides):
		values = {"area": self.area, "year": 2024, "officer": self.officer.name, "completed_on": completed_on}
		doc = frappe.get_doc({"doctype": "Canvass", **values, **overrides}).insert()
		if submit:
			doc.submit()
		return doc

	def test_r11_submitting_counts_the_area_and_its_grids(self):
		grid = make_area("Grid", self.area).name
		household = make_household(self.area)
		make_minor(household=household.name)
		make_minor(household=make_household(grid).name)
		make_minor(household=household.name, status="Moved Out", moved_to="测试县")
		make_minor()
		doc = self.canvass(households_checked=99, minors_checked=99, unreachable=2)
		self.assertEqual((doc.households_checked, doc.minors_checked), (2, 2))

	def test_both_sides_of_the_deadline(self):
		self.assertEqual(self.canvass("2024-01-31").is_late, 0)
		self.assertEqual(self.canvass("2025-02-01", year=2025).is_late, 1)

	def test_one_for_each_area_and_year(self):
		first = self.canvass()
		with self.assert_refused(CanvassError):
			self.canvass()
		self.canvass("2025-01-10", year=2025)
		first.cancel()
		again = frappe.copy_doc(first)
		again.update({"amended_from": first.name, "docstatus": 0})
		again.insert()

	def test_impossible_entries(self):
		tomorrow = frappe.utils.add_days(getdate(), 1)
		for wrong in (
			{"year": 24},
			{"completed_on": tomorrow, "year": tomorrow.year},
			{"completed_on": "2022-12-31"},
			{"completed_on": "2025-01-01"},
			{"unreachable": 1},
		):
			with self.subTest(wrong=wrong), self.assert_refused(CanvassError):
				self.canvass(**wrong)

	def test_the_village_files_its_own_and_no_other(self):
		with self.user(self.officer.user):
			doc = self.canvass()
		self.assertEqual(doc.docstatus, 1)
		stranger = make_officer(area=make_area().name)
		self.assert_not_permitted(doc, stranger.user)
		with self.user(stranger.user), self.assert_refused():
			self.canvass("2025-01-10", year=2025)
