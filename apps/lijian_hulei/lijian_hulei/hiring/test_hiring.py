"""Checks of staff: before hiring, every year, after a record, under a ban (R34 to R36)."""

import frappe
from frappe.desk.query_report import run as run_report
from frappe.utils import add_days, getdate, today

from lijian_hulei.access.guards import NotYours
from lijian_hulei.api.hiring import workers_to_check
from lijian_hulei.hiring.doctype.employment_ban.employment_ban import JuvenileRecord
from lijian_hulei.hiring.doctype.hiring_check.hiring_check import NotAuthorised, WrongReply
from lijian_hulei.hiring.doctype.worker.worker import AlreadyListed, NotAllowedInPost
from lijian_hulei.hiring.services.bans import end_bans
from lijian_hulei.hiring.services.reminders import remind_units
from lijian_hulei.hiring.services.units import WrongUnit, head_users
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.patches import part_staff_checks
from lijian_hulei.privacy.services import SealedFieldError
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.duties import FIRST, MIDDLE, DutyTestCase
from lijian_hulei.testing.venue_factories import make_venue


class StaffTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		cls.school = make.make_agency("school", cls.village, is_close_contact_unit=1)
		cls.head = cls.post("school_head", cls.school)
		cls.school.db_set("head", cls.head.name)
		cls.other_school = make.make_agency("school", cls.village, is_close_contact_unit=1)
		cls.other_head = cls.post("school_head", cls.other_school)

	def worker(self, **overrides):
		return staff.make_worker(self.school.name, **overrides)

	def notices(self, user: str) -> int:
		return frappe.db.count("Notification Log", {"for_user": user})


