"""The bulletin waits for the last day on which people work."""

from datetime import date, datetime
from unittest.mock import patch

import frappe

from lijian_hulei.compliance.services import running
from lijian_hulei.compliance.services.calendar import missing_year, public_holidays, remind_of_missing_year
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestCalendar(HuleiTestCase):
	def test_the_notices_of_three_years_come_with_the_app(self):
		october = public_holidays(month_of(date(2026, 10, 1)))
		self.assertEqual(
			{day.day: works for day, works in october.items()},
			{**{day: False for day in range(1, 8)}, 10: True},
		)
		self.assertEqual(public_holidays(month_of(date(2026, 11, 1))), {})

	def drafts_at(self, moment: datetime) -> bool:
		month = month_of(moment.date())
		with (
			patch.object(running, "open_period"),
			patch.object(running, "settle"),
			patch.object(running, "mark_overdue"),
			patch.object(running, "escalate"),
			patch.object(running, "draft_bulletin") as drafted,
		):
			running.run_month(month, moment)
		return drafted.called

	def test_a_holiday_at_the_end_of_the_month_brings_the_bulletin_forward(self):
		frappe.db.set_single_value("Hulei Settings", {"month_end_day": "", "duty_close_hour": 18})
		self.assertFalse(self.drafts_at(datetime(2026, 11, 27, 19)))
		for day in ("2026-11-28", "2026-11-29", "2026-11-30"):
			frappe.get_doc({"doctype": "Public Holiday", "day": day, "occasion": "测试"}).insert()
		self.assertTrue(self.drafts_at(datetime(2026, 11, 27, 19)))

	def test_a_township_may_close_by_the_calendar(self):
		frappe.db.set_single_value("Hulei Settings", {"month_end_day": "Last Day", "duty_close_hour": 18})
		self.assertFalse(self.drafts_at(datetime(2025, 1, 27, 19)))
		self.assertTrue(self.drafts_at(datetime(2025, 1, 31, 19)))


class TestMissingYear(HuleiTestCase):
	def test_next_year_is_expected_once_its_notice_is_out(self):
		self.assertIsNone(missing_year(date(2026, 11, 14)))
		self.assertEqual(missing_year(date(2026, 11, 15)), 2027)
		self.assertEqual(missing_year(date(2028, 3, 1)), 2028)
		frappe.get_doc({"doctype": "Public Holiday", "day": "2027-01-01", "occasion": "测试"}).insert()
		self.assertIsNone(missing_year(date(2026, 12, 31)))

	def test_stewards_are_told_on_mondays_once_and_in_their_language(self):
		user = make.make_officer("system_steward").user
		monday = date(2026, 11, 16)
		self.assertEqual(remind_of_missing_year(date(2026, 11, 17)), 0)
		self.assertGreaterEqual(remind_of_missing_year(monday), 1)
		self.assertEqual(remind_of_missing_year(monday), 0)
		subjects = frappe.get_all("Notification Log", filters={"for_user": user}, pluck="subject")
		self.assertEqual(subjects, ["请录入2027年的法定节假日和调休上班日：目前一天也没有"])
