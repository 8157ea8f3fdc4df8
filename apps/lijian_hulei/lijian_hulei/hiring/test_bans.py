"""What a record or a ban does to people at work and to those who apply (R35, R36)."""

import frappe
from frappe.utils import add_days, getdate, today

from lijian_hulei.hiring.doctype.employment_ban.employment_ban import JuvenileRecord
from lijian_hulei.hiring.doctype.hiring_check.hiring_check import WrongReply
from lijian_hulei.hiring.doctype.worker.worker import NotAllowedInPost
from lijian_hulei.hiring.services.bans import end_bans
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.staff_case import StaffTestCase


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
