"""Schools checked, hazards closed, calendars kept, lessons held: R04-R06 and R20-R30 as those who owe them do it."""

from datetime import date

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today

from lijian_hulei.campus.doctype.campus_check.campus_check import CheckedAlready
from lijian_hulei.campus.doctype.education_activity.education_activity import HeldAlready, InvalidNumber
from lijian_hulei.campus.doctype.legal_vice_principal.legal_vice_principal import AppointedAlready
from lijian_hulei.campus.doctype.school_calendar.school_calendar import InvalidCalendar
from lijian_hulei.campus.services.agencies import WrongAgency
from lijian_hulei.campus.services.calendar import follow_calendars
from lijian_hulei.compliance.services import run_month
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.records.checks import Incomplete, OutOfOrder, SwitchedOff, WrongDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_factories import (
	make_activity,
	make_calendar,
	make_campus_check,
	make_hazard,
	make_vice_principal,
)
from lijian_hulei.testing.duties import MIDDLE, DutyTestCase


class CampusTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.school = make.make_agency("school", cls.township)
		cls.head = cls.post("school_head", cls.school)
		cls.school.db_set("head", cls.head.name)
		cls.other_school = make.make_agency("school", cls.township)
		cls.other_head = cls.post("school_head", cls.other_school)
		cls.justice_office = make.make_agency("justice_office", cls.township)
		cls.justice = cls.post("justice_officer", cls.justice_office)
		cls.committee = make.make_agency("village_committee", cls.village)

	def hand_in(self, officer, kind: str, school=None, day="2026-04-10", **values):
		"""The activity as `officer` records and submits it in the middle of April."""
		with self.at(MIDDLE), self.user(officer.user):
			activity = make_activity(kind, school and school.name, activity_date=day, **values)
			return activity.submit()

	def follow(self, duty: str, subject: str, officer, kind: str, school=None, **values):
		"""Open before, met after; counted in the half-year, quarter or month."""
		self.open()
		self.assert_open(duty, subject)
		activity = self.hand_in(officer, kind, school, **values)
		self.assert_met(duty, subject)
		return activity

	def figures_of_june(self, duty: str, **unit: str):
		"""The frozen line of a duty of the quarter or half-year: in the report of the month it falls due in."""
		june = month_of(date(2026, 6, 1))
		self.open(june)
		with self.at("2026-07-01 06:00:00.5"):
			run_month(june)
		report = frappe.db.get_value("Compliance Report", {**unit, "period_start": june.start}, "name")
		return frappe.db.get_value(
			"Compliance Report Line", {"parent": report, "duty": duty}, ["required", "met"], as_dict=True
		)


