"""Overdue duties climb the ladder, officers are told once a day, and missed months are made up."""

from datetime import datetime

import frappe

from lijian_hulei.compliance.services import catch_up, escalate, mark_overdue, open_period, send_digest
from lijian_hulei.compliance.test_compliance import APRIL, ComplianceTestCase, make_duty


class TestEscalation(ComplianceTestCase):
	def setUp(self) -> None:
		super().setUp()
		make_duty()
		with self.at(datetime(2026, 4, 1, 8)):
			open_period(APRIL)

	def level_on(self, day: int) -> int:
		with self.at(datetime(2026, 5, day, 9)):
			mark_overdue()
			escalate()
		return self.obligation().escalation_level

	def test_the_ladder_is_climbed_by_days_and_never_down(self):
		self.assertEqual([self.level_on(day) for day in (1, 2, 3, 6, 7, 1)], [1, 1, 2, 2, 3, 3])

	def test_one_digest_a_day_with_numbers_and_without_names(self):
		with self.at(datetime(2026, 5, 3, 9)):
			open_period(APRIL.next())
			mark_overdue()
			escalate()
			self.assertGreaterEqual(send_digest(), 2)
			self.assertEqual(send_digest(), 0)
		user = frappe.db.get_value("Officer", self.helper, "user")
		logs = frappe.get_all(
			"Notification Log", {"for_user": user}, ["subject", "email_content"], order_by="creation"
		)
		self.assertEqual(len(logs), 1)
		text = logs[0].subject + logs[0].email_content
		self.assertIn("1", logs[0].subject)
		self.assertIn(self.helper, text)
		self.assertNotIn(self.minor.minor_name, text)
		self.assertNotIn(self.minor.name, text)
		leader = frappe.db.get_value("Officer", self.leader, "user")
		self.assertEqual(frappe.db.count("Notification Log", {"for_user": leader}), 1)


class TestCatchUp(ComplianceTestCase):
	def setUp(self) -> None:
		super().setUp()
		make_duty()
		frappe.db.delete("Compliance Period")

	def test_every_missed_month_is_opened_settled_and_frozen(self):
		with self.at(datetime(2026, 2, 10, 9)):
			self.assertEqual(catch_up(), ["2026-02"])
			self.visit("2026-02-05")
			self.visit("2026-02-09")
		with self.at(datetime(2026, 5, 2, 9)):
			self.visit("2026-03-15")
			self.assertEqual(catch_up(), ["2026-02", "2026-03", "2026-04", "2026-05"])
			self.assertEqual(catch_up(), ["2026-05"])
		states = {
			start: self.obligation(start=start).status
			for start in ("20260201", "20260301", "20260401", "20260501")
		}
		self.assertEqual(
			states,
			{"20260201": "Met", "20260301": "Overdue", "20260401": "Overdue", "20260501": "Open"},
		)
		closed = frappe.get_all("Compliance Period", {"status": "Closed"}, pluck="name", order_by="name")
		self.assertEqual(closed, ["2026-02", "2026-03", "2026-04"])
		self.assertEqual(frappe.db.count("Compliance Report", {"area": self.village, "docstatus": 1}), 3)

	def test_a_site_asleep_since_a_closed_month_goes_on_where_it_stopped(self):
		with self.at(datetime(2026, 3, 1, 9)):
			frappe.get_doc(
				{
					"doctype": "Compliance Period",
					"name": "2026-02",
					"period_start": "2026-02-01",
					"period_end": "2026-02-28",
					"status": "Closed",
				}
			).insert()
			self.assertEqual(catch_up(), ["2026-03"])