class TestBeforeHiring(StaffTestCase):
	def test_r34_school_asks_police_answer_worker_starts_and_the_month_counts_it(self):
		with self.at(FIRST):
			with self.user(self.head.user):
				worker = frappe.get_doc(
					{
						"doctype": "Worker",
						"worker_name": "测试新教师",
						"id_number": staff.make_number(),
						"phone": "13800138000",
						"agency": self.school.name,
						"post_kind": "Teaching",
						"post": "语文教师",
						"first_day": "2026-04-10",
						"authorised_on": "2026-03-30",
					}
				).insert()
				self.assertIn("**", worker.id_number)
				check = frappe.get_doc(
					{"doctype": "Hiring Check", "worker": worker.name, "kind": "Pre-hire"}
				).insert()
			with self.user(self.police.user):
				check.reload()
				check.update({"result": "No Record", "authority": "Public Security", "answered_on": today()})
				check.save()
		with self.at("2026-04-10 08:00:00.0005"), self.user(self.head.user):
			worker.reload()
			worker.status = "In Post"
			worker.save()
		self.open()
		with self.at(MIDDLE):
			frappe.get_doc("Hiring Check", check.name).save()
		for duty in ("R34_prehire", "R34_yearly"):
			with self.subTest(duty):
				self.assert_met(duty, worker.name)
				self.assertEqual(self.obligation(duty, worker.name).responsible_officer, self.head.name)
		figures = self.figures("R34_prehire", agency=self.school.name)
		self.assertEqual((figures.required, figures.met), (1, 1))

	def test_r34_nobody_is_in_post_without_a_clear_check_by_the_first_day(self):
		worker = self.worker()
		worker.status = "In Post"
		with self.assert_refused(NotAllowedInPost):
			worker.save()
		for result, answered_on in (("Record Found", today()), ("No Record", today())):
			first_day = add_days(today(), -5)
			late = self.worker(first_day=first_day)
			staff.make_check(late.name, result, answered_on=answered_on)
			late.reload()
			late.status = "In Post"
			with self.subTest(result), self.assert_refused(NotAllowedInPost):
				late.save()
		with self.assert_refused(NotAllowedInPost):
			self.worker(status="In Post")

	def test_r34_a_periodic_check_is_none_before_hiring(self):
		worker = self.worker()
		with self.assert_refused(OutOfOrder):
			staff.make_check(worker.name, kind="Periodic")

	def test_r34_a_first_day_cannot_be_moved_past_its_check(self):
		worker = staff.make_staff(self.school.name)
		worker.first_day = add_days(worker.first_day, -30)
		with self.assert_refused(NotAllowedInPost):
			worker.save()

	def test_r34_who_works_unchecked_is_seen_and_never_becomes_regular(self):
		worker = self.worker(first_day=add_days(today(), -50), status="In Post Unchecked")
		self.assertEqual(str(worker.status), "In Post Unchecked")
		staff.make_check(worker.name, kind="Periodic")
		worker.reload()
		self.assertEqual((worker.status, str(worker.last_checked_on)), ("In Post Unchecked", today()))
		worker.status = "In Post"
		with self.assert_refused(NotAllowedInPost):
			worker.save()

	def test_r34_hired_before_the_law_one_clear_check_is_enough(self):
		worker = self.worker(first_day="2010-09-01", status="In Post Unchecked")
		staff.make_check(worker.name, kind="Periodic")
		worker.reload()
		self.assertEqual(worker.status, "In Post")

	def test_r34_no_check_without_the_persons_consent(self):
		worker = self.worker(authorised_on=None)
		with self.assert_refused(NotAuthorised):
			staff.make_check(worker.name, None)

	def test_r34_not_in_post_before_the_first_day(self):
		worker = self.worker(first_day=add_days(today(), 5))
		staff.make_check(worker.name)
		worker.reload()
		worker.status = "In Post"
		with self.assert_refused(OutOfOrder):
			worker.save()

	def unit_less(self):
		values = {
			"worker_name": "测试",
			"id_number": staff.make_number(),
			"post": "教师",
			"post_kind": "Teaching",
		}
		frappe.get_doc({"doctype": "Worker", "first_day": today(), **values}).insert()

	def test_units(self):
		office = make.make_agency("justice_office", self.township)
		for unit in ({"agency": office.name}, {"agency": None}):
			with self.subTest(unit), self.assert_refused(WrongUnit):
				staff.make_worker(**{"agency": None, **unit}) if unit["agency"] else self.unit_less()
		operator = make.make_agency("hotel", self.village)
		venue = make_venue(self.station.name, self.village, agency=operator.name)
		worker = self.worker(venue=venue.name)
		self.assertEqual((worker.agency, worker.area), (operator.name, self.village))
		venue.db_set("status", "Closed Down")
		with self.assert_refused(WrongUnit):
			self.worker(venue=venue.name)

	def test_the_same_person_twice(self):
		number = staff.make_number()
		first = self.worker(id_number=number)
		with self.assert_refused(AlreadyListed):
			self.worker(id_number=number)
		staff.make_worker(self.other_school.name, id_number=number)
		first.status = "Left"
		first.save()
		self.worker(id_number=number)

	def test_a_wrong_number_is_refused_in_words(self):
		with self.assert_refused(SealedFieldError):
			self.worker(id_number="439055198505050000")