class TestChecks(CampusTestCase):
	def test_r04_the_office_checks_every_school_each_month(self):
		self.open()
		self.assert_open("R04_checks", self.school.name)
		self.assertEqual(self.obligation("R04_checks", self.school.name).agency, self.governance_office.name)
		with self.at(MIDDLE), self.user(self.governance.user):
			make_campus_check(self.school.name, check_date="2026-04-10").submit()
		self.assert_met("R04_checks", self.school.name)
		self.assert_open("R04_checks", self.other_school.name)
		self.assert_open("R04_justice", self.school.name)
		self.assertEqual(self.figures("R04_checks", agency=self.governance_office.name).met, 1)

	def test_r04_the_justice_office_checks_each_quarter(self):
		self.open()
		with self.at(MIDDLE), self.user(self.justice.user):
			check = make_campus_check(self.school.name, check_date="2026-04-10")
			check.submit()
		self.assertEqual(
			(check.checker, check.checking_agency), ("Responsible Office", self.justice_office.name)
		)
		self.assert_met("R04_justice", self.school.name)
		self.assert_met("R04_checks", self.school.name)

	def test_a_schools_own_check_is_not_the_offices(self):
		self.open()
		with self.at(MIDDLE), self.user(self.head.user):
			make_campus_check(self.school.name, check_date="2026-04-10").submit()
		self.assert_open("R04_checks", self.school.name)

	def test_r04_a_gap_becomes_a_hazard_that_is_put_right_and_rechecked(self):
		with self.at(MIDDLE), self.user(self.governance.user):
			check = make_campus_check(
				self.school.name, check_date="2026-04-10", gaps={"wall_fence": "围墙东侧有缺口"}
			)
			check.submit()
		self.assertEqual((check.gaps, check.physical_gaps, str(check.rectify_by)), (1, 1, "2026-04-25"))
		hazard = frappe.get_doc("Campus Hazard", {"campus_check": check.name})
		self.assertEqual((hazard.owner_agency, hazard.owner_officer), (self.school.name, self.head.name))
		self.open()
		self.assert_open("R04_hazards", hazard.name)
		with self.at(MIDDLE), self.user(self.head.user):
			hazard.reload()
			with self.assert_refused(Incomplete):
				apply_workflow(hazard, "Report Rectification")
			hazard = self.fresh(hazard)
			hazard.answer = "已修复围墙"
			hazard.save()
			with self.assert_refused(Incomplete):  # no picture of how it looks now
				apply_workflow(hazard, "Report Rectification")
			hazard = self.fresh(hazard)
			hazard.append("photos", {"photo": make.make_photo(), "taken": "After"})
			hazard.save()
			apply_workflow(hazard, "Report Rectification")
			with self.assert_refused(frappe.ValidationError):  # the school does not recheck itself
				apply_workflow(hazard, "Pass Recheck")
		with self.at(MIDDLE.replace(day=16)), self.user(self.governance.user):
			hazard = self.fresh(hazard)
			apply_workflow(hazard, "Pass Recheck")
			with self.assert_refused(frappe.ValidationError):  # a second click
				apply_workflow(hazard, "Pass Recheck")
		self.assertEqual((self.fresh(hazard).status, hazard.is_late), ("Rectified", 0))
		self.assert_met("R04_hazards", hazard.name)
		self.assertEqual(self.figures("R04_hazards", agency=self.governance_office.name).met, 1)

	def test_a_hazard_sent_back_needs_a_reason_and_a_deadline_to_come(self):
		with self.user(self.governance.user):
			hazard = make_hazard(
				self.school.name, found_on=add_days(today(), -9), due_on=add_days(today(), -2)
			)
		with self.user(self.head.user):
			mine = self.fresh(hazard)
			mine.due_on = add_days(today(), 30)
			with self.assert_refused(OutOfOrder):  # its own deadline
				mine.save()
			mine = self.fresh(hazard)
			mine.answer = "已处理"
			mine.append("photos", {"photo": make.make_photo(), "taken": "After"})
			apply_workflow(mine.save(), "Report Rectification")
			self.assertEqual(mine.is_late, 1)
			mine.answer = "改写"
			with self.assert_refused(OutOfOrder):
				mine.save()
		with self.user(self.governance.user):
			hazard = self.fresh(hazard)
			with self.assert_refused(Incomplete):
				apply_workflow(hazard, "Send Back")
			hazard = self.fresh(hazard).update({"recheck_note": "仍有缺口"}).save()
			with self.assert_refused(OutOfOrder):
				apply_workflow(hazard, "Send Back")
			hazard = self.fresh(hazard).update({"due_on": add_days(today(), 5)}).save()
			apply_workflow(hazard, "Send Back")
		self.assertEqual((hazard.status, hazard.sent_back_times), ("To Be Rectified", 1))

	def test_a_known_hazard_is_not_opened_twice_and_goes_with_a_cancelled_check(self):
		with self.user(self.governance.user):
			first = make_campus_check(self.school.name, gaps={"wall_fence": "缺口"})
			first.submit()
			make_campus_check(
				self.school.name, check_kind="Recheck After Guidance", gaps={"wall_fence": "仍有缺口"}
			).submit()
			self.assertEqual(frappe.db.count("Campus Hazard", {"school": self.school.name}), 1)
			first.reload()
			first.cancel()
		self.assertEqual(frappe.db.count("Campus Hazard", {"school": self.school.name}), 0)

	def test_r05_the_school_hands_in_its_yearly_inventory(self):
		self.open()
		self.assertIsNone(self.obligation("R05_inventory", self.justice_office.name))
		self.assert_open("R05_inventory", self.school.name)
		with self.at(MIDDLE), self.user(self.head.user):
			check = make_campus_check(
				self.school.name,
				check_date="2026-04-10",
				check_kind="Yearly Inventory",
				gaps={"cameras": "仅有0个"},
			)
			self.assertEqual((check.checker, check.technical_gaps), ("School Itself", 1))
			check.submit()
		self.assert_met("R05_inventory", self.school.name)
		self.assertEqual(
			self.obligation("R05_inventory", self.school.name).responsible_officer, self.head.name
		)

	def test_a_change_says_what_has_changed(self):
		with self.user(self.head.user), self.assert_refused(Incomplete):
			make_campus_check(self.school.name, check_kind="After a Change").submit()

	def test_what_is_missing_is_said_row_by_row(self):
		with self.user(self.head.user):
			check = make_campus_check(self.school.name)
			check.items[1].answer = ""
			check.items[2].update({"answer": "Absent", "remark": ""})
			with self.assertRaises(Incomplete) as raised:
				check.submit()
		self.assertEqual(str(raised.exception).count("<br>"), 1)

	def test_dates_agencies_and_repeated_taps(self):
		with self.user(self.head.user):
			with self.assert_refused(WrongDate):
				make_campus_check(self.school.name, check_date=add_days(today(), 2))
			with self.assert_refused(WrongAgency):
				make_campus_check(self.school.name, agency=self.governance_office.name)
			make_campus_check(self.school.name).submit()
			again = make_campus_check(self.school.name)
			with self.assert_refused(CheckedAlready):
				again.submit()
		with self.user(self.governance.user), self.assert_refused(WrongAgency):
			make_campus_check(self.committee.name)

	def test_a_school_sees_its_own_checks_and_hazards_only(self):
		with self.user(self.governance.user):
			check = make_campus_check(self.school.name, gaps={"wall_fence": "缺口"})
			check.submit()
		hazard = frappe.get_doc("Campus Hazard", {"campus_check": check.name})
		self.assert_permitted(check, self.head.user)
		self.assert_permitted(hazard, self.head.user, "write")
		for doc in (check, hazard):
			self.assert_not_permitted(doc, self.other_head.user)
		self.assertEqual(self.names_seen_by(self.other_head.user, "Campus Hazard"), [])
		self.assert_not_permitted(check, self.cadre.user, "create")
		stranger = self.post("police_officer", make.make_agency("police_station", self.township))
		self.assertEqual(self.names_seen_by(stranger.user, "Campus Check"), [])


