from datetime import date

import frappe
from frappe.utils import add_days, getdate, today

from lijian_hulei.kernel.credit_code import make_credit_code
from lijian_hulei.organisation import services
from lijian_hulei.organisation.doctype.agency.agency import WrongCreditCode
from lijian_hulei.organisation.doctype.area.area import WrongDivision
from lijian_hulei.organisation.doctype.responsibility.responsibility import (
	ResponsibilityOverlap,
	UnexplainedGap,
	WrongSubject,
)
from lijian_hulei.organisation.report.responsibility_gaps.responsibility_gaps import execute
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import (
	TOWNSHIP,
	make_agency,
	make_area,
	make_officer,
	make_responsibility,
	make_township,
)


class TestArea(HuleiTestCase):
	def test_code_says_level_place_and_name(self):
		village = make_area()
		self.assertEqual(
			(village.level, village.name, village.parent_area), ("Village", village.code, TOWNSHIP)
		)
		grid = make_area("Grid", village.name)
		self.assertEqual((grid.level, grid.is_group), ("Grid", 0))
		levels = frappe.get_all(
			"Area", {"lft": ("<=", grid.lft), "rgt": (">=", grid.rgt)}, pluck="level", order_by="lft"
		)
		self.assertEqual(levels, ["Province", "City", "County", "Township", "Village", "Grid"])

	def test_wrong_codes_and_places_are_refused(self):
		make_township()
		for code, parent in (
			("431222", None),
			("990100101201", None),
			("990101101xyz", None),
			("990101102001", TOWNSHIP),
			("990101101001001", TOWNSHIP),
		):
			with self.subTest(code), self.assert_refused(WrongDivision):
				frappe.get_doc(
					{"doctype": "Area", "code": code, "area_name": "x", "parent_area": parent}
				).insert()

	def test_paths(self):
		township = make_township()
		village = make_area(area_name="测试村")
		grid = make_area("Grid", village.name, area_name="一网格")
		town_name = frappe.db.get_value("Area", township, "area_name")
		self.assertEqual(services.township_of(grid.name), township)
		self.assertEqual(services.township_of(township), township)
		self.assertIsNone(services.township_of("990101000000"))
		self.assertEqual(services.area_path_names(grid.name), f"{town_name} 测试村 一网格")

	def test_credit_code(self):
		code = make_credit_code("99350100M000100Y4")
		agency = make_agency(credit_code=f" {code.lower()} ")
		self.assertEqual(agency.credit_code, code)
		for wrong in (code, code[:-1], code[:-1] + ("1" if code[-1] != "1" else "2"), "I" * 18):
			with self.subTest(wrong), self.assert_refused(WrongCreditCode):
				make_agency(credit_code=wrong)

	def test_head_is_of_the_agency(self):
		agency = make_agency()
		agency.head = make_officer(agency=agency.name).name
		agency.save()
		agency.head = make_officer().name
		with self.assert_refused(frappe.ValidationError):
			agency.save()


class TestResponsibility(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.village = make_area().name
		self.one, self.two = make_officer(area=self.village).name, make_officer(area=self.village).name

	def test_overlap_is_refused_for_the_same_kind_and_place_only(self):
		make_responsibility(self.one, from_date="2024-01-01", to_date="2024-06-30")
		with self.assert_refused(ResponsibilityOverlap):
			make_responsibility(self.two, from_date="2024-06-30")
		make_responsibility(self.two, "Second", from_date="2024-06-30")
		make_responsibility(self.two, area=make_area().name, from_date="2024-06-30")
		make_responsibility(self.two, from_date="2024-07-01")

	def test_gap_needs_a_reason(self):
		make_responsibility(self.one, from_date="2024-01-01", to_date="2024-06-29")
		with self.assert_refused(UnexplainedGap):
			make_responsibility(self.two, from_date="2024-07-01")
		make_responsibility(self.two, from_date="2024-07-01", gap_reason="前任调离")

	def test_exactly_one_subject(self):
		agency = make_agency(area=self.village).name
		with self.assert_refused(WrongSubject):
			make_responsibility(self.one, area=self.village, agency=agency)
		with self.assert_refused(WrongSubject):
			frappe.get_doc(
				{"doctype": "Responsibility", "officer": self.one, "kind": "First", "from_date": today()}
			).insert()
		make_responsibility(self.one, area=None, agency=agency)

	def test_r10_responsible_on_a_day_by_the_nearest_area(self):
		grid = make_area("Grid", self.village).name
		make_responsibility(self.one, area=TOWNSHIP, from_date="2024-01-01")
		make_responsibility(self.two, area=self.village, from_date="2024-02-01", to_date="2024-02-29")
		for area, day, officer in (
			(grid, "2024-02-01", self.two),
			(grid, "2024-02-29", self.two),
			(self.village, date(2024, 3, 1), self.one),
			(self.village, "2024-01-31", self.one),
			(TOWNSHIP, "2024-02-10", self.one),
			(self.village, "2023-12-31", None),
			(make_area().name, "2024-02-10", self.one),
		):
			with self.subTest(area=area, day=day):
				self.assertEqual(services.responsible_on(area, "First", day), officer)
		self.assertIsNone(services.responsible_on(grid, "Direct", "2024-02-10"))

	def test_areas_and_officer_of_a_user(self):
		further = make_area().name
		officer = make_officer(area=self.village, further_areas=[further])
		self.assertEqual(services.areas_of(officer.name), [self.village, further])
		self.assertEqual(services.officer_of(officer.user), officer.name)
		with self.user(officer.user):
			self.assertEqual(services.officer_of(), officer.name)
		self.assertIsNone(services.officer_of("Administrator"))


class TestResponsibilityGaps(HuleiTestCase):
	def gaps(self, user="Administrator", **filters):
		with self.user(user):
			return {(row["area"], row["kind"]): row for row in execute({"day": today(), **filters})[1]}

	def test_shows_who_was_last_and_since_when(self):
		village = make_area().name
		officer = make_officer(area=village)
		make_responsibility(officer.name, "First", from_date=add_days(today(), -10))
		make_responsibility(
			officer.name, "Direct", from_date=add_days(today(), -10), to_date=add_days(today(), -3)
		)
		gaps = self.gaps()
		self.assertNotIn((village, frappe._("First")), gaps)
		self.assertIsNone(gaps[village, frappe._("Second")]["last_officer"])
		last = gaps[village, frappe._("Direct")]
		self.assertEqual(
			(last["last_officer"], last["vacant_since"]), (officer.name, getdate(add_days(today(), -2)))
		)
		self.assertNotIn((village, frappe._("First")), self.gaps(kind="Second"))

	def test_only_the_own_areas(self):
		village, other = make_area().name, make_area().name
		seen = {area for area, _kind in self.gaps(make_officer("liaison_leader", village).user)}
		self.assertIn(village, seen)
		self.assertNotIn(other, seen)
		self.assertEqual(self.gaps(make_officer("school_head", village).user), {})

	def test_costs_two_queries_however_many_villages(self):
		for _number in range(5):
			make_area()
		with self.assertQueryCount(2):
			services.vacancies(getdate(), ["First", "Second"])