class TestWhoSeesWhat(StaffTestCase):
	def test_a_unit_sees_its_own_staff_only(self):
		own, foreign = self.worker(), staff.make_worker(self.other_school.name)
		check = staff.make_check(foreign.name, None)
		self.assertEqual(self.names_seen_by(self.head.user, "Worker"), [own.name])
		self.assertEqual(self.names_seen_by(self.head.user, "Hiring Check"), [])
		self.assert_not_permitted(foreign, self.head.user)
		self.assert_not_permitted(check, self.head.user)
		operator = make.make_agency("hotel", self.village)
		clerk = self.post("agency_officer", operator)
		venue = make_venue(self.station.name, self.village, agency=operator.name)
		receptionist = self.worker(venue=venue.name)
		self.assertEqual(self.names_seen_by(clerk.user, "Worker"), [receptionist.name])

	def test_other_staff_of_the_school_learn_nothing_of_their_colleagues_checks(self):
		teacher = self.post("school_staff", self.school)
		personnel = self.post("school_personnel", self.school)
		worker = self.worker()
		check = staff.make_check(worker.name, "Record Found")
		batch = frappe.get_doc(
			{
				"doctype": "Hiring Check Batch",
				"agency": self.school.name,
				"kind": "Pre-hire",
				"workers": [{"worker": worker.name}],
			}
		)
		batch.flags.ignore_validate = True
		batch.insert(ignore_permissions=True)
		for doc in (frappe.get_doc("Worker", worker.name), check, batch):
			with self.subTest(doc.doctype):
				self.assertEqual(self.names_seen_by(teacher.user, doc.doctype), [])
				self.assert_not_permitted(doc, teacher.user)
				for user in (self.head.user, personnel.user):
					self.assertEqual(self.names_seen_by(user, doc.doctype), [doc.name])
		for report in ("Staff Checks Due", "Staff Check Rate by Unit"):
			with self.subTest(report), self.user(teacher.user), self.assert_refused():
				run_report(report, filters={})
		with self.user(teacher.user), self.assert_refused():
			workers_to_check("Periodic", self.school.name)
		with self.user(personnel.user):
			self.assertEqual(frappe.get_list("Hiring Check", pluck="result"), ["Record Found"])
			self.assertEqual(workers_to_check("Periodic", self.school.name), [])

	def test_without_a_head_those_in_charge_are_told_and_nobody_else(self):
		teacher = self.post("school_staff", self.school)
		personnel = self.post("school_personnel", self.school)
		self.assertEqual(head_users(self.school.name), [self.head.user])
		self.school.db_set("head", None)
		told = head_users(self.school.name)
		self.assertEqual(set(told), {self.head.user, personnel.user})
		self.assertNotIn(teacher.user, told)

	def test_posts_of_existing_sites_keep_what_they_could_but_for_other_staff(self):
		made = {"doctype": "Position", "code": "vice_head", "position_name": "副校长", "scope": "Agency"}
		frappe.get_doc({**made, "enabled": 1, "roles": [{"role": "School Officer"}]}).insert()
		deputy, teacher = self.post("vice_head", self.school), self.post("school_staff", self.school)
		self.worker()
		self.assertEqual(self.names_seen_by(deputy.user, "Worker"), [])
		part_staff_checks.execute()
		part_staff_checks.execute()
		self.assertEqual(len(self.names_seen_by(deputy.user, "Worker")), 1)
		self.assertEqual(self.names_seen_by(teacher.user, "Worker"), [])

	def test_others_see_nothing(self):
		self.worker()
		auxiliary = self.post("auxiliary_police", self.station, self.village)
		for user in (self.cadre.user, auxiliary.user, "Guest"):
			with self.subTest(user):
				self.assertEqual(self.names_seen_by(user, "Worker"), [])

	def test_nobody_reaches_a_foreign_worker_by_naming_the_own_unit(self):
		foreign = staff.make_worker(self.other_school.name)
		venue = make_venue(self.station.name, self.village)
		values = {"agency": self.school.name, "area": self.village}
		with self.user(self.head.user):
			with self.assert_refused(NotYours):
				check = {"doctype": "Hiring Check", "worker": foreign.name, "kind": "Pre-hire", **values}
				frappe.get_doc(check).insert()
			with self.assert_refused(NotYours):
				batch = {"doctype": "Hiring Check Batch", "kind": "Pre-hire", "venue": venue.name, **values}
				frappe.get_doc({**batch, "workers": [{"worker": foreign.name}]}).insert()

	def test_only_the_police_write_the_reply_and_the_leading_group_does_not_read_it(self):
		check = staff.make_check(self.worker().name, None)
		with self.user(self.head.user):
			mine = frappe.get_doc("Hiring Check", check.name)
			mine.update({"result": "No Record", "authority": "Public Security", "answered_on": today()})
			mine.save()
			self.assertFalse(frappe.db.get_value("Hiring Check", check.name, "result"))
		check.reload()
		check.update({"result": "Record Found", "authority": "Public Security", "answered_on": today()})
		check.save()
		leader = self.post("leading_group_member", self.governance_office)
		for user, shown in (
			(leader.user, None),
			(self.head.user, "Record Found"),
			(self.police.user, "Record Found"),
		):
			with self.subTest(user), self.user(user):
				seen = frappe.get_doc("Hiring Check", check.name)
				seen.apply_fieldlevel_read_permissions()
				self.assertEqual(seen.get("result"), shown)
				self.assertEqual(bool(seen.get("register_verdict")), user == self.police.user)