class TestCalendar(CampusTestCase):
	SPANS = (("School Term", "2026-02-24", "2026-04-19"), ("Holiday", "2026-04-20", "2026-05-20"))

	def calendar(self, *spans, **values):
		with self.user(self.governance.user):
			return make_calendar(self.township, *(spans or self.SPANS), **values)

	def task(self, agency, reminder: str, month: str = "2026-04"):
		return frappe.db.get_value(
			"Safety Education Task",
			{
				"agency": agency.name,
				"reminder": reminder,
				"closes_on": ("between", [f"{month}-01", f"{month}-30"]),
			},
		)

	def test_r06_the_school_reminds_daily_in_term(self):
		self.calendar()
		task = self.task(self.school, "Daily Dismissal")
		self.open()
		self.assert_open("R06_daily", task)
		self.hand_in(self.head, "dismissal_reminder", self.school, days_held=12)
		self.assert_met("R06_daily", task)
		self.assertEqual(self.figures("R06_daily", agency=self.school.name).met, 1)
		self.assertEqual(str(frappe.db.get_value("Safety Education Task", task, "done_on")), "2026-04-10")

	def test_r06_school_and_village_teach_before_and_within_the_holiday(self):
		self.calendar()
		self.open()
		before, within = self.task(self.school, "Before Holiday"), self.task(self.school, "Within Holiday")
		at_village = self.task(frappe._dict(name=self.cadre.agency), "Before Holiday")
		for duty, task in (("R06_holiday", before), ("R06_holiday", within), ("R06_village", at_village)):
			self.assert_open(duty, task)
		self.hand_in(self.head, "before_holiday", self.school)
		self.assert_met("R06_holiday", before)
		self.assert_open("R06_holiday", within)
		self.hand_in(self.cadre, "village_before_holiday", area=self.village, audience="Key Minors", number=9)
		self.assert_met("R06_village", at_village)
		self.assertEqual(self.figures("R06_village", area=self.village).met, 1)

	def test_a_holiday_month_owes_no_daily_reminder(self):
		self.calendar()
		self.assertIsNone(self.task(self.school, "Daily Dismissal", "2026-05"))
		self.assertIsNone(self.task(self.committee, "Daily Dismissal"))

	def test_cancelling_the_record_opens_the_task_again(self):
		self.calendar()
		activity = self.hand_in(self.head, "before_holiday", self.school)
		activity.cancel()
		task = frappe.get_doc("Safety Education Task", activity.safety_task)
		self.assertEqual((task.activity, task.done_on), (None, None))

	def test_a_second_run_adds_newcomers_and_nothing_twice(self):
		with self.at("2026-04-02 08:00:00.5"):
			calendar = self.calendar()
			made = frappe.db.count("Safety Education Task", {"school_calendar": calendar.name})
			follow_calendars()
			self.assertEqual(
				frappe.db.count("Safety Education Task", {"school_calendar": calendar.name}), made
			)
			newcomer = make.make_agency("school", self.township)
			follow_calendars()
		self.assertTrue(self.task(newcomer, "Daily Dismissal"))

	def test_a_schools_own_calendar_goes_before_the_towns(self):
		with self.user(self.governance.user):
			make_calendar(self.township, ("School Term", "2026-03-01", "2026-03-31"), school=self.school.name)
		self.calendar()
		self.assertIsNone(self.task(self.school, "Daily Dismissal"))
		self.assertTrue(self.task(self.other_school, "Daily Dismissal"))

	def test_a_cancelled_calendar_takes_along_what_is_still_to_come(self):
		with self.at(MIDDLE):
			calendar = self.calendar()
			with self.user(self.governance.user):
				calendar.cancel()
		self.assertTrue(self.task(self.school, "Daily Dismissal"))
		self.assertIsNone(self.task(self.school, "Within Holiday", "2026-05"))

	def test_calendars_that_cannot_be(self):
		for spans in (
			(("School Term", "2026-03-02", "2026-03-01"),),
			(("Holiday", "2026-03-01", "2026-03-20"),),
			(("School Term", "2026-03-01", "2026-04-20"), ("Holiday", "2026-04-20", "2026-05-20")),
		):
			with self.subTest(spans), self.assert_refused(InvalidCalendar):
				self.calendar(*spans)
		with self.user(self.head.user), self.assert_refused():
			make_calendar(self.township, *self.SPANS)


