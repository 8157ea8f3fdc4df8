"""Before the first day of work (R34, A14): ask, wait for the reply, and who sees which part of it."""

import frappe
from frappe.desk.query_report import run as run_report
from frappe.utils import add_days, today

from lijian_hulei.access.guards import NotYours
from lijian_hulei.api.hiring import workers_to_check
from lijian_hulei.hiring.doctype.hiring_check.hiring_check import NotAuthorised
from lijian_hulei.hiring.doctype.worker.worker import AlreadyListed, NotAllowedInPost
from lijian_hulei.hiring.services.units import WrongUnit, head_users
from lijian_hulei.patches import part_staff_checks
from lijian_hulei.privacy.services import SealedFieldError
from lijian_hulei.records.checks import OutOfOrder
from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.duties import FIRST, MIDDLE
from lijian_hulei.testing.staff_case import StaffTestCase
from lijian_hulei.testing.venue_factories import make_venue


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
