"""Opening, settling, escalating: what the duties make of the records."""

import json
from datetime import date, datetime, timedelta

import frappe
from frappe.utils import get_datetime
from freezegun import freeze_time

from lijian_hulei.compliance.rules.schedule import Timing, event_due_at
from lijian_hulei.compliance.rules.vocabulary import WITHIN_DAYS, WITHIN_HOURS
from lijian_hulei.compliance.services import (
	escalate,
	mark_overdue,
	open_period,
	settle,
)
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

NOW = datetime(2026, 4, 10, 9, 0)
APRIL = month_of(date(2026, 4, 1))
MARCH = APRIL.previous()


def make_duty(code: str = "T_visits", **overrides):
	"""Visits of graded children, in person, twice for red: like R13 but without its posts and gaps."""
	values = {
		"doctype": "Duty",
		"code": code,
		"title": "测试职责",
		"weight": 1,
		"responsible": "Helper",
		"subject_doctype": "Minor",
		"subject_filters": json.dumps(
			[["status", "=", "Active"], ["grade", "in", ["Red", "Yellow", "Blue"]]]
		),
		"subject_area_field": "area",
		"subject_date_field": "graded_at",
		"frequency": "Per Month",
		"count_by_grade": 1,
		"evidence_doctype": "Visit",
		"evidence_link_field": "minor",
		"evidence_date_field": "visit_date",
		"evidence_filters": json.dumps([["docstatus", "=", 1], ["mode", "=", "In Person"]]),
		"short_stay_days": 10,
		"remind_days_before": 5,
		"escalate_second_days": 1,
		"escalate_first_days": 3,
		"escalate_office_days": 7,
	}
	return frappe.get_doc({**values, **overrides}).insert()


