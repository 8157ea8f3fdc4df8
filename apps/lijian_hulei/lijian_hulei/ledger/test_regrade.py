"""Everybody graded again: by batches, repeatable, resumable, and never one query for each minor."""

from datetime import date
from unittest.mock import patch

import frappe
from frappe.utils import add_days, add_to_date, getdate, now_datetime, today

from lijian_hulei.ledger import tasks
from lijian_hulei.ledger.services import (
	departures,
	enqueue_regrade,
	policies,
	policy_in_force,
	refresh_focus,
	regrade,
	regrade_all,
)
from lijian_hulei.testing.factories import make_area, make_household, make_minor, make_pairing
from lijian_hulei.testing.grading import GradingTestCase, make_policy


def grade_of(minor) -> str:
	return frappe.db.get_value("Minor", minor.name, "grade")


class RegradeCase(GradingTestCase):
	def setUp(self):
		super().setUp()
		self.job_is_queued = self._patched(regrade, "is_job_enqueued")
		self.job_is_queued.return_value = False

	def spoil(self, minor, grade: str = "Blue") -> None:
		frappe.db.set_value("Minor", minor.name, "grade", grade)


class TestRegradeAll(RegradeCase):
	def test_repeating_it_changes_nothing(self):
		minors = [make_minor(factors=factors) for factors in ([], ["smoking"], ["left_behind"])]
		self.spoil(minors[1])
		self.spoil(minors[0], "Red")
		first = frappe.get_doc("Grading Run", regrade_all())
		self.assertEqual((first.status, first.changed), ("Done", 2))
		before = frappe.get_all("Minor", fields=["name", "grade", "graded_at", "modified"], order_by="name")
		changes = frappe.db.count("Grade Change")
		second = frappe.get_doc("Grading Run", regrade_all())
		self.assertEqual((second.status, second.changed, second.drift), ("Done", 0, 0))
		self.assertEqual(
			before,
			frappe.get_all("Minor", fields=["name", "grade", "graded_at", "modified"], order_by="name"),
		)
		self.assertEqual(frappe.db.count("Grade Change"), changes)

	def test_the_first_and_the_last_day_of_a_factor(self):
		cases = [(today(), today(), "Red"), (add_days(today(), -9), add_days(today(), -1), "")]
		for since, until, expected in cases:
			minor = make_minor(risk_factors=[{"factor": "smoking", "since": since, "until": until}])
			self.spoil(minor)
			regrade_all()
			self.assertEqual(grade_of(minor), expected)

	def test_it_counts_everybody_active(self):
		make_minor(status="Moved Out", moved_to="测试县")
		make_minor()
		active = frappe.db.count("Minor", {"status": "Active"})
		run = frappe.get_doc("Grading Run", regrade_all(batch_size=1))
		self.assertEqual((run.total, run.processed), (active, active))

	def test_queries_do_not_grow_with_minors(self):
		household = make_household()
		few, many = self.queries_for(household, 3), self.queries_for(household, 40)
		self.assertLessEqual(many, few)

	def queries_for(self, household, number: int) -> int:
		minors = [make_minor(factors=["smoking"], household=household.name) for _ in range(number)]
		for minor in minors:
			self.spoil(minor)
		policies.forget()
		count = 0
		original = frappe.db.sql

		def counting(*args, **kwargs):
			nonlocal count
			count += 1
			return original(*args, **kwargs)

		with patch.object(frappe.db, "sql", counting):
			regrade_all()
		self.assertEqual({grade_of(minor) for minor in minors}, {"Red"})
		return count

	def test_a_run_cut_off_goes_on_after_its_cursor(self):
		minors = sorted((make_minor(factors=["smoking"]) for _ in range(4)), key=lambda minor: minor.name)
		for minor in minors:
			self.spoil(minor)
		run = regrade.enqueue_regrade("Policy")
		real, calls = regrade._grade_batch, []

		def dies_at_the_third(after, size, grader, trigger):
			calls.append(after)
			if len(calls) == 3:
				raise ConnectionError("worker died")
			return real(after, size, grader, trigger)

		# the first batches end where our four begin
		size = frappe.db.count("Minor", {"status": "Active", "name": ("<", minors[1].name)})
		with (
			patch.object(regrade, "_grade_batch", dies_at_the_third),
			patch.object(frappe.db, "rollback"),
			self.assertRaises(ConnectionError),
		):
			regrade_all(run=run, batch_size=size)
		state = frappe.get_doc("Grading Run", run)
		self.assertEqual(state.status, "Failed")
		done_before = state.processed
		self.assertEqual(regrade_all(run=run, batch_size=size), run)
		state.reload()
		self.assertEqual((state.status, state.processed), ("Done", state.total))
		self.assertGreater(done_before, 0)
		self.assertEqual({grade_of(minor) for minor in minors}, {"Red"})

	def test_a_run_of_yesterday_starts_from_the_top(self):
		minor = make_minor(factors=["smoking"])
		run = regrade.enqueue_regrade("Policy")
		frappe.db.set_value(
			"Grading Run",
			run,
			{
				"cursor": "ZZZ",
				"processed": 9,
				"status": "Failed",
				"started_at": add_to_date(now_datetime(), days=-1),
			},
		)
		self.spoil(minor)
		regrade_all(run=run)
		self.assertEqual(grade_of(minor), "Red")

	def test_a_colour_that_changes_waits_and_touches_no_open_form(self):
		minor = make_minor(factors=["left_behind", "single_parent"])
		frappe.db.set_value("Minor", minor.name, "grade_confirmation", "Confirmed", update_modified=False)
		before = frappe.db.get_value("Minor", minor.name, "modified")
		make_policy(today())
		regrade_all()
		self.assertEqual(
			frappe.db.get_value("Minor", minor.name, ["grade", "grade_confirmation", "modified"]),
			("Blue", "Awaiting", before),
		)

	def test_households_follow(self):
		household = make_household()
		minor = make_minor(household=household.name, factors=["smoking"])
		self.assertEqual(frappe.db.get_value("Household", household.name, "is_focus"), 1)
		frappe.db.set_value("Household", household.name, "is_focus", 0)
		self.spoil(minor)
		regrade_all()
		self.assertEqual(
			frappe.db.get_value("Household", household.name, ["is_focus", "focus_reason"]), (1, "Grade")
		)

	def test_progress_is_told(self):
		make_minor(factors=["smoking"])
		with patch("frappe.publish_progress") as told:
			run = regrade_all()
		self.assertEqual(told.call_args.kwargs["docname"], run)
		self.assertEqual(told.call_args.args[0], 100)


