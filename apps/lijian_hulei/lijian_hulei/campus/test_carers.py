"""Carers and medical units: R07 and R08 as civil affairs, health office and hospital do them; reports, prints, wrong users."""

import frappe
from frappe.model.workflow import apply_workflow

from lijian_hulei.api import campus as api
from lijian_hulei.campus.doctype.carer_check.carer_check import CheckedAlready
from lijian_hulei.campus.doctype.confidentiality_pledge.confidentiality_pledge import (
	InvalidNumber,
	PledgedAlready,
)
from lijian_hulei.campus.report.activities_and_audiences import activities_and_audiences
from lijian_hulei.campus.report.open_hazards_by_age import open_hazards_by_age
from lijian_hulei.campus.report.six_items_by_school import six_items_by_school
from lijian_hulei.campus.report.three_defences_of_schools import three_defences_of_schools
from lijian_hulei.campus.services.agencies import WrongAgency
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import (
	make_campus_check,
	make_care,
	make_carer_check,
	make_hazard,
	make_pledge,
)
from lijian_hulei.testing.duties import MIDDLE


class CareTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.civil = cls.post("civil_affairs_officer", make.make_agency("civil_affairs", cls.township))
		cls.health_office = make.make_agency("health_office", cls.township)
		cls.health = cls.post("health_officer", cls.health_office)
		cls.hospital = make.make_agency("hospital", cls.township)
		cls.clerk = cls.post("agency_officer", cls.hospital)


class TestCarers(CareTestCase):
	def test_r07_civil_affairs_checks_every_carer_each_quarter(self):
		with self.at(MIDDLE), self.user(self.civil.user):
			care = make_care(self.village)
		self.open()
		self.assert_open("R07_checks", care.name)
		self.assertEqual(self.obligation("R07_checks", care.name).agency, self.civil.agency)
		with self.at(MIDDLE), self.user(self.civil.user):
			check = make_carer_check(care.name, check_date="2026-04-12", schooling="Concern")
			with self.assert_refused(Incomplete):  # what is to be done about it
				check.submit()
			check = self.fresh(check).update({"measures": "联系学校落实就学"}).save()
			check.submit()
			again = make_carer_check(care.name, check_date="2026-04-12")
			with self.assert_refused(CheckedAlready):
				again.submit()
		self.assert_met("R07_checks", care.name)
		self.assertEqual(self.figures_of_june("R07_checks", agency=self.civil.agency).met, 1)
		care = self.fresh(care)
		self.assertEqual((care.last_result, str(care.last_checked_on)), ("Needs Help", "2026-04-12"))
		frappe.get_doc("Carer Check", check.name).cancel()
		self.assertIsNone(self.fresh(care).last_checked_on)

	def test_r07_a_carers_urgent_conduct_makes_the_care_unsuitable(self):
		with self.at(MIDDLE), self.user(self.civil.user):
			care = make_care(self.village)
			check = make_carer_check(care.name, check_date="2026-04-12", carer_conduct="Urgent")
		self.assertEqual(check.result, "Unsuitable")

	def test_the_child_is_seen_only_by_who_may_see_the_ledger(self):
		minor = make.make_minor(self.village)
		with self.user(self.cadre.user):
			care = make_care(self.village, minor=minor.name, phone="13800138000")
		self.assertEqual((care.child_sex, care.phone), ("Female", "138******00"))
		with self.user(self.civil.user):
			seen = frappe.get_doc("Care Delegation", care.name)
			seen.apply_fieldlevel_read_permissions()
			self.assertFalse(seen.get("minor"))
			self.assertNotIn(minor.minor_name, frappe.as_json(seen.as_dict()))
			with self.assert_refused():
				frappe.get_list("Care Delegation", fields=["minor.minor_name"])
			seen = frappe.get_doc("Care Delegation", care.name)
			seen.relation = "祖母"
			seen.save()
		self.assertEqual(frappe.db.get_value("Care Delegation", care.name, "minor"), minor.name)
		for user in (self.head.user, self.health.user, self.clerk.user):
			self.assertEqual(self.names_seen_by(user, "Care Delegation"), [])

	def test_care_that_ended_is_not_checked_and_says_why_it_ended(self):
		care = make_care(self.village)
		care.update({"status": "Ended", "to_date": "2026-03-01"})
		with self.assert_refused(Incomplete):
			care.save()
		care = self.fresh(care)
		care.update({"status": "Ended", "to_date": "2026-03-01", "end_reason": "父母返乡"}).save()
		with self.user(self.civil.user), self.assert_refused(OutOfOrder):
			make_carer_check(care.name)
		with self.assert_refused(WrongDate):
			make_care(self.village, from_date="2099-01-01")

	def test_others_do_not_check(self):
		care = make_care(self.village)
		for officer in (self.cadre, self.head, self.justice):
			with self.user(officer.user), self.assert_refused():
				make_carer_check(care.name)