class ComplianceTestCase(HuleiTestCase):
	"""A village with a red child, its helper and the responsible officers; only the test's duties are on."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.db.set_value("Duty", {"enabled": 1}, "enabled", 0)
		with freeze_time(datetime(2026, 2, 1)):
			cls.village = make.make_area().name
			cls.leader = make.make_officer("liaison_leader", cls.village).name
			cls.secretary = make.make_officer("village_secretary", cls.village).name
			cls.helper = make.make_officer("village_cadre", cls.village).name
			make.make_responsibility(cls.leader, "First", cls.village, from_date="2025-01-01")
			make.make_responsibility(cls.secretary, "Direct", cls.village, from_date="2025-01-01")
			cls.minor = make.make_minor(cls.village, ["smoking"])
			cls.pairing = make.make_pairing(cls.minor.name, cls.helper, from_date="2026-02-01")

	def at(self, moment):
		"""Never on the full second: Frappe writes that differently before and after it is stored."""
		return super().at(get_datetime(moment).replace(microsecond=1))

	def visit(self, day: str | date, minor: str | None = None, **overrides):
		return make.make_visit(minor or self.minor.name, self.helper, visit_date=str(day), **overrides)

	def change(self, moment: datetime, minor, **values) -> None:
		with self.at(moment):
			fresh = self.fresh(minor)
			fresh.update(values)
			fresh.save()

	def follow_up(self, due_on: str):
		return frappe.get_doc(
			{
				"doctype": "Follow Up",
				"minor": self.minor.name,
				"need_type": make.first_of("Need Type"),
				"description": "需要课后辅导",
				"officer": self.helper,
				"due_on": due_on,
			}
		).insert()

	def obligation(self, duty: str = "T_visits", subject: str | None = None, start: str = "20260401"):
		return frappe.get_doc("Obligation", f"{duty}-{subject or self.minor.name}-{start}")

	def everything(self) -> list:
		return frappe.get_all("Obligation", fields=["*"], order_by="name", limit_page_length=0)


class TestOpening(ComplianceTestCase):
	def setUp(self) -> None:
		super().setUp()
		make_duty()

	def test_r13_each_graded_child_owes_its_visits_and_others_none(self):
		with self.at(NOW):
			yellow = make.make_minor(self.village, ["left_behind", "single_parent"])
			blue = make.make_minor(self.village, ["left_behind"])
			plain = make.make_minor(self.village)
			open_period(APRIL)
		red = self.obligation()
		self.assertEqual((red.required, red.responsible_officer, red.area), (2, self.helper, self.village))
		self.assertEqual(get_datetime(red.due_at), datetime(2026, 4, 30, 23, 59, 59))
		self.assertEqual(self.obligation(subject=yellow.name).required, 1)
		self.assertEqual(self.obligation(subject=blue.name).required, 1)
		self.assertFalse(frappe.db.exists("Obligation", {"subject_name": plain.name}))

	def test_running_twice_changes_nothing(self):
		with self.at(NOW):
			open_period(APRIL)
			self.visit("2026-04-03")
			settle(APRIL)
		before = self.everything()
		with self.at(NOW + timedelta(hours=3)):
			open_period(APRIL)
			self.assertEqual(settle(APRIL), 0)
			mark_overdue()
			escalate()
		self.assertEqual(self.everything(), before)

	def test_r39_without_a_helper_the_direct_and_then_the_first_responsible_stands_in(self):
		frappe.db.set_value(
			"Support Pairing", self.pairing.name, {"to_date": "2026-03-31", "status": "Ended"}
		)
		with self.at(NOW):
			open_period(APRIL)
			self.assertEqual(self.obligation().responsible_officer, self.secretary)
			frappe.db.set_value("Officer", self.secretary, "status", "Left")
			open_period(APRIL)
		self.assertEqual(self.obligation().responsible_officer, self.leader)

	def test_for_an_agency_without_a_head_its_officer_longest_in_post_answers(self):
		"""Not the village secretary: he can neither do an office's work nor see it."""
		office = make.make_agency("civil_affairs", self.village).name
		newer = make.make_officer("civil_affairs_officer", agency=office, started_on="2025-06-01").name
		longest = make.make_officer("civil_affairs_officer", agency=office, started_on="2024-06-01").name
		make.make_officer("system_steward", agency=office, started_on="2020-01-01")
		make.make_officer("auxiliary_police", make.make_area().name, office, started_on="2020-01-01")
		make_duty("T_office", responsible="Agency Of Type", agency_type="civil_affairs")
		steps = (
			(lambda: None, longest),
			(lambda: frappe.db.set_value("Officer", longest, "status", "Left"), newer),
			(lambda: frappe.db.set_value("Agency", office, "head", self.helper), self.helper),
		)
		for happens, answers in steps:
			happens()
			with self.at(NOW):
				open_period(APRIL)
			self.assertEqual(self.obligation("T_office").responsible_officer, answers)

	def test_an_appointment_on_the_village_covers_its_grids(self):
		with self.at(NOW):
			grid = make.make_area("Grid", self.village).name
			child = make.make_minor(grid, ["left_behind"])
			open_period(APRIL)
		self.assertEqual(self.obligation(subject=child.name).responsible_officer, self.secretary)

	def test_a_new_helper_takes_over_what_is_open_but_not_what_is_overdue(self):
		with self.at(NOW):
			open_period(MARCH)
			open_period(APRIL)
			mark_overdue()
			other = make.make_officer("village_cadre", self.village).name
			self.pairing.reload()
			self.pairing.update({"to_date": "2026-04-09", "end_reason": "调离"})
			self.pairing.save()
			make.make_pairing(self.minor.name, other, from_date="2026-04-10")
			open_period(MARCH)
			open_period(APRIL)
		self.assertEqual(self.obligation().responsible_officer, other)
		late = self.obligation(start="20260301")
		self.assertEqual((late.status, late.responsible_officer), ("Overdue", self.helper))

	def test_a_grade_raised_in_the_month_raises_what_is_owed(self):
		with self.at(datetime(2026, 3, 20, 9)):
			child = make.make_minor(self.village, ["left_behind"])
		with self.at(datetime(2026, 4, 2, 9)):
			open_period(APRIL)
			self.assertEqual(self.obligation(subject=child.name).required, 1)
		with self.at(datetime(2026, 4, 12, 9)):
			child.reload()
			child.append("risk_factors", {"factor": "smoking", "since": "2026-04-11"})
			child.save()
			open_period(APRIL)
		self.assertEqual(self.obligation(subject=child.name).required, 2)

	def test_a_child_who_turns_red_late_in_the_month_owes_one(self):
		with self.at(datetime(2026, 4, 22, 9)):
			child = make.make_minor(self.village, ["smoking"])
			open_period(APRIL)
		self.assertEqual(self.obligation(subject=child.name).required, 1)

	def test_who_leaves_owes_nothing_more_and_who_comes_back_does(self):
		with self.at(NOW):
			open_period(APRIL)
			frappe.db.set_value("Minor", self.minor.name, "status", "Moved Out")
			open_period(APRIL)
			self.assertEqual(self.obligation().status, "Cancelled")
			settle(APRIL)
			self.assertEqual(self.obligation().status, "Cancelled")
			frappe.db.set_value("Minor", self.minor.name, "status", "Active")
			open_period(APRIL)
		self.assertEqual(self.obligation().status, "Open")

	def test_the_number_of_queries_does_not_grow_with_the_children(self):
		def queries() -> int:
			before = len(calls)
			open_period(APRIL)
			settle(APRIL)
			mark_overdue()
			escalate()
			return len(calls) - before

		calls = []
		original = frappe.db.sql
		self.addCleanup(setattr, frappe.db, "sql", original)
		with self.at(NOW):
			open_period(APRIL)
			frappe.db.sql = lambda *args, **kwargs: (calls.append(1), original(*args, **kwargs))[1]
			few = queries()
			frappe.db.sql = original
			household = make.make_household(self.village).name
			children = [make.make_minor(self.village, ["smoking"], household) for _number in range(12)]
			for child in children:
				self.visit("2026-04-02", child.name)
			frappe.db.sql = lambda *args, **kwargs: (calls.append(1), original(*args, **kwargs))[1]
			many = queries()
			frappe.db.sql = original
		self.assertLessEqual(many, few + 1)
		self.assertEqual(frappe.db.count("Obligation", {"duty": "T_visits"}), 13)