class TestDrift(RegradeCase):
	def drift(self) -> int:
		return frappe.db.get_value("Grading Run", regrade_all(trigger="Nightly"), "drift")

	def test_a_factor_that_ends_by_the_calendar_is_no_drift(self):
		self.drift()
		with self.at(f"{today()} 10:00"):
			minor = make_minor(risk_factors=[{"factor": "smoking", "since": today(), "until": today()}])
		with self.at(f"{add_days(today(), 1)} 01:00"):
			policies.forget()
			self.assertEqual(self.drift(), 0)
		self.assertEqual(grade_of(minor), "")

	def test_what_was_written_past_the_rules_is(self):
		minors = [make_minor(factors=["smoking"]), make_minor()]
		self.drift()
		self.spoil(minors[0])
		self.spoil(minors[1], "Red")
		self.assertEqual(self.drift(), 2)
		self.assertEqual([grade_of(minor) for minor in minors], ["Red", ""])
		self.assertEqual(self.drift(), 0)

	def test_rows_written_past_the_parent_are_too(self):
		minor = make_minor(factors=["smoking"])
		self.drift()
		frappe.db.set_value("Minor Risk Factor", minor.risk_factors[0].name, "factor", "left_behind")
		self.assertEqual(self.drift(), 1)
		self.assertEqual(grade_of(minor), "Blue")

	def test_a_new_policy_is_no_drift(self):
		minor = make_minor(factors=["left_behind", "single_parent"])
		self.drift()
		make_policy(today())
		self.assertEqual(self.drift(), 0)
		self.assertEqual(grade_of(minor), "Blue")


class TestQueueing(RegradeCase):
	def test_one_open_run_for_a_policy(self):
		first = enqueue_regrade("Policy")
		self.job_is_queued.return_value = True
		self.assertEqual(enqueue_regrade("Nightly"), first)
		self.assertEqual(self.queued.call_count, 1)
		arguments = self.queued.call_args.kwargs
		self.assertEqual(
			(arguments["queue"], arguments["deduplicate"], arguments["run"]), ("long", True, first)
		)
		self.assertTrue(arguments["enqueue_after_commit"])

	def test_a_policy_that_never_graded_is_applied_even_days_late(self):
		make_minor(factors=["left_behind", "single_parent"])
		regrade_all()
		tasks.apply_policy_in_force()
		self.queued.assert_not_called()
		policy = make_policy(add_days(today(), 1))
		tasks.apply_policy_in_force()
		self.queued.assert_not_called()
		with self.at(f"{add_days(today(), 4)} 08:00"):
			policies.forget()
			tasks.apply_policy_in_force()
		self.assertEqual(self.queued.call_args.kwargs["policy"], policy.name)

	def test_a_stalled_run_is_queued_again_once(self):
		run = enqueue_regrade("Policy")
		frappe.db.set_value("Grading Run", run, "status", "Running")
		self.queued.reset_mock()
		tasks.resume_regrade()
		self.queued.assert_not_called()
		later = add_to_date(now_datetime(), minutes=1)
		self.assertEqual(regrade.resume_stalled(later), [run])
		self.job_is_queued.return_value = True
		self.assertEqual(regrade.resume_stalled(later), [])

	def test_the_stalled_run_of_an_old_policy_is_given_up(self):
		run = enqueue_regrade("Policy")
		make_policy(today())
		self.assertEqual(regrade.resume_stalled(add_to_date(now_datetime(), minutes=1)), [])
		self.assertEqual(frappe.db.get_value("Grading Run", run, "status"), "Failed")

	def test_without_policy_nothing_is_queued(self):
		frappe.db.set_value("Grading Policy", {"docstatus": 1}, "docstatus", 2)
		policies.forget()
		self.assertIsNone(enqueue_regrade("Nightly"))
		self.assertIsNone(regrade_all())
		self.queued.assert_not_called()

	def test_night(self):
		tasks.nightly_regrade()
		self.assertEqual(self.queued.call_args.kwargs["trigger"], "Nightly")
		self.assertEqual(self.queued.call_args.kwargs["policy"], policy_in_force().name)


