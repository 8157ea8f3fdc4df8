"""Readings of Hulei Settings reach the duties that are about them, and nothing else."""

from datetime import datetime

import frappe

from lijian_hulei.compliance.services.overdue import _digests
from lijian_hulei.patches import follow_readings
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.duties import AFTER, FIRST, MIDDLE, MONTH, DutyTestCase


class TestReadings(HuleiTestCase):
	def set(self, **values) -> None:
		settings = frappe.get_doc("Hulei Settings")
		settings.update(values)
		settings.save()

	def duty(self, code: str, fieldname: str):
		return frappe.db.get_value("Duty", code, fieldname)

	def test_the_day_of_the_canvass_is_the_day_of_its_duties(self):
		self.set(canvass_month=3, canvass_day=15)
		for code in ("R11_canvass", "R12_roster"):
			self.assertEqual((self.duty(code, "due_month"), self.duty(code, "due_day")), (3, 15))

	def test_one_canvass_only_ends_the_duty_with_the_year(self):
		with self.at(datetime(2026, 5, 4, 9, 0, 0, 500)):
			self.set(canvass_yearly=0)
		self.assertEqual(str(self.duty("R11_canvass", "effective_to")), "2026-12-31")
		self.set(canvass_yearly=1)
		self.assertIsNone(self.duty("R11_canvass", "effective_to"))

	def test_arrivals_handovers_gaps_and_replies(self):
		self.set(
			arrival_days=5,
			handover_needs_confirmation=0,
			inspection_minimum_gap_days=12,
			feedback_reply_days=7,
			auxiliary_report_day=20,
		)
		self.assertEqual(self.duty("R11_arrivals", "due_within"), 5)
		self.assertEqual(self.duty("R11_handover", "enabled"), 0)
		self.assertEqual(self.duty("R03_inspections", "minimum_gap_days"), 12)
		self.assertEqual(self.duty("R44_answer", "due_within"), 7)
		self.assertEqual(self.duty("R21_summary", "due_day"), 20)

	def test_what_was_not_changed_is_not_carried_over(self):
		frappe.db.set_value("Duty", "R11_canvass", "due_day", 20)
		self.set(arrival_days=6)
		self.assertEqual(self.duty("R11_canvass", "due_day"), 20)

	def test_a_deleted_duty_stays_deleted(self):
		frappe.db.delete("Duty", {"name": "R11_arrivals"})
		self.set(arrival_days=6)
		self.assertFalse(frappe.db.exists("Duty", "R11_arrivals"))

	def test_older_sites_get_their_recipients_by_the_patch(self):
		frappe.db.set_value("Duty", "R11_canvass", "reported_to", None)
		frappe.db.set_value("Duty", "R12_roster", "reported_to", "school")
		follow_readings.execute()
		self.assertEqual(self.duty("R11_canvass", "reported_to"), "protection_office")
		self.assertEqual(self.duty("R12_roster", "reported_to"), "school")


class TestWhoHears(DutyTestCase):
	def test_overdue_ledgers_are_reported_to_the_protection_office_and_visits_to_the_governance_office(self):
		office = make.make_agency("protection_office", self.township)
		protection = self.post("protection_officer", office)
		for agency, head in ((office, protection), (self.governance_office, self.governance)):
			frappe.db.set_value("Agency", agency.name, "head", head.name)
		for duty, number in (("R12_roster", 1), ("R13_visits", 2)):
			for count in range(number):
				frappe.get_doc(
					{
						"doctype": "Obligation",
						"name": f"{duty}-{count}",
						"duty": duty,
						"subject_doctype": "Area",
						"subject_name": f"{self.village}-{count}",
						"area": self.village,
						"period_start": MONTH.start,
						"period_end": MONTH.end,
						"due_at": MIDDLE,
						"status": "Overdue",
						"required": 1,
						"escalation_level": 3,
					}
				).db_insert()
		heard = _digests(AFTER)
		self.assertEqual(heard[protection.name].escalated, 1)
		self.assertEqual(heard[self.governance.name].escalated, 2)


class TestEnteredLate(DutyTestCase):
	"""A date in a closed month is no way around a duty."""

	def moved_out(self, day: str, entered: datetime) -> str:
		minor = make.make_minor(area=self.village)
		frappe.db.set_value(
			"Minor", minor.name, {"status": "Moved Out", "status_on": day}, update_modified=False
		)
		frappe.db.set_value("Minor", minor.name, "creation", entered, update_modified=False)
		return minor.name

	def test_it_is_owed_in_the_month_in_which_it_was_entered(self):
		recent, fresh = self.moved_out("2026-03-25", MIDDLE), self.moved_out("2026-02-01", MIDDLE)
		long_ago = self.moved_out("2025-11-01", MIDDLE)
		elsewhere = self.moved_out("2026-03-25", datetime(2026, 3, 26, 9))
		self.open()
		self.assertEqual(str(self.obligation("R11_handover", recent).due_at), "2026-04-09 23:59:59")
		self.assertEqual(str(self.obligation("R11_handover", fresh).due_at), "2026-04-01 00:00:00")
		self.assertIsNone(self.obligation("R11_handover", long_ago))
		self.assertIsNone(self.obligation("R11_handover", elsewhere))

	def test_it_is_owed_once_only(self):
		name = self.moved_out("2026-04-02", FIRST)
		self.open()
		self.open(MONTH.next())
		self.assertEqual(frappe.db.count("Obligation", {"duty": "R11_handover", "subject_name": name}), 1)

	def test_it_counts_in_that_month_s_report(self):
		self.moved_out("2026-03-25", MIDDLE)
		self.open()
		line = self.figures("R11_handover", area=self.village)
		self.assertEqual((line.required, line.done), (1, 0))
