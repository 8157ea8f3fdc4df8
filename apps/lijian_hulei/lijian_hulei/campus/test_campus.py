"""Schools checked, hazards closed, calendars kept (R04, R05, R06) as those who owe it do it."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today

from lijian_hulei.campus.doctype.campus_check.campus_check import CheckedAlready, WrongGuidance
from lijian_hulei.campus.doctype.school_calendar.school_calendar import InvalidCalendar
from lijian_hulei.campus.services.agencies import WrongAgency
from lijian_hulei.campus.services.calendar import follow_calendars
from lijian_hulei.patches import link_guidance_notes
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import make_calendar, make_campus_check, make_hazard
from lijian_hulei.testing.duties import MIDDLE
from lijian_hulei.testing.sharing_factories import guidance_values


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


class TestGuidanceFollowed(CampusTestCase):
	"""A recheck after guidance (R28) names the guidance, and old numbers written by hand become links."""

	def note(self, school=None, **overrides):
		values = guidance_values((school or self.school).name, kind="Campus Protection", **overrides)
		note = frappe.get_doc(values).insert()
		note.db_set({"status": "Issued", "issued_on": "2026-04-02"})
		return note

	def recheck(self, note: str | None, **overrides):
		with self.at(MIDDLE), self.user(self.governance.user):
			return make_campus_check(
				self.school.name,
				**{"check_kind": "Recheck After Guidance", "check_date": "2026-04-10", **overrides},
				guidance_note=note,
			)

	def test_r28_a_recheck_names_the_guidance_the_school_was_given(self):
		note = self.note()
		self.assertEqual(self.recheck(note.name).guidance_note, note.name)
		self.assertIsNone(self.recheck(note.name, check_kind="Hazard Check").guidance_note)
		foreign = self.note(self.other_school)
		with self.assert_refused(WrongGuidance):
			self.recheck(foreign.name)
		with self.assert_refused(WrongGuidance):
			self.recheck(note.name, check_date="2026-04-01")
		with self.assert_refused(frappe.LinkValidationError):
			self.recheck("GDN-0000")

	def test_old_numbers_become_links_or_part_of_the_summary(self):
		note = self.note()
		known, told, bare = (self.recheck(None) for _number in range(3))
		known.db_set("guidance_note", f" {note.name} ")
		told.db_set({"guidance_note": "口头指导3号", "summary": "已补齐"})
		bare.db_set({"guidance_note": "口头指导4号", "summary": None})
		for _time in range(2):
			link_guidance_notes.execute()
		known, told, bare = (self.fresh(check) for check in (known, told, bare))
		self.assertEqual((known.guidance_note, known.summary), (note.name, None))
		self.assertEqual((told.guidance_note, told.summary), (None, "已补齐\n对应指导单编号：口头指导3号"))
		self.assertEqual((bare.guidance_note, bare.summary), (None, "对应指导单编号：口头指导4号"))