class TestRecordFound(StaffTestCase):
	def test_r35_work_stops_at_once_and_the_school_dismisses(self):
		with self.at("2026-04-02 09:00:00.0005"):
			worker = staff.make_staff(self.school.name, "2026-03-02")
			told = self.notices(self.head.user)
			check = staff.make_check(worker.name, None, kind="Periodic", requested_on="2026-04-01")
			with self.user(self.police.user):
				check.reload()
				check.update(
					{"result": "Record Found", "authority": "Public Security", "answered_on": today()}
				)
				check.save()
			worker.reload()
			check.reload()
			self.assertEqual((worker.status, str(check.stopped_on)), ("Work Stopped", "2026-04-02"))
			self.assertEqual(self.notices(self.head.user), told + 1)
		self.open()
		self.assert_open("R35_hit", check.name)
		with self.at("2026-04-03 09:00:00.0005"), self.user(self.head.user):
			worker = frappe.get_doc("Worker", worker.name)
			worker.status = "In Post"
			with self.assert_refused(NotAllowedInPost):
				worker.save()
			check = frappe.get_doc("Hiring Check", check.name)
			check.update({"decision": "Dismissed", "decision_document": "校发〔2026〕3号"})
			check.save()
			self.assertEqual(check.decided_by, self.head.name)
		self.assertEqual(frappe.db.get_value("Worker", worker.name, "status"), "Dismissed")
		self.assert_met("R35_hit", check.name)
		self.assertEqual(
			self.obligation("R35_hit", check.name).area, self.township, "not counted in the village"
		)
		self.assertEqual(self.figures("R35_hit", agency=self.school.name).met, 1)

	def test_r35_an_applicant_is_refused_not_dismissed(self):
		worker = self.worker()
		check = staff.make_check(worker.name, "Record Found")
		self.assertEqual(frappe.db.get_value("Worker", worker.name, "status"), "Applicant")
		check.decision = "Dismissed"
		with self.assert_refused(WrongReply):
			check.save()
		check.reload()
		check.decision = "Refused to Hire"
		check.save()
		self.assertEqual(frappe.db.get_value("Worker", worker.name, "status"), "Refused")

	def test_r35_handled_after_three_days_is_late(self):
		with self.at("2026-04-02 09:00:00.0005"):
			worker = staff.make_staff(self.school.name, "2026-03-02")
			check = staff.make_check(worker.name, "Record Found", kind="Periodic", requested_on="2026-04-01")
		self.open()
		with self.at("2026-04-08 09:00:00.0005"):
			check.reload()
			check.decision = "Dismissed"
			check.save()
		self.assertEqual(self.obligation("R35_hit", check.name).status, "Met Late")

	def test_r35_a_reply_and_a_decision_stay(self):
		check = staff.make_check(staff.make_staff(self.school.name).name, "Record Found", kind="Periodic")
		check.result = "No Record"
		with self.assert_refused(WrongReply):
			check.save()
		check.reload()
		check.decision = "Dismissed"
		check.save()
		check.decision = ""
		with self.assert_refused(WrongReply):
			check.save()

	def test_dates(self):
		worker = self.worker()
		with self.assert_refused(WrongDate):
			staff.make_check(worker.name, answered_on=add_days(today(), 1))
		with self.assert_refused(WrongDate):
			staff.make_check(worker.name, answered_on=add_days(today(), -30))
		with self.assert_refused(Incomplete):
			staff.make_check(worker.name, authority=None)


