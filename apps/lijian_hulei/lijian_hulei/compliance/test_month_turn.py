"""What happens around the end of a month, and what becomes of a duty whose reason is gone: nothing owed wrongly."""

from datetime import datetime

import frappe

from lijian_hulei.compliance.services import open_period, refresh, run_month
from lijian_hulei.compliance.test_compliance import APRIL, ComplianceTestCase, make_duty
from lijian_hulei.testing import factories as make

FIRST = datetime(2026, 4, 1, 8)
LAST_EVENING = datetime(2026, 4, 30, 20)
NEXT_MORNING = datetime(2026, 5, 1, 0, 30)


class TestTheMorningAfter(ComplianceTestCase):
	"""On 1 May everything of the day may happen before the job looks at April: April stays what it was."""

	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Compliance Period")
		make_duty()
		with self.at(datetime(2026, 3, 20, 9)):
			self.blue = make.make_minor(self.village, ["left_behind"])
			self.plain = make.make_minor(self.village)
		with self.at(FIRST):
			open_period(APRIL)

	def close(self) -> None:
		with self.at(NEXT_MORNING):
			run_month(APRIL)

	def take_factor(self, moment: datetime, minor, factor: str) -> None:
		with self.at(moment):
			fresh = self.fresh(minor)
			fresh.append("risk_factors", {"factor": factor, "since": moment.date()})
			fresh.save()

	def test_who_leaves_on_the_first_was_not_visited_in_the_month_before(self):
		cases = {
			"moved": {"status": "Moved Out", "moved_to": "外县"},
			"deceased": {"status": "Deceased"},
		}
		for name, values in cases.items():
			with self.subTest(name):
				frappe.db.savepoint("one_case")
				self.change(NEXT_MORNING, self.blue, **values)
				self.close()
				self.assertEqual(self.obligation(subject=self.blue.name).status, "Overdue")
				frappe.db.rollback(save_point="one_case")

	def test_who_comes_of_age_on_the_first_was_owed_the_month_before(self):
		frappe.db.set_value("Minor", self.blue.name, "birth_date", "2008-05-01")
		with self.at(NEXT_MORNING):
			frappe.db.set_value("Minor", self.blue.name, {"status": "Turned 18", "status_on": "2026-05-01"})
		self.close()
		self.assertEqual(self.obligation(subject=self.blue.name).status, "Overdue")

	def test_a_grade_that_falls_or_is_dated_anew_on_the_first_wipes_nothing_out(self):
		frappe.db.set_value("Minor", self.blue.name, {"grade": "", "graded_at": NEXT_MORNING})
		frappe.db.set_value("Minor", self.minor.name, "graded_at", NEXT_MORNING)
		self.close()
		for minor in (self.blue, self.minor):
			self.assertEqual(self.obligation(subject=minor.name).status, "Overdue")

	def test_a_grade_raised_on_the_first_asks_nothing_more_of_the_month_before(self):
		with self.at(datetime(2026, 4, 10, 9)):
			self.visit("2026-04-09", self.blue.name)
		self.take_factor(NEXT_MORNING, self.blue, "smoking")
		self.close()
		owed = self.obligation(subject=self.blue.name)
		self.assertEqual((owed.required, owed.status), (1, "Met"))

	def test_who_is_graded_on_the_first_owed_nothing_the_month_before(self):
		frappe.db.set_value("Minor", self.plain.name, {"grade": "Blue", "graded_at": "2026-03-20"})
		self.close()
		self.assertFalse(frappe.db.exists("Obligation", {"subject_name": self.plain.name}))

	def test_who_moves_house_on_the_first_leaves_the_old_village_its_omission(self):
		with self.at(NEXT_MORNING):
			other = make.make_area().name
			household = self.fresh(frappe.get_doc("Household", self.blue.household))
			household.update({"area": other})
			household.save()
		self.close()
		owed = self.obligation(subject=self.blue.name)
		self.assertEqual((owed.area, owed.responsible_officer), (self.village, self.secretary))

	def test_who_left_on_the_last_evening_owed_nothing_whichever_job_runs_first(self):
		self.change(LAST_EVENING, self.blue, status="Moved Out", moved_to="外县")
		with self.at(NEXT_MORNING):
			refresh()
		self.close()
		self.assertEqual(self.obligation(subject=self.blue.name).status, "Cancelled")

	def test_who_comes_back_late_owes_what_a_newcomer_owes(self):
		self.change(datetime(2026, 4, 3, 9), self.minor, status="Moved Out", moved_to="外县")
		with self.at(datetime(2026, 4, 4, 1)):
			open_period(APRIL)
		self.assertEqual(self.obligation().status, "Cancelled")
		self.change(datetime(2026, 4, 26, 9), self.minor, status="Active")
		with self.at(datetime(2026, 4, 27, 1)):
			open_period(APRIL)
		self.assertEqual((self.obligation().status, self.obligation().required), ("Open", 1))

	def test_a_month_in_which_nothing_ran_is_still_made_up(self):
		frappe.db.delete("Compliance Period")
		frappe.db.delete("Obligation")
		self.close()
		self.assertEqual(self.obligation().status, "Overdue")


