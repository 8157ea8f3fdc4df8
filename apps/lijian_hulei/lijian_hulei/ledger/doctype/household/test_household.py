import frappe

from lijian_hulei.ledger.services import refresh_focus
from lijian_hulei.ledger.services.errors import WrongPlace
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import (
	make_agency,
	make_area,
	make_household,
	make_minor,
	make_officer,
	make_township,
)


class TestHousehold(HuleiTestCase):
	def test_attention_is_not_typed(self):
		household = make_household(is_focus=1, focus_reason="Grade")
		self.assertEqual((household.is_focus, household.focus_reason), (0, ""))

	def test_a_red_minor_brings_attention_and_its_end_takes_it_away(self):
		household = make_household()
		minor = make_minor(household=household.name, factors=["smoking"])
		self.assertEqual(self.flags(household), (1, "Grade"))
		minor.set("risk_factors", [])
		minor.save()
		self.assertEqual(self.flags(household), (0, ""))

	def test_a_minor_who_changes_family_changes_both_flags(self):
		area = make_area().name
		old, new = make_household(area), make_household(area)
		minor = make_minor(household=old.name, factors=["smoking"])
		minor.household = new.name
		minor.save()
		self.assertEqual((self.flags(old), self.flags(new)), ((0, ""), (1, "Grade")))

	def test_guardian_risk_brings_attention_and_no_colour(self):
		household = make_household()
		minor = make_minor(household=household.name)
		household.update({"guardian_risk": 1, "guardian_risk_note": "监护人长期不在家"})
		household.save()
		self.assertEqual(self.flags(household), (1, "Guardian Risk"))
		self.assertFalse(frappe.db.get_value("Minor", minor.name, "grade"))

	def test_a_town_may_look_at_the_grade_alone(self):
		household = make_household()
		household.update({"guardian_risk": 1, "guardian_risk_note": "监护人长期不在家"})
		household.save()
		frappe.db.set_single_value("Hulei Settings", "focus_by_guardian_risk", 0)
		refresh_focus([household.name])
		self.assertEqual(self.flags(household), (0, ""))

	def flags(self, household) -> tuple:
		return frappe.db.get_value("Household", household.name, ["is_focus", "focus_reason"])

	def test_a_household_that_moves_takes_its_minors(self):
		household = make_household()
		minor = make_minor(household=household.name)
		household.area = make_area().name
		household.save()
		self.assertEqual(frappe.db.get_value("Minor", minor.name, "area"), household.area)

	def test_a_cadre_cannot_move_it_out_of_reach(self):
		household = make_household()
		cadre, elsewhere = make_officer(area=household.area), make_area().name
		with self.user(cadre.user):
			doc = frappe.get_doc("Household", household.name)
			doc.area = elsewhere
			with self.assert_refused(frappe.PermissionError, WrongPlace):
				doc.save()

	def test_a_township_is_no_address(self):
		with self.assert_refused(WrongPlace):
			make_household(make_township())

	def test_who_sees_it(self):
		household = make_household()
		school = make_agency("school", household.area)
		make_minor(household=household.name, school=school.name)
		cadre, stranger = make_officer(area=household.area), make_officer(area=make_area().name)
		teacher = make_officer("school_staff", agency=school.name)
		self.assert_permitted(household, cadre.user, "write")
		self.assert_not_permitted(household, stranger.user)
		self.assert_permitted(household, teacher.user)
		self.assert_not_permitted(household, teacher.user, "write")
		self.assert_not_permitted(household, make_officer("police_officer", area=household.area).user)