class TestBans(StaffTestCase):
	def test_r36_a_banned_applicant_is_known_to_the_police_and_never_hired(self):
		number = staff.make_number()
		staff.make_ban(self.township, id_number=number)
		told = self.notices(self.police.user)
		with self.user(self.head.user):
			worker = frappe.get_doc(
				{
					"doctype": "Worker",
					"worker_name": "测试应聘者",
					"id_number": number,
					"agency": self.school.name,
					"post_kind": "Security",
					"post": "保安",
					"first_day": today(),
					"authorised_on": today(),
				}
			).insert()
			worker.apply_fieldlevel_read_permissions()
			self.assertFalse(worker.get("ban_match"), "the school cannot find out by typing numbers")
			check = frappe.get_doc(
				{"doctype": "Hiring Check", "worker": worker.name, "kind": "Pre-hire"}
			).insert()
		self.assertEqual(self.notices(self.police.user), told + 1)
		with self.user(self.police.user):
			check.reload()
			self.assertEqual(check.register_verdict, "Match")
			check.update({"result": "No Record", "authority": "Public Security", "answered_on": today()})
			with self.assert_refused(WrongReply):
				check.save()
			check.reload()
			check.update({"result": "Record Found", "authority": "Public Security", "answered_on": today()})
			check.save()
		worker.reload()
		worker.status = "In Post"
		with self.assert_refused(NotAllowedInPost):
			worker.save()

	def test_r36_a_new_ban_finds_those_who_work_already(self):
		number = staff.make_number()
		here = staff.make_staff(self.school.name, id_number=number)
		gone = staff.make_worker(self.other_school.name, id_number=number)
		gone.status = "Left"
		gone.save()
		ban = staff.make_ban(self.township, id_number=number)
		self.assertEqual(frappe.db.get_value("Worker", here.name, "status"), "Work Stopped")
		check = frappe.get_doc("Hiring Check", {"worker": here.name, "reply_number": ban.name})
		self.assertEqual((check.result, str(check.stopped_on)), ("Record Found", today()))
		self.assertFalse(frappe.db.exists("Hiring Check", {"worker": gone.name}))

	def test_r36_terms(self):
		with self.assert_refused(Incomplete):
			staff.make_ban(self.township, ban_kind="Fixed Term")
		ban = staff.make_ban(
			self.township,
			ban_kind="Fixed Term",
			from_date=add_days(today(), -9),
			to_date=add_days(today(), 9),
		)
		with self.at(add_days(today(), 9)):
			self.assertEqual(end_bans(), [])
		with self.at(add_days(today(), 10)):
			self.assertEqual(end_bans(), [ban.name])
			self.assertEqual(end_bans(), [])
		with self.assert_refused(OutOfOrder):
			staff.make_ban(self.township, end_reason="Term Over")

	def test_r36_a_juvenile_is_not_registered_and_the_law_is_named(self):
		young = make_identity_number(staff.DIVISION, getdate(add_days(today(), -17 * 365)), 12)
		with self.assertRaises(JuvenileRecord) as refused:
			staff.make_ban(self.township, id_number=young)
		self.assertIn("286", str(refused.exception))

	def test_r36_only_police_enter_bans_and_units_see_none(self):
		staff.make_ban(self.township)
		self.assertEqual(self.names_seen_by(self.head.user, "Employment Ban"), [])
		self.assertEqual(len(self.names_seen_by(self.governance.user, "Employment Ban")), 1)
		for user in (self.head.user, self.governance.user):
			with self.subTest(user), self.user(user), self.assert_refused():
				frappe.get_doc({"doctype": "Employment Ban", "area": self.township}).insert()


class TestYearly(StaffTestCase):
	def test_r34_the_month_counts_who_holds_a_valid_check(self):
		with self.at(FIRST):
			valid = staff.make_staff(self.school.name, "2025-09-01")
			never = self.worker(first_day="2024-09-01", status="In Post Unchecked")
			expired = self.worker(first_day="2019-09-01", status="In Post Unchecked")
			staff.make_check(
				expired.name, kind="Periodic", requested_on="2025-03-01", answered_on="2025-04-20"
			)
			left = self.worker(first_day="2024-09-01", status="In Post Unchecked")
			left.status = "Left"
			left.save()
		self.open()
		figures = self.figures("R34_yearly", agency=self.school.name)
		self.assertEqual((figures.required, figures.met), (3, 1))
		self.assertEqual(self.obligation("R34_yearly", valid.name).status, "Met")
		for worker in (never, expired):
			self.assertEqual(self.obligation("R34_yearly", worker.name).status, "Overdue")
		self.assertIsNone(self.obligation("R34_yearly", left.name))

	def test_r34_units_are_reminded_thirty_days_before_and_once(self):
		with self.at("2026-04-01 09:00"):
			staff.make_staff(self.school.name, "2025-05-01")
			before = self.notices(self.head.user)
			self.assertEqual(remind_units(), 1)
			self.assertEqual(remind_units(), 0)
		self.assertEqual(self.notices(self.head.user), before + 1)
		text = frappe.get_last_doc("Notification Log", {"for_user": self.head.user}).subject
		self.assertNotIn("测试职工", text)

	def test_r34_not_reminded_earlier(self):
		with self.at("2026-03-30 09:00"):
			staff.make_staff(self.school.name, "2025-05-01")
			self.assertEqual(remind_units(), 0)

	def test_another_interval_moves_the_due_dates(self):
		worker = staff.make_staff(self.school.name)
		settings = frappe.get_single("Hulei Settings")
		settings.background_query_days = 180
		settings.save()
		due = frappe.db.get_value("Worker", worker.name, "next_check_due_on")
		self.assertEqual(due, getdate(add_days(worker.first_day, 180)))