class TestDepartures(RegradeCase):
	def test_both_sides_of_the_birthday(self):
		with self.at("2026-02-27 12:00"):
			policies.forget()
			leap = make_minor(birth_date="2008-02-29", factors=["smoking"])
			last_of_february = make_minor(birth_date="2008-02-28")
			next_day = make_minor(birth_date="2008-03-02")
		departures.retire_adults(date(2026, 2, 28))
		self.assertEqual(self.status(last_of_february), ("Turned 18", date(2026, 2, 28)))
		self.assertEqual(self.status(leap), ("Active", None))
		departures.retire_adults(date(2026, 3, 1))
		self.assertEqual(self.status(leap), ("Turned 18", date(2026, 3, 1)))
		self.assertEqual(self.status(next_day), ("Active", None))
		self.assertEqual(grade_of(leap), "Red")
		self.assertEqual(departures.retire_adults(date(2026, 3, 1)), 0)

	def status(self, minor) -> tuple:
		return frappe.db.get_value("Minor", minor.name, ["status", "status_on"])

	def test_r16_household_pairing_and_history_follow(self):
		with self.at("2025-01-01 12:00"):
			policies.forget()
			minor = make_minor(birth_date="2007-01-02", factors=["smoking"])
			pairing = make_pairing(minor.name)
		self.assertEqual(frappe.db.get_value("Household", minor.household, "is_focus"), 1)
		tasks.retire_adults()
		self.assertEqual(frappe.db.get_value("Household", minor.household, "is_focus"), 0)
		self.assertEqual(frappe.db.get_value("Support Pairing", pairing.name, "status"), "Ended")
		self.assertTrue(frappe.db.exists("Version", {"ref_doctype": "Minor", "docname": minor.name}))

	def test_one_that_fails_does_not_keep_the_others(self):
		with self.at("2025-01-01 12:00"):
			policies.forget()
			first, second = (make_minor(birth_date="2007-01-02") for _ in range(2))
		real = frappe.get_doc

		def fails_once(*args, **kwargs):
			if args == ("Minor", first.name):
				raise ValueError("broken record")
			return real(*args, **kwargs)

		with patch("frappe.get_doc", fails_once):
			self.assertEqual(departures.retire_adults(), 1)
		self.assertEqual((self.status(first)[0], self.status(second)[0]), ("Active", "Turned 18"))

	def test_an_old_fault_in_the_record_is_no_hindrance(self):
		with self.at("2025-01-01 12:00"):
			policies.forget()
			minor = make_minor(birth_date="2007-01-02")
		frappe.db.set_value("Minor Guardian", minor.guardians[0].name, "is_main", 0)
		frappe.db.set_value("Minor", minor.name, "school", "AGY-GONE")
		self.assertEqual(departures.retire_adults(), 1)

	def test_a_retired_record_can_still_be_saved(self):
		with self.at("2025-01-01 12:00"):
			policies.forget()
			minor = make_minor(birth_date="2007-01-02", factors=["smoking"])
		tasks.retire_adults()
		policies.forget()
		minor.reload()
		minor.remarks = "已成年"
		minor.save()
		self.assertEqual((minor.status, minor.grade), ("Turned 18", "Red"))
		self.assertEqual(getdate(minor.status_on), date(2025, 1, 2))


class TestFocus(RegradeCase):
	def test_all_households_in_few_queries(self):
		area = make_area().name
		households = [make_household(area) for _ in range(4)]
		make_minor(household=households[0].name, factors=["smoking"])
		make_minor(household=households[1].name, factors=["left_behind"])
		for household in households:
			frappe.db.set_value("Household", household.name, {"is_focus": 0, "focus_reason": ""})
		frappe.db.set_value("Household", households[2].name, "guardian_risk", 1)
		frappe.db.set_value("Household", households[3].name, {"is_focus": 1, "focus_reason": "Grade"})
		with self.assertQueryCount(6):
			refresh_focus([household.name for household in households])
		flags = [
			frappe.db.get_value("Household", household.name, ["is_focus", "focus_reason"])
			for household in households
		]
		self.assertEqual(flags, [(1, "Grade"), (0, ""), (1, "Guardian Risk"), (0, "")])
		self.assertEqual(refresh_focus(), 0)