class TestSecrecy(CareTestCase):
	def test_r08_a_hospital_pledges_each_year_with_all_its_staff(self):
		self.open()
		self.assert_open("R08_pledge", self.hospital.name)
		self.assertEqual(self.obligation("R08_pledge", self.hospital.name).agency, self.health_office.name)
		with self.at(MIDDLE), self.user(self.clerk.user):
			partial = make_pledge(self.hospital.name, signed_on="2026-04-10", staff_total=3)
			self.assertEqual((partial.staff_signed, partial.is_complete), (2, 0))
			self.assertTrue(partial.pledge_text)
			partial.submit()
		self.assert_open("R08_pledge", self.hospital.name)
		with self.at(MIDDLE), self.user(self.clerk.user):
			make_pledge(self.hospital.name, ("甲", "乙", "丙"), signed_on="2026-04-12").submit()
			again = make_pledge(self.hospital.name, signed_on="2026-04-13")
			with self.assert_refused(PledgedAlready):
				again.submit()
		self.assert_met("R08_pledge", self.hospital.name)

	def test_what_a_pledge_needs(self):
		with self.user(self.clerk.user):
			for wrong in ({"staff_total": 0}, {"pledge_year": 2020}):
				with self.subTest(wrong), self.assert_refused(InvalidNumber):
					make_pledge(self.hospital.name, **wrong)
			with self.assert_refused(InvalidNumber):
				make_pledge(self.hospital.name, ("甲", "甲"))
			unsigned = make_pledge(self.hospital.name, scan=None)
			with self.assert_refused(Incomplete):
				unsigned.submit()
			with self.assert_refused(WrongAgency, frappe.PermissionError):
				make_pledge(self.health_office.name)

	def test_r08_a_breach_is_handled_within_fifteen_days(self):
		with self.at(MIDDLE), self.user(self.clerk.user):
			breach = frappe.get_doc(
				{
					"doctype": "Privacy Breach",
					"agency": self.hospital.name,
					"breach_kind": "On the Internet",
					"discovered_on": "2026-04-10",
					"what_leaked": "就诊情况被转发至微信群",
				}
			).insert()
			self.assertEqual((breach.status, breach.reported_by), ("Breach Reported", self.clerk.name))
			with self.assert_refused(frappe.ValidationError):
				apply_workflow(breach, "Take Up")
		self.open()
		self.assert_open("R08_breach", breach.name)
		with self.at(MIDDLE), self.user(self.health.user):
			breach = self.fresh(breach)
			with self.assert_refused(Incomplete):
				apply_workflow(breach, "Take Up")
			breach = self.fresh(breach).update({"contained": "已要求删除"}).save()
			apply_workflow(breach, "Take Up")
			breach.update({"outcome": "对责任人批评教育"}).save()
			apply_workflow(breach, "Conclude")
			with self.assert_refused(OutOfOrder, frappe.ValidationError):
				self.fresh(breach).update({"outcome": "改写"}).save()
		self.assert_met("R08_breach", breach.name)
		self.assertEqual(self.figures("R08_breach", agency=self.health_office.name).met, 1)
		self.assertEqual(self.names_seen_by(self.head.user, "Privacy Breach"), [])


