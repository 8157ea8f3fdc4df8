from datetime import date

import frappe
from frappe.utils import add_days, getdate, today

from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.kernel.mask import is_masked
from lijian_hulei.ledger.services import errors
from lijian_hulei.privacy.services import SealedFieldError
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import (
	make_agency,
	make_area,
	make_household,
	make_minor,
	make_officer,
	make_township,
)

BORN = date(2015, 3, 4)
GIRL = make_identity_number("431222", BORN, 246)
BOY = make_identity_number("431222", BORN, 247)


class TestIdentity(HuleiTestCase):
	def test_birth_date_and_sex_are_read_from_the_number(self):
		minor = make_minor(id_number=BOY, birth_date=None, sex=None)
		self.assertEqual((getdate(minor.birth_date), minor.sex), (BORN, "Male"))

	def test_the_record_holds_only_the_mask(self):
		minor = make_minor(id_number=GIRL, birth_date=BORN, sex="Female")
		stored = frappe.db.get_value("Minor", minor.name, "id_number")
		self.assertTrue(is_masked(stored))
		self.assertNotIn(GIRL[6:14], stored)
		minor.reload()
		minor.school_class = "三年级"
		minor.save()
		self.assertEqual(frappe.db.get_value("Minor", minor.name, "id_number"), stored)

	def test_disagreement_names_the_fields_and_no_value(self):
		for wrong in ({"birth_date": "2015-03-05", "sex": "Female"}, {"birth_date": BORN, "sex": "Male"}):
			with self.subTest(wrong=wrong):
				with self.assertRaises(errors.IdentityMismatch) as refusal:
					make_minor(id_number=GIRL, **wrong)
				self.assertNotIn("2015", str(refusal.exception))

	def test_a_wrong_number_is_refused(self):
		with self.assertRaises(SealedFieldError):
			make_minor(id_number=GIRL[:-1] + ("1" if GIRL[-1] != "1" else "2"))

	def test_without_number_both_values_must_be_given(self):
		with self.assertRaises(errors.IdentityMismatch):
			make_minor(birth_date=None)
		with self.assertRaises(errors.IdentityMismatch):
			make_minor(birth_date=add_days(today(), 1))

	def test_a_second_record_of_the_same_number_is_refused_and_named_to_who_may_read_it(self):
		first = make_minor(id_number=GIRL, birth_date=BORN)
		with self.assertRaises(errors.DuplicateMinor) as refusal:
			make_minor(id_number=GIRL.lower(), birth_date=BORN)
		self.assertIn(first.name, str(refusal.exception))

	def test_another_village_is_not_told_whose_record_it_is(self):
		first = make_minor(id_number=GIRL, birth_date=BORN)
		cadre = make_officer(area=make_area().name)
		household = make_household(cadre.area)
		with self.user(cadre.user), self.assertRaises(errors.DuplicateMinor) as refusal:
			frappe.get_doc(
				{
					"doctype": "Minor",
					"minor_name": "测试儿童",
					"household": household.name,
					"id_number": GIRL,
				}
			).insert()
		self.assertNotIn(first.name, str(refusal.exception))

	def test_saving_again_is_no_duplicate(self):
		minor = make_minor(id_number=GIRL, birth_date=BORN)
		minor.id_number = GIRL
		minor.save()


class TestPlace(HuleiTestCase):
	def test_the_area_comes_from_the_household(self):
		household = make_household()
		minor = make_minor(household=household.name, area=household.area)
		self.assertEqual(minor.area, household.area)
		bare = frappe.get_doc(
			{
				"doctype": "Minor",
				"minor_name": "测试",
				"sex": "Male",
				"birth_date": BORN,
				"household": household.name,
			}
		).insert()
		self.assertEqual(bare.area, household.area)

	def test_area_and_household_must_agree(self):
		with self.assertRaises(errors.WrongPlace):
			make_minor(household=make_household().name, area=make_area().name)

	def test_a_township_is_no_address(self):
		with self.assertRaises(errors.WrongPlace):
			frappe.get_doc(
				{
					"doctype": "Minor",
					"minor_name": "测试",
					"sex": "Male",
					"birth_date": BORN,
					"area": make_township(),
				}
			).insert()

	def test_a_grid_is(self):
		grid = make_area("Grid")
		self.assertEqual(make_minor(area=grid.name).area, grid.name)

	def test_only_a_school_is_a_school(self):
		school = make_agency("school")
		self.assertEqual(make_minor(school=school.name).school, school.name)
		with self.assertRaises(errors.WrongPlace):
			make_minor(school=make_agency("hotel").name)