class TestLessons(CampusTestCase):
	def test_r22_the_six_items_are_six_duties_of_every_school(self):
		kinds = frappe.get_all("Activity Kind", {"in_six_items": 1}, pluck="name")
		self.assertEqual(len(kinds), 6)
		training = make.make_agency("training_institution", self.township)
		self.open()
		for kind in kinds:
			self.assert_open(f"R22_{kind}", self.school.name)
			self.assert_open(f"R22_{kind}", training.name)
			self.hand_in(self.head, kind, self.school)
			self.assert_met(f"R22_{kind}", self.school.name)
			self.assert_open(f"R22_{kind}", self.other_school.name)

	def test_r22_counts_in_the_figures_of_june(self):
		self.follow("R22_film", self.school.name, self.head, "film", self.school)
		self.assertEqual(str(self.obligation("R22_film", self.school.name).due_at)[:10], "2026-06-30")
		self.assertEqual(self.figures_of_june("R22_film", agency=self.school.name).met, 1)

	def test_r23_an_expert_gives_a_lecture(self):
		expert = frappe.get_doc(
			{
				"doctype": "Expert",
				"expert_name": "测试专家",
				"profession": "Psychologist",
				"organisation": "测试医院",
				"area": self.township,
				"phone": "13800138000",
			}
		).insert()
		self.assertEqual(expert.phone, "138******00")
		self.assertEqual(self.names_seen_by(self.head.user, "Expert", name=expert.name), [expert.name])
		activity = self.follow(
			*("R23_expert", self.school.name, self.head, "expert_lecture", self.school),
			experts=[{"expert": expert.name}],
		)
		self.assertEqual(activity.has_expert, 1)
		self.hand_in(self.other_head, "expert_lecture", self.other_school)
		self.assert_open("R23_expert", self.other_school.name)

	def test_r24_pupils_take_part(self):
		forms = [{"lesson_form": "exam"}, {"lesson_form": "drawing"}]
		activity = self.follow(
			*("R24_forms", self.school.name, self.head, "prevention_lesson", self.school),
			forms=forms,
			average_score=88,
			works=21,
		)
		self.assertEqual(activity.is_interactive, 1)
		self.hand_in(
			self.other_head, "prevention_lesson", self.other_school, forms=[{"lesson_form": "lecture"}]
		)
		self.assert_open("R24_forms", self.other_school.name)

	def test_r25_a_drill_needs_its_scenario(self):
		with self.assert_refused(Incomplete):
			self.hand_in(self.head, "drill", self.school)
		self.follow(
			*("R25_drill", self.school.name, self.head, "drill", self.school),
			scenario="放学路上遇陌生人搭讪，学生求助并报警",
		)
		self.assertEqual(self.figures_of_june("R25_drill", agency=self.school.name).met, 1)

	def test_r26_the_vice_principal_is_appointed_and_teaches(self):
		self.open()
		self.assert_open("R26_appointed", self.school.name)
		self.assert_open("R26_lecture", self.school.name)
		with self.at(MIDDLE), self.user(self.justice.user):
			post = frappe.get_doc(
				{
					"doctype": "Legal Vice Principal",
					"person_name": "测试副校长",
					"school": self.school.name,
					"unit": self.justice_office.name,
					"from_date": "2025-09-01",
				}
			).insert()
		self.assert_met("R26_appointed", self.school.name)
		self.hand_in(self.head, "vice_principal_lesson", self.school, vice_principal=post.name)
		self.assert_met("R26_lecture", self.school.name)
		self.assertEqual(self.figures_of_june("R26_lecture", agency=self.school.name).met, 1)

	def test_r26_an_appointment_that_ended_does_not_count(self):
		with self.assert_refused(Incomplete):  # why did it end?
			make_vice_principal(self.school.name, self.justice_office.name, to_date="2026-03-31")
		post = make_vice_principal(
			self.school.name, self.justice_office.name, to_date="2026-03-31", end_reason="工作调动"
		)
		self.open()
		self.assert_open("R26_appointed", self.school.name)
		with self.assert_refused(Incomplete):
			self.hand_in(self.head, "vice_principal_lesson", self.school, vice_principal=post.name)
		with self.assert_refused(AppointedAlready):
			make_vice_principal(
				self.school.name,
				self.justice_office.name,
				person_name=post.person_name,
				from_date="2026-03-01",
			)

	def test_r27_the_offices_go_into_the_schools(self):
		self.open()
		self.assert_open("R27_offices", self.justice_office.name)
		self.assert_open("R27_schools", self.school.name)
		self.hand_in(self.justice, "law_talk", self.school, audience="Teachers")
		self.assert_met("R27_offices", self.justice_office.name)
		self.assert_met("R27_schools", self.school.name)
		self.assertEqual(self.figures_of_june("R27_offices", agency=self.justice_office.name).met, 1)

	def test_r27_a_school_does_not_write_for_the_justice_office(self):
		with self.assert_refused(WrongAgency):
			self.hand_in(self.head, "law_talk", self.school, organiser=self.justice_office.name)