class TestEventsThatAreNoMore(ComplianceTestCase):
	"""What was withdrawn before it was due is nobody's omission."""

	def enable(self, *codes: str) -> None:
		frappe.db.set_value("Duty", {"name": ("in", codes)}, "enabled", 1)

	def states(self, duty: str) -> list[str]:
		owed = {"duty": duty, "area": self.village}
		return frappe.get_all("Obligation", owed, pluck="status", order_by="period_start, name")

	def run_on(self, *days: int) -> None:
		for day in days:
			with self.at(datetime(2026, 4, day, 1)):
				run_month(APRIL)

	def test_r15_a_change_overtaken_by_the_next_needs_no_confirmation(self):
		self.enable("R15_confirm", "R17_red")
		with self.at(datetime(2026, 4, 2, 9)):
			child = make.make_minor(self.village, ["smoking"])
		self.run_on(3)
		self.assertEqual(self.states("R15_confirm"), ["Open"])
		self.assertEqual(self.states("R17_red"), ["Open"])
		with self.at(datetime(2026, 4, 4, 9)):
			child.reload()
			child.risk_factors[0].until = "2026-04-03"
			child.append("risk_factors", {"factor": "left_behind", "since": "2026-04-04"})
			child.save()
		self.run_on(5, 20)
		self.assertEqual(self.states("R15_confirm"), ["Cancelled", "Overdue"])
		self.assertEqual(self.states("R17_red"), ["Cancelled"])

	def test_r15_a_colour_that_stays_needs_no_confirmation(self):
		self.enable("R15_confirm")
		with self.at(datetime(2026, 4, 2, 9)):
			child = make.make_minor(self.village, ["left_behind", "single_parent"])
		with self.at(datetime(2026, 4, 3, 9)):
			child.reload()
			child.append("risk_factors", {"factor": "intellectual_disability", "since": "2026-04-03"})
			child.save()
		self.assertEqual(frappe.db.count("Grade Change", {"minor": child.name}), 2)
		self.run_on(4)
		self.assertEqual(self.states("R15_confirm"), ["Open"])

	def test_r11_a_child_that_came_back_is_handed_over_to_nobody(self):
		self.enable("R11_handover")
		self.change(datetime(2026, 4, 2, 9), self.minor, status="Moved Out", moved_to="外县")
		self.run_on(3)
		self.change(datetime(2026, 4, 10, 9), self.minor, status="Active")
		self.run_on(11, 29)
		self.assertEqual(self.states("R11_handover"), ["Cancelled"])

	def test_an_event_put_off_is_owed_once_on_its_new_day(self):
		make_duty(
			"T_follow_up",
			subject_doctype="Follow Up",
			subject_filters='[["status", "!=", "Cancelled"]]',
			subject_date_field="",
			count_by_grade=0,
			required_count=1,
			frequency="Within Days Of Event",
			due_within=2,
			event_date_field="due_on",
			evidence_doctype="Follow Up",
			evidence_link_field="name",
			evidence_date_field="done_on",
			evidence_filters='[["status", "=", "Done"]]',
		)
		with self.at(datetime(2026, 4, 2, 9)):
			follow_up = self.follow_up("2026-04-05")
		self.run_on(3)
		with self.at(datetime(2026, 4, 4, 9)):
			frappe.db.set_value("Follow Up", follow_up.name, "due_on", "2026-04-20")
			refresh()
		self.run_on(5, 9)
		self.assertEqual(self.states("T_follow_up"), ["Cancelled", "Open"])
		with self.at(datetime(2026, 4, 21, 9)):
			frappe.db.set_value("Follow Up", follow_up.name, "status", "Cancelled")
			refresh()
		self.run_on(25)
		self.assertEqual(self.states("T_follow_up"), ["Cancelled", "Cancelled"])

	def test_what_was_overdue_when_it_was_withdrawn_stays_on_record(self):
		self.enable("R11_handover")
		self.change(datetime(2026, 4, 2, 9), self.minor, status="Moved Out", moved_to="外县")
		self.run_on(3, 20)
		self.change(datetime(2026, 4, 21, 9), self.minor, status="Active")
		self.run_on(22)
		self.assertEqual(self.states("R11_handover"), ["Overdue"])