class TestGuardiansAndFactors(HuleiTestCase):
	def test_exactly_one_main_guardian(self):
		def guardians(*mains):
			return [
				{"guardian_name": f"监护人{number}", "relation": "Father", "is_main": main}
				for number, main in enumerate(mains)
			]

		self.assertEqual(make_minor(guardians=guardians(0)).guardians[0].is_main, 1)
		self.assertEqual(len(make_minor(guardians=[]).guardians), 0)
		make_minor(guardians=guardians(0, 1))
		for wrong in ((0, 0), (1, 1)):
			with self.subTest(mains=wrong), self.assertRaises(errors.GuardianError):
				make_minor(guardians=guardians(*wrong))

	def test_the_class_comes_from_the_master(self):
		minor = make_minor(
			risk_factors=[{"factor": "smoking", "factor_class": "Other", "since": "2024-01-02"}],
			birth_date=BORN,
		)
		self.assertEqual(minor.risk_factors[0].factor_class, "Bad Habit")

	def test_impossible_rows(self):
		cases = [
			[{"factor": "smoking", "since": add_days(today(), 1)}],
			[{"factor": "smoking", "since": "2010-01-01"}],
			[{"factor": "smoking", "since": "2024-05-02", "until": "2024-05-01"}],
			[{"factor": "smoking", "since": "2024-05-02"}, {"factor": "smoking", "since": "2024-06-02"}],
		]
		for rows in cases:
			with self.subTest(rows=rows), self.assertRaises(errors.FactorRowError):
				make_minor(risk_factors=rows, birth_date=BORN)

	def test_a_row_without_its_first_day(self):
		"""Emptied in a stored row: in a new one official v15 fills in the day that the field has by default."""
		minor = make_minor(factors=["smoking"])
		minor.risk_factors[0].since = None
		with self.assertRaises(errors.FactorRowError):
			minor.save()

	def test_a_disabled_factor_stays_in_old_rows_and_out_of_new_ones(self):
		minor = make_minor(factors=["gambling"])
		frappe.db.set_value("Risk Factor", "gambling", "enabled", 0)
		frappe.get_doc("Risk Factor", "gambling").save()
		minor.reload()
		minor.save()
		with self.assertRaises(errors.FactorRowError):
			make_minor(factors=["gambling"])

	def test_contradictory_classes_are_asked_about_and_stored(self):
		frappe.clear_messages()
		minor = make_minor(factors=["single_parent", "remarried_family"])
		self.assertTrue(frappe.db.exists("Minor", minor.name))
		self.assertEqual(len(frappe.get_message_log()), 1)

	def test_left_behind_at_sixteen_is_asked_about(self):
		frappe.clear_messages()
		make_minor(factors=["left_behind"], birth_date=add_days(today(), -366 * 16))
		self.assertEqual(len(frappe.get_message_log()), 1)


class TestStatus(HuleiTestCase):
	def test_moving_out_needs_a_place_and_is_dated(self):
		minor = make_minor()
		minor.status = "Moved Out"
		with self.assertRaises(errors.StatusError):
			minor.save()
		minor.reload()
		minor.update({"status": "Moved Out", "moved_to": "测试县"})
		minor.save()
		self.assertEqual(getdate(minor.status_on), getdate())

	def test_coming_back_clears_the_move(self):
		minor = make_minor(status="Moved Out", moved_to="测试县")
		minor.status = "Active"
		minor.save()
		self.assertIsNone(minor.moved_to)
		self.assertIsNone(minor.status_on)

	def test_an_adult_is_no_minor_and_a_minor_no_adult(self):
		with self.assertRaises(errors.StatusError):
			make_minor(birth_date="2005-01-01")
		minor = make_minor()
		minor.status = "Turned 18"
		with self.assertRaises(errors.StatusError):
			minor.save()

	def test_who_left_keeps_the_last_grade(self):
		minor = make_minor(factors=["smoking"])
		minor.update({"status": "Moved Out", "moved_to": "测试县", "risk_factors": []})
		minor.save()
		self.assertEqual(minor.grade, "Red")

	def test_the_last_visit_is_not_typed(self):
		minor = make_minor(last_visit_on=today())
		self.assertIsNone(minor.last_visit_on)
		frappe.db.set_value("Minor", minor.name, "last_visit_on", "2024-05-01")
		minor.reload()
		minor.last_visit_on = today()
		minor.save()
		self.assertEqual(getdate(minor.last_visit_on), date(2024, 5, 1))


class TestWhoMay(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.village, self.other = make_area().name, make_area().name
		self.school = make_agency("school", self.village)
		self.minor = make_minor(self.village, factors=["smoking"], school=self.school.name)

	def test_the_village_works_on_its_own_minors(self):
		cadre = make_officer(area=self.village)
		with self.user(cadre.user):
			minor = frappe.get_doc("Minor", self.minor.name)
			minor.school_class = "四年级"
			minor.append("risk_factors", {"factor": "truancy", "since": today()})
			minor.save()
		self.assertEqual(len(frappe.get_doc("Minor", self.minor.name).risk_factors), 2)
		self.assertEqual(self.names_seen_by(cadre.user, "Minor", area=self.village), [self.minor.name])

	def test_another_village_sees_nothing(self):
		stranger = make_officer(area=self.other)
		self.assert_not_permitted(self.minor, stranger.user)
		self.assertEqual(self.names_seen_by(stranger.user, "Minor", name=self.minor.name), [])

	def test_the_school_sees_its_pupil_without_reasons(self):
		teacher = make_officer("school_staff", agency=self.school.name)
		self.assert_permitted(self.minor, teacher.user)
		self.assert_not_permitted(self.minor, teacher.user, "write")
		with self.user(teacher.user):
			pupil = frappe.get_doc("Minor", self.minor.name)
			pupil.apply_fieldlevel_read_permissions()
			seen = pupil.as_dict()
			listed = frappe.get_list("Minor", fields=["*"], filters={"name": self.minor.name})[0]
		for hidden in ("grade_reason", "grade_rule", "risk_factors", "remarks"):
			self.assertFalse(seen.get(hidden), hidden)
			self.assertFalse(listed.get(hidden), hidden)

	def test_nobody_deletes_a_minor(self):
		for position in ("protection_officer", "governance_officer", "village_cadre"):
			officer = make_officer(position, area=self.village)
			self.assert_not_permitted(self.minor, officer.user, "delete")
