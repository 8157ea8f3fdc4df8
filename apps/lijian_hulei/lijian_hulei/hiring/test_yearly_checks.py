"""Checks of everybody at work once a year (R34), one by one and by batches."""

import frappe
from frappe.utils import add_days, getdate, today

from lijian_hulei.hiring.services.reminders import remind_units
from lijian_hulei.records.checks import Incomplete, OutOfOrder
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.duties import FIRST
from lijian_hulei.testing.staff_case import StaffTestCase


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
