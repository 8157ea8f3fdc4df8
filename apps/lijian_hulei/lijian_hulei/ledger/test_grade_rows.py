"""Grading of many rows at once, and of single ones on days with and without a policy."""

import frappe
from frappe.utils import add_days, now_datetime, today

from lijian_hulei.ledger.services import (
	confirm_grade,
	grade_rows,
	policies,
	policy_in_force,
	record_changes,
)
from lijian_hulei.ledger.services.changes import change_row
from lijian_hulei.ledger.test_grading import GradingCase, changes_of, stored
from lijian_hulei.testing.factories import make_minor


class TestRows(GradingCase):
	"""What the importer uses."""

	def test_rows_are_graded_as_saves_are(self):
		smoking = {"factor": "smoking", "since": today()}
		left_behind = {"factor": "left_behind", "since": add_days(today(), -9)}
		rows = [
			{"name": "a", "factors": [smoking]},
			{"name": "b", "factors": [left_behind]},
			{"name": "c", "factors": []},
			{"name": "d", "factors": [smoking], "status": "Moved Out"},
		]
		with self.assertQueryCount(8):
			graded = grade_rows(rows)
		self.assertEqual([row["grade"] for row in graded], ["Red", "Blue", "", ""])
		self.assertEqual([row["grade_confirmation"] for row in graded], ["Awaiting", "Awaiting", "", ""])
		saved = make_minor(factors=["left_behind"])
		for field in ("literal_grade", "grade_reason", "grade_rule", "grading_policy"):
			self.assertEqual(graded[1][field], saved.get(field))

	def test_an_unchanged_row_keeps_its_date_and_decision(self):
		minor = make_minor(factors=["left_behind"])
		confirm_grade(changes_of(minor)[0].name)
		minor.reload()
		row = {"factors": minor.risk_factors, "stored": minor.as_dict()}
		graded = grade_rows([row])[0]
		self.assertEqual((graded["graded_at"], graded["grade_confirmation"]), (minor.graded_at, "Confirmed"))

	def test_query_count_does_not_grow_with_rows(self):
		rows = [{"name": str(n), "factors": [{"factor": "smoking", "since": today()}]} for n in range(300)]
		grade_rows(rows[:1])
		with self.assertQueryCount(1):
			grade_rows(rows)

	def test_changes_of_many(self):
		minors = [make_minor(factors=["smoking"]) for _ in range(3)]
		rows = [change_row(minor.as_dict() | {"grade": "Blue"}, "Red", "Red") for minor in minors]
		with self.assertQueryCount(8):
			self.assertEqual(record_changes(rows, "Import"), 3)
		for minor in minors:
			self.assertEqual([c.confirmation for c in changes_of(minor)], ["Superseded", "Awaiting"])


class TestPolicyInForce(GradingCase):
	def test_without_a_policy_the_grade_stands_on(self):
		minor = make_minor(factors=["smoking"])
		frappe.db.set_value("Grading Policy", {"docstatus": 1}, "docstatus", 2)
		policies.forget()
		self.assertIsNone(policy_in_force())
		minor.reload()
		minor.set("risk_factors", [])
		minor.save()
		self.assertEqual(stored(minor, "grade", "literal_grade", "grading_policy"), ("Red", "", None))
		fresh = make_minor(factors=["left_behind"])
		self.assertEqual(stored(fresh, "grade", "literal_grade"), ("", "Blue"))

	def test_the_policy_of_a_day(self):
		self.assertIsNone(policy_in_force("2023-12-31"))
		self.assertIsNotNone(policy_in_force("2024-01-01"))

	def test_a_grade_is_dated_when_it_changes_only(self):
		minor = make_minor(factors=["smoking"])
		first = stored(minor, "graded_at")
		self.assertLessEqual(first, now_datetime())
		minor.reload()
		minor.school_class = "六年级"
		minor.save()
		self.assertEqual(stored(minor, "graded_at"), first)
