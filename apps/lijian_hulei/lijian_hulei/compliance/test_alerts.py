"""Nobody drowns: one digest a day, one message an hour for what is urgent, and what was sent back in today's work."""

from datetime import datetime

import frappe
from frappe.model.workflow import apply_workflow

from lijian_hulei.api.today_work import today_work
from lijian_hulei.compliance.services import mark_overdue, open_period, send_digest, send_urgent
from lijian_hulei.compliance.test_accountability import AccountabilityTestCase
from lijian_hulei.compliance.test_compliance import APRIL, make_duty
from lijian_hulei.testing import accountability_factories as records
from lijian_hulei.testing import factories as make


class TestUrgent(AccountabilityTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Obligation")
		frappe.db.delete("Obligation Step")
		make_duty("T_urgent", is_urgent=1, required_count=1, count_by_grade=0)

	def messages(self, officer: str) -> list[str]:
		user = frappe.db.get_value("Officer", officer, "user")
		return frappe.get_all("Notification Log", {"for_user": user}, pluck="subject", order_by="creation")

	def test_ten_urgent_duties_make_one_message_and_none_an_hour_later(self):
		with self.at(datetime(2026, 4, 10, 9)):
			for _number in range(9):
				child = make.make_minor(self.village, ["smoking"])
				make.make_pairing(child.name, self.helper, from_date="2026-04-01")
			self.assertGreaterEqual(send_urgent(), 1)
		with self.at(datetime(2026, 4, 10, 10)):
			self.assertEqual(send_urgent(), 0)
		subjects = self.messages(self.helper)
		self.assertEqual(len(subjects), 1)
		self.assertIn("10", subjects[0])

	def test_an_urgent_duty_is_told_once_more_when_it_is_overdue(self):
		with self.at(datetime(2026, 4, 30, 9)):
			send_urgent()
		with self.at(datetime(2026, 5, 1, 0, 30)):
			mark_overdue()
			send_urgent()
			send_urgent()
		self.assertLessEqual(len(self.messages(self.helper)), 3)
		self.assertEqual(frappe.db.count("Obligation Step", {"kind": "Told Overdue"}), 1)

	def test_what_is_not_urgent_waits_for_the_morning(self):
		frappe.db.set_value("Duty", "T_urgent", "is_urgent", 0)
		with self.at(datetime(2026, 4, 10, 9)):
			open_period(APRIL)
			self.assertEqual(send_urgent(), 0)


class TestReturned(AccountabilityTestCase):
	def test_r57_what_was_sent_back_is_in_todays_work_and_in_the_digest(self):
		with self.at(datetime(2026, 4, 10, 9)):
			open_period(APRIL)
			with self.user(self.chair.user):
				sheet = records.make_supervision(
					self.village, self.group.name, self.chair.name, "2026-04-10", problem="两户未走访"
				)
				sheet = apply_workflow(sheet, "Issue")
			self.act(self.cadre_user, sheet, "Give Feedback", feedback="已补访")
			self.act(self.chair, sheet, "Return", closing_note="请附走访记录")
			with self.user(self.cadre_user):
				work = today_work()
			self.assertEqual(work["counts"]["returned"], 1)
			self.assertIn(("Supervision Visit", sheet.name), [tuple(row["open"]) for row in work["rows"]])
			with self.user(make.make_officer("village_secretary").user):
				self.assertEqual(today_work()["counts"]["returned"], 0)
			self.assertGreaterEqual(send_digest(), 1)
			self.assertEqual(send_digest(), 0)