class TestSettling(ComplianceTestCase):
	def setUp(self) -> None:
		super().setUp()
		make_duty()
		with self.at(datetime(2026, 4, 1, 8)):
			open_period(APRIL)

	def test_a_visit_settles_its_child_at_once(self):
		with self.at(NOW):
			self.visit("2026-04-02")
			self.assertEqual((self.obligation().done, self.obligation().status), (1, "Open"))
			second = self.visit("2026-04-09")
		done = self.obligation()
		self.assertEqual((done.done, done.status, done.last_evidence), (2, "Met", second.name))
		self.assertEqual(get_datetime(done.met_at), datetime(2026, 4, 9))

	def test_a_cancelled_visit_opens_the_obligation_again(self):
		with self.at(NOW):
			self.visit("2026-04-02")
			second = self.visit("2026-04-09")
			second.cancel()
			self.assertEqual((self.obligation().done, self.obligation().status), (1, "Open"))
			self.assertIsNone(self.obligation().met_at)

	def test_the_last_visit_cancelled_leaves_nothing(self):
		with self.at(NOW):
			visit = self.visit("2026-04-02")
			visit.cancel()
		self.assertEqual((self.obligation().done, self.obligation().last_evidence), (0, None))

	def test_a_telephone_call_does_not_count(self):
		with self.at(NOW):
			self.visit("2026-04-02", mode="Telephone")
			settle(APRIL)
		self.assertEqual(self.obligation().done, 0)

	def test_a_visit_of_the_next_month_does_not_count_for_this_one(self):
		with self.at(datetime(2026, 5, 2, 9)):
			self.visit("2026-04-30")
			self.visit("2026-05-01")
			settle(APRIL)
			mark_overdue()
		self.assertEqual((self.obligation().done, self.obligation().status), (1, "Overdue"))

	def test_a_late_entry_of_a_timely_visit_meets_the_duty(self):
		with self.at(datetime(2026, 5, 2, 9)):
			mark_overdue()
			self.assertEqual(self.obligation().status, "Overdue")
			self.visit("2026-04-29")
			self.visit("2026-04-30")
		self.assertEqual(self.obligation().status, "Met")

	def test_two_visits_too_close_count_once(self):
		frappe.db.set_value("Duty", "T_visits", "minimum_gap_days", 10)
		with self.at(datetime(2026, 4, 25, 9)):
			self.visit("2026-04-02")
			self.visit("2026-04-11")
			self.assertEqual(self.obligation().done, 1)
			self.visit("2026-04-12")
		self.assertEqual((self.obligation().done, self.obligation().status), (2, "Met"))

	def test_evidence_after_the_due_day_is_late(self):
		make_duty("T_late", frequency="Per Month", due_day=10, count_by_grade=0, required_count=1)
		with self.at(datetime(2026, 4, 1, 8)):
			open_period(APRIL)
		with self.at(datetime(2026, 4, 12, 9)):
			mark_overdue()
			self.assertEqual(self.obligation("T_late").status, "Overdue")
			self.visit("2026-04-11")
		self.assertEqual(self.obligation("T_late").status, "Met Late")