class TestBatches(StaffTestCase):
	def batch(self, *workers, **overrides):
		values = {
			"doctype": "Hiring Check Batch",
			"agency": self.school.name,
			"kind": "Periodic",
			"requested_on": today(),
			"workers": [{"worker": worker.name} for worker in workers],
		}
		return frappe.get_doc({**values, **overrides})

	def staff(self, count: int = 2):
		return [staff.make_staff(self.school.name) for _each in range(count)]

	def test_r34_a_batch_is_sent_by_the_school_and_answered_by_the_police(self):
		first, second = self.staff()
		with self.user(self.head.user):
			batch = self.batch(first, second).insert()
			batch.submit()
		self.assertEqual(batch.status, "Sent")
		self.assertEqual(frappe.db.count("Hiring Check", {"batch": batch.name, "status": "Requested"}), 2)
		with self.user(self.police.user):
			batch = frappe.get_doc("Hiring Check Batch", batch.name)
			batch.workers[0].result = "No Record"
			with self.assert_refused(Incomplete):
				batch.save()
			batch.reload()
			batch.workers[0].result = "No Record"
			batch.update(
				{"authority": "Public Security", "answered_on": today(), "reply_number": "沅公查〔2026〕7号"}
			)
			batch.save()
			self.assertEqual(batch.status, "Partly Replied")
			batch.workers[1].result = "Record Found"
			batch.save()
		self.assertEqual(batch.status, "All Replied")
		self.assertEqual(str(frappe.db.get_value("Worker", first.name, "last_checked_on")), today())
		self.assertEqual(frappe.db.get_value("Worker", second.name, "status"), "Work Stopped")
		batch.workers[0].result = "Record Found"
		with self.assert_refused(Incomplete):
			batch.save()

	def test_r34_the_school_cannot_answer_its_own_batch(self):
		(worker,) = self.staff(1)
		with self.user(self.head.user):
			batch = self.batch(worker)
			batch.submit()
			batch.reload()
			self.assertTrue(batch.workers[0].check and batch.workers[0].post)
			batch.workers[0].result = "No Record"
			batch.save()
		self.assertFalse(frappe.db.get_value("Hiring Check Batch Row", batch.workers[0].name, "result"))

	def test_rows_are_held_to_the_unit_the_kind_and_the_consent(self):
		foreign = staff.make_staff(self.other_school.name)
		applicant = self.worker()
		(worker,) = self.staff(1)
		silent = self.worker(first_day="2024-09-01", status="In Post Unchecked", authorised_on=None)
		for rows in ((foreign,), (applicant,), (worker, worker), (silent,)):
			with self.subTest(rows[0].name), self.assert_refused(Incomplete):
				self.batch(*rows).insert()
			with self.subTest(f"{rows[0].name} sent at once"), self.assert_refused(Incomplete):
				self.batch(*rows).submit()

	def test_a_batch_is_withdrawn_until_a_reply_is_there(self):
		(worker,) = self.staff(1)
		batch = self.batch(worker).insert()
		batch.submit()
		batch.cancel()
		self.assertFalse(frappe.db.exists("Hiring Check", {"batch": batch.name}))
		answered = self.batch(worker).insert()
		answered.submit()
		answered.update({"authority": "Public Security", "answered_on": today()})
		answered.workers[0].result = "No Record"
		answered.save()
		with self.assert_refused(OutOfOrder):
			answered.cancel()