class TestInTheVillages(CampusTestCase):
	def test_r20_a_village_meeting_counts_persons_of_concern_by_number(self):
		make.make_responsibility(self.cadre.name, "Direct", self.village, from_date="2026-01-01")
		audiences = [
			{"audience": "Villagers", "number": 30},
			{"audience": "Persons of Concern", "number": 2},
		]
		activity = self.follow(
			*("R20_meetings", self.village, self.cadre, "yard_meeting"),
			area=self.village,
			audiences=audiences,
			tells_cases=1,
		)
		self.assertEqual((activity.people, activity.persons_of_concern), (32, 2))
		self.assertEqual(activity.organiser, self.cadre.agency)
		found = self.obligation("R20_meetings", self.village)
		self.assertEqual(found.responsible_officer, self.cadre.name)
		self.assertEqual(self.figures_of_june("R20_meetings", area=self.village).met, 1)

	def test_r29_the_justice_office_brings_the_law_home(self):
		activity = self.follow(
			*("R29_law", self.justice_office.name, self.justice, "law_to_home"),
			area=self.village,
			audience="Elderly Living Alone",
			number=6,
			homes_visited=6,
		)
		self.assertEqual(activity.village, self.village)
		self.assertEqual(self.figures("R29_law", agency=self.justice_office.name).met, 1)
		self.assertIn(activity.name, self.names_seen_by(self.cadre.user, "Education Activity"))

	def test_r09_families_are_taught(self):
		federation = make.make_agency("womens_federation", self.township)
		officer = self.post("family_officer", federation)
		self.follow(
			*("R09_sessions", federation.name, officer, "family_education"),
			area=self.village,
			audience="Parents",
		)
		self.assertEqual(self.figures_of_june("R09_sessions", agency=federation.name).met, 1)

	def test_r30_every_member_unit_trains_its_staff(self):
		self.follow(
			*("R30_training", self.justice_office.name, self.justice, "report_training"),
			audience="Unit Staff",
			number=4,
			pass_rate=100,
		)
		self.open()
		self.assert_open("R30_training", self.school.name)
		self.assert_open("R30_training", self.committee.name)
		self.assertIsNone(
			self.obligation("R30_training", make.make_agency("entertainment_venue", self.village).name)
		)

	def test_what_a_record_needs(self):
		for wrong in (
			{"audiences": []},
			{"photos": []},
			{"number": 2},
			{"area": self.township},
		):
			with self.subTest(wrong), self.assert_refused(Incomplete, frappe.PermissionError):
				self.hand_in(self.cadre, "yard_meeting", **{"area": self.village, **wrong})
		for wrong in ({"number": 0}, {"pass_rate": 101}, {"works": -1}):
			with self.subTest(wrong), self.assert_refused(InvalidNumber):
				self.hand_in(self.cadre, "yard_meeting", **{"area": self.village, **wrong})

	def test_a_sign_in_sheet_does_instead_of_photos(self):
		with self.user(self.cadre.user):
			sheet = make.make_photo()
		self.hand_in(self.cadre, "yard_meeting", area=self.village, photos=[], attendance_sheet=sheet)

	def test_a_kind_switched_off_a_second_tap_and_another_village(self):
		self.hand_in(self.cadre, "yard_meeting", area=self.village, topic="讲法")
		with self.assert_refused(HeldAlready):
			self.hand_in(self.cadre, "yard_meeting", area=self.village, topic="讲法")
		with self.assert_refused():
			self.hand_in(self.cadre, "yard_meeting", area=make.make_area().name)
		frappe.db.set_value("Activity Kind", "yard_meeting", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			self.hand_in(self.cadre, "yard_meeting", area=self.village)