class TestOtherDuties(ComplianceTestCase):
	def test_a_duty_added_without_code_is_run_the_next_time(self):
		with self.at(NOW):
			follow_up = self.follow_up("2026-04-20")
			frappe.get_doc(
				{
					"doctype": "Duty",
					"code": "T_follow_up",
					"title": "跟进事项三日内办结",
					"responsible": "Officer On Record",
					"responsible_field": "officer",
					"subject_doctype": "Follow Up",
					"subject_filters": json.dumps([["status", "!=", "Cancelled"]]),
					"subject_agency_field": "agency",
					"frequency": "Within Days Of Event",
					"due_within": 3,
					"event_date_field": "creation",
					"evidence_doctype": "Follow Up",
					"evidence_link_field": "name",
					"evidence_date_field": "done_on",
					"evidence_filters": json.dumps([["status", "=", "Done"]]),
				}
			).insert()
			open_period(APRIL)
			owed = self.obligation("T_follow_up", follow_up.name, "20260410")
			self.assertEqual((owed.responsible_officer, owed.area), (self.helper, self.village))
			self.assertEqual(get_datetime(owed.due_at), datetime(2026, 4, 13, 23, 59, 59))
		with self.at(datetime(2026, 4, 14, 9)):
			follow_up.update({"status": "Done", "outcome": "已联系学校"})
			follow_up.save()
		self.assertEqual(self.obligation("T_follow_up", follow_up.name, "20260410").status, "Met Late")

	def test_the_due_time_in_sql_is_that_of_the_rule(self):
		for code, frequency in (("T_days", WITHIN_DAYS), ("T_hours", WITHIN_HOURS)):
			make_duty(
				code,
				frequency=frequency,
				due_within=30,
				grace_days=1,
				event_date_field="graded_at",
				count_by_grade=0,
				subject_date_field="",
			)
		with self.at(datetime(2026, 2, 28, 23)):
			open_period(month_of(date(2026, 2, 1)))
		graded_at = get_datetime(frappe.db.get_value("Minor", self.minor.name, "graded_at")).replace(
			microsecond=0
		)
		for code, frequency in (("T_days", WITHIN_DAYS), ("T_hours", WITHIN_HOURS)):
			due = get_datetime(frappe.db.get_value("Obligation", {"duty": code}, "due_at")).replace(
				microsecond=0
			)
			self.assertEqual(due, event_due_at(Timing(frequency, due_within=30, grace_days=1), graded_at))

	def test_a_helper_named_before_counts_until_the_pairing_ends(self):
		make_duty(
			"T_paired",
			count_by_grade=0,
			required_count=1,
			responsible="Direct Responsible",
			evidence_doctype="Support Pairing",
			evidence_date_field="from_date",
			evidence_filters=json.dumps([["kind", "=", "One To One"]]),
			evidence_may_precede=1,
			evidence_until_field="to_date",
		)
		with self.at(NOW):
			open_period(APRIL)
			settle(APRIL)
			self.assertEqual(self.obligation("T_paired").status, "Met")
			self.pairing.reload()
			self.pairing.update({"to_date": "2026-04-08", "end_reason": "调离"})
			self.pairing.save()
			self.assertEqual(self.obligation("T_paired").status, "Open")

	def test_what_was_due_before_the_site_began_is_not_opened(self):
		make_duty("T_yearly", frequency="Once By Date", due_month=1, due_day=31, count_by_grade=0)
		with self.at(NOW):
			open_period(APRIL)
			self.assertFalse(frappe.db.exists("Obligation", {"duty": "T_yearly"}))
			open_period(month_of(date(2026, 1, 1)))
		self.assertFalse(frappe.db.exists("Obligation", {"duty": "T_yearly", "status": "Overdue"}))