class TestOverviews(CareTestCase):
	def test_r22_the_matrix_shows_what_each_school_lacks(self):
		self.hand_in(self.head, "film", self.school)
		with self.at(MIDDLE), self.user(self.governance.user):
			columns, found, _message, chart = six_items_by_school.execute({"day": "2026-04-20"})
		row = next(row for row in found if row.school == self.school.name)
		self.assertEqual((str(row.film), row.done, row.missing), ("2026-04-10", 1, 5))
		self.assertEqual(len(columns), 9)
		self.assertEqual(sum(chart["data"]["datasets"][0]["values"]), 1)
		with self.user(self.other_head.user):
			found = six_items_by_school.execute({"day": "2026-04-20"})[1]
		self.assertEqual([(row.school, row.done) for row in found], [(self.other_school.name, 0)])

	def test_activities_are_counted_within_ones_limits(self):
		self.hand_in(self.cadre, "yard_meeting", area=self.village, number=31)
		for user, people in ((self.governance.user, 31), (self.cadre.user, 31), (self.other_head.user, None)):
			with self.user(user):
				found = activities_and_audiences.rows(
					frappe._dict(from_date="2026-04-01", to_date="2026-04-30"), "Village"
				)
			mine = {row.village: row.people for row in found}
			self.assertEqual(mine.get(self.village), people)

	def test_hazards_and_defences_by_school(self):
		with self.at(MIDDLE), self.user(self.governance.user):
			make_hazard(self.school.name, found_on="2026-04-01", due_on="2026-04-10")
			make_hazard(self.school.name, found_on="2026-04-15", due_on="2026-04-20", severity="Major Hazard")
			row = next(row for row in open_hazards_by_age.execute()[1] if row.school == self.school.name)
		self.assertEqual((row.days_7, row.days_15, row.overdue, row.major, row.total), (1, 1, 1, 1, 2))
		with self.at(MIDDLE), self.user(self.head.user):
			make_campus_check(
				self.school.name,
				check_kind="Yearly Inventory",
				check_date="2026-04-10",
				gaps={"one_key_alarm": "未联网"},
			).submit()
			found = three_defences_of_schools.rows()
		self.assertEqual(
			[(row.school, row.technical_gaps, row.age) for row in found], [(self.school.name, 1, 5)]
		)

	def test_calendars_show_ones_own(self):
		activity = self.hand_in(self.head, "film", self.school)
		with self.user(self.head.user):
			events = api.activity_events("2026-04-01", "2026-04-30")
			self.assertEqual([event["name"] for event in events], [activity.name])
			self.assertEqual(api.safety_task_events("2026-04-01", "2026-04-30"), [])
			own = api.my_agency()
			self.assertEqual((own["agency"], own["area"]), (self.school.name, self.school.area))
			self.assertIsNone(own["village"])  # it lies in the township, which no village is
		with self.user(self.other_head.user):
			self.assertEqual(api.activity_events("2026-04-01", "2026-04-30"), [])
		auxiliary = make.make_officer("auxiliary_police", self.village)
		for call in (api.activity_events, api.safety_task_events):
			with (
				self.user(auxiliary.user),
				self.assert_refused(frappe.PermissionError, frappe.ValidationError),
			):
				call("2026-04-01", "2026-04-30")
		with self.user("Guest"):
			self.assertEqual(api.my_agency(), {})

	def test_prints_show_what_they_are_for(self):
		activity = self.hand_in(self.head, "film", self.school, topic="防性侵专题片")
		with self.user(self.governance.user):
			hazard = make_hazard(self.school.name, title="围墙缺口")
		pledge = make_pledge(self.hospital.name, ("承诺人甲",))
		frappe.local.lang = "zh"
		for document, form, text in (
			(activity, "Activity Record Sheet", "防性侵专题片"),
			(hazard, "Hazard Notice", "围墙缺口"),
			(pledge, "Pledge Sheet", "承诺人甲"),
		):
			with self.subTest(form):
				html = frappe.get_print(document.doctype, document.name, form)
				self.assertIn(text, html)
				self.assertIn("打印", html)
				self.assertNotIn("_(", html)
