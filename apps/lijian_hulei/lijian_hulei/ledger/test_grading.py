"""A grade that disagrees with the policy is never kept, whichever way it comes."""

import json

import frappe
from frappe.client import bulk_update, insert, set_value
from frappe.model.delete_doc import delete_doc
from frappe.utils import add_days, getdate, today

from lijian_hulei.api import grading as api
from lijian_hulei.ledger.services import (
	confirm_grade,
	object_grade,
	policy_in_force,
	regrade_all,
)
from lijian_hulei.ledger.services.changes import reserve_names
from lijian_hulei.ledger.services.errors import ConfirmationError
from lijian_hulei.privacy.append_only import AppendOnlyError
from lijian_hulei.testing.factories import make_area, make_minor, make_officer
from lijian_hulei.testing.grading import SCRIPT, GradingTestCase


def stored(minor, *fields):
	return frappe.db.get_value("Minor", minor.name, fields or "grade")


def changes_of(minor):
	return frappe.get_all(
		"Grade Change",
		filters={"minor": minor.name},
		fields=["name", "from_grade", "to_grade", "to_literal", "trigger", "confirmation"],
		order_by="name",
	)


class GradingCase(GradingTestCase):
	def write_script(self, text: str, event: str = "Before Save", name: str = SCRIPT) -> None:
		if frappe.db.exists("Server Script", name):
			script = frappe.get_doc("Server Script", name)
		else:
			script = frappe.get_doc(
				{
					"doctype": "Server Script",
					"name": name,
					"script_type": "DocType Event",
					"reference_doctype": "Minor",
					"__islocal": 1,
				}
			)
		script.update({"script": text, "doctype_event": event, "disabled": 0})
		script.insert() if script.is_new() else script.save()


class TestWritePaths(GradingCase):
	def test_a_client_cannot_choose_the_grade_of_a_new_record(self):
		minor = make_minor(
			factors=["smoking"],
			grade="Blue",
			literal_grade="Blue",
			grade_reason="好",
			grade_rule="x",
			grade_confirmation="Confirmed",
			graded_at="2020-01-01",
		)
		self.assertEqual(
			stored(minor, "grade", "literal_grade", "grade_confirmation"), ("Red", "Red", "Awaiting")
		)
		self.assertEqual(getdate(stored(minor, "graded_at")), getdate())
		self.assertNotEqual(stored(minor, "grade_reason"), "好")

	def test_set_value_through_the_api(self):
		minor = make_minor(factors=["smoking"])
		set_value("Minor", minor.name, "grade", "Blue")
		self.assertEqual(stored(minor), "Red")
		set_value("Minor", minor.name, {"grade": "", "grade_confirmation": "Confirmed"})
		self.assertEqual(stored(minor, "grade", "grade_confirmation"), ("Red", "Awaiting"))

	def test_set_value_on_the_child_row_grades_again(self):
		minor = make_minor(factors=["smoking", "left_behind"])
		set_value("Minor Risk Factor", minor.risk_factors[0].name, "until", add_days(today(), -1))
		self.assertEqual(stored(minor), "Blue")
		set_value("Minor Risk Factor", minor.risk_factors[1].name, "factor", "truancy")
		self.assertEqual(stored(minor), "Red")

	def test_inserting_a_child_row_grades_again(self):
		minor = make_minor(factors=["left_behind"])
		insert(
			json.dumps(
				{
					"doctype": "Minor Risk Factor",
					"parent": minor.name,
					"parenttype": "Minor",
					"parentfield": "risk_factors",
					"factor": "smoking",
					"since": today(),
				}
			)
		)
		self.assertEqual(stored(minor), "Red")

	def test_removing_a_child_row_grades_again(self):
		minor = make_minor(factors=["left_behind", "smoking"])
		minor.set("risk_factors", [minor.risk_factors[0]])
		minor.save()
		self.assertEqual(stored(minor), "Blue")

	def test_a_child_row_is_not_deleted_past_the_parent(self):
		minor = make_minor(factors=["smoking"])
		cadre = make_officer(area=minor.area)
		with self.user(cadre.user), self.assert_refused():
			delete_doc("Minor Risk Factor", minor.risk_factors[0].name)

	def test_bulk_update(self):
		minors = [make_minor(factors=["smoking"]) for _ in range(2)]
		docs = [{"doctype": "Minor", "docname": minor.name, "grade": "Blue"} for minor in minors]
		self.assertEqual(bulk_update(json.dumps(docs))["failed_docs"], [])
		self.assertEqual([stored(minor) for minor in minors], ["Red", "Red"])

	def test_import_style_insert(self):
		frappe.flags.in_import = True
		self.addCleanup(frappe.flags.update, {"in_import": False})
		minor = make_minor(factors=["left_behind"], grade="Red", grade_reason="x")
		self.assertEqual(stored(minor), "Blue")
		self.assertEqual([change.trigger for change in changes_of(minor)], ["Import"])

	def test_saving_past_validation(self):
		minor = make_minor(factors=["smoking"])
		minor.flags.ignore_validate = True
		minor.grade = "Blue"
		minor.save()
		self.assertEqual(stored(minor), "Red")
		self.assertEqual([change.to_grade for change in changes_of(minor)], ["Red"])

	def test_db_set_on_the_document(self):
		minor = make_minor(factors=["smoking"])
		minor.reload()
		minor.db_set("grade", "Blue")
		self.assertEqual(stored(minor), "Red")
		minor.db_set("school_class", "五年级")
		self.assertEqual(stored(minor, "grade", "school_class"), ("Red", "五年级"))

	def test_sql_is_put_right_at_night_and_counted(self):
		minor = make_minor(factors=["smoking"])
		frappe.db.set_value("Minor", minor.name, "grade", "Blue")
		run = regrade_all(trigger="Nightly")
		self.assertEqual(stored(minor), "Red")
		self.assertEqual(frappe.db.get_value("Grading Run", run, "drift"), 1)
		last = changes_of(minor)[-1]
		self.assertEqual((last.from_grade, last.to_grade, last.trigger), ("Blue", "Red", "Nightly"))


class TestServerScript(GradingCase):
	def test_the_shipped_script_computes_the_grade_itself(self):
		minor = make_minor(factors=["smoking"])
		minor.grade = minor.grade_reason = None
		frappe.get_doc("Server Script", SCRIPT).execute_doc(minor)
		self.assertEqual(minor.grade, "Red")
		self.assertEqual(minor.grading_policy, policy_in_force().name)
		self.assertTrue(minor.grade_reason)

	def test_it_runs_for_the_village_too(self):
		cadre = make_officer(area=make_area().name)
		with self.user(cadre.user):
			minor = make_minor(cadre.area, factors=["smoking"])
		self.assertEqual(stored(minor), "Red")

	def test_a_changed_script_cannot_store_another_grade(self):
		self.write_script("doc.grade = 'Blue'\ndoc.grade_reason = 'x'\ndoc.grade_confirmation = 'Confirmed'")
		frappe.clear_messages()
		minor = make_minor(factors=["smoking"])
		self.assertEqual(stored(minor, "grade", "grade_confirmation"), ("Red", "Awaiting"))
		self.assertNotEqual(stored(minor, "grade_reason"), "x")
		self.assertEqual([change.to_grade for change in changes_of(minor)], ["Red"])
		self.assertTrue(frappe.get_message_log())

	def test_the_last_step_before_writing_puts_a_grade_right(self):
		minor = make_minor(factors=["smoking"])
		minor.grade, minor.grade_rule = "Blue", "x"
		minor.run_method("before_save")
		self.assertEqual(minor.grade, "Red")
		self.assertNotEqual(minor.grade_rule, "x")

	def test_nor_can_a_script_after_saving(self):
		self.write_script("doc.db_set('grade', 'Blue')", "After Save", "Meddler")
		minor = make_minor(factors=["smoking"])
		self.assertEqual(stored(minor), "Red")

	def test_a_script_that_writes_past_the_document_is_put_right_at_night(self):
		self.write_script("frappe.db.set_value('Minor', doc.name, 'grade', 'Blue')", "After Save", "Meddler")
		minor = make_minor(factors=["smoking"])
		self.assertEqual(stored(minor), "Blue")
		regrade_all(trigger="Nightly")
		self.assertEqual(stored(minor), "Red")

	def test_without_any_script_the_grade_is_the_same(self):
		frappe.db.set_value("Server Script", SCRIPT, "disabled", 1)
		frappe.cache.delete_value("server_script_map")
		self.assertEqual(stored(make_minor(factors=["left_behind", "single_parent"])), "Yellow")

	def test_the_endpoint_is_for_those_who_may_read_minors(self):
		officer = make_officer("police_officer")
		with self.user(officer.user), self.assert_refused():
			api.evaluate_minor([{"factor": "smoking", "since": today()}])

	def test_the_endpoint_takes_what_a_client_sends(self):
		verdict = api.evaluate_minor(json.dumps([{"factor": "smoking", "since": "2024-02-01", "until": ""}]))
		self.assertEqual(verdict["grade"], "Red")
		self.assertEqual(api.evaluate_minor([{"factor": "no such thing", "since": today()}])["grade"], "")


class TestGradeChanges(GradingCase):
	def test_one_row_for_each_change_and_none_for_other_saves(self):
		minor = make_minor(factors=["left_behind"])
		minor.school_class = "一年级"
		minor.save()
		self.assertEqual([change.to_grade for change in changes_of(minor)], ["Blue"])
		minor.append("risk_factors", {"factor": "smoking", "since": today()})
		minor.save()
		changes = changes_of(minor)
		self.assertEqual([(c.from_grade, c.to_grade) for c in changes], [("", "Blue"), ("Blue", "Red")])
		self.assertEqual([c.confirmation for c in changes], ["Superseded", "Awaiting"])

	def test_a_minor_without_factors_has_no_change(self):
		minor = make_minor()
		self.assertEqual((changes_of(minor), stored(minor, "grade_confirmation")), ([], ""))

	def test_losing_the_grade_waits_for_a_decision_too(self):
		minor = make_minor(factors=["smoking"])
		minor.risk_factors[0].until = add_days(today(), -1)
		minor.save()
		self.assertEqual(stored(minor, "grade", "grade_confirmation"), ("", "Awaiting"))

	def test_a_change_of_the_literal_reading_alone_needs_no_decision(self):
		minor = make_minor(factors=["left_behind", "single_parent"])
		confirm_grade(changes_of(minor)[0].name)
		minor.reload()
		minor.append("risk_factors", {"factor": "intellectual_disability", "since": today()})
		minor.save()
		last = changes_of(minor)[-1]
		self.assertEqual((last.from_grade, last.to_grade, last.to_literal), ("Yellow", "Yellow", "Yellow"))
		self.assertEqual(last.confirmation, "")
		self.assertEqual(stored(minor, "grade_confirmation"), "Confirmed")

	def test_nobody_writes_changes_or_deletes_them(self):
		change = frappe.get_doc("Grade Change", changes_of(make_minor(factors=["smoking"]))[0].name)
		with self.assert_refused(AppendOnlyError):
			change.to_grade = "Blue"
			change.save()
		change.reload()
		with self.assert_refused(AppendOnlyError):
			change.confirmation = "Confirmed"
			change.save()
		with self.assert_refused(AppendOnlyError):
			frappe.delete_doc("Grade Change", change.name, force=True)
		with self.assert_refused(AppendOnlyError):
			frappe.copy_doc(change).insert()

	def test_reserved_names_are_new_and_running(self):
		first, second = reserve_names("LHTEST-", 4, 2), reserve_names("LHTEST-", 4, 1)
		self.assertEqual((first, second), (["LHTEST-0001", "LHTEST-0002"], ["LHTEST-0003"]))


class TestDecisions(GradingCase):
	def setUp(self):
		super().setUp()
		self.minor = make_minor(factors=["smoking"])
		self.change = changes_of(self.minor)[0].name
		self.office = make_officer("protection_officer", area=self.minor.area)

	def test_r15_the_office_confirms(self):
		with self.user(self.office.user):
			api.confirm(self.change)
		change = frappe.get_doc("Grade Change", self.change)
		self.assertEqual((change.confirmation, change.confirmed_by), ("Confirmed", self.office.user))
		self.assertEqual(getdate(change.confirmed_at), getdate())
		self.assertEqual(stored(self.minor, "grade", "grade_confirmation"), ("Red", "Confirmed"))
		self.minor.reload()
		self.minor.save()
		self.assertEqual(stored(self.minor, "grade_confirmation"), "Confirmed")

	def test_an_objection_needs_a_reason_and_leaves_the_grade(self):
		with self.user(self.office.user):
			with self.assert_refused(ConfirmationError):
				api.object_to(self.change, "  无 ")
			api.object_to(self.change, "已核实没有吸烟行为")
		self.assertEqual(stored(self.minor, "grade", "grade_confirmation"), ("Red", "Objected"))
		self.assertEqual(
			frappe.db.get_value("Grade Change", self.change, "objection_reason"), "已核实没有吸烟行为"
		)

	def test_what_is_decided_stays_decided(self):
		confirm_grade(self.change)
		with self.assert_refused(ConfirmationError):
			object_grade(self.change, "已核实没有吸烟行为")

	def test_a_later_change_supersedes(self):
		self.minor.set("risk_factors", [])
		self.minor.save()
		with self.user(self.office.user), self.assert_refused(ConfirmationError):
			api.confirm(self.change)

	def test_villages_schools_and_leaders_do_not_decide(self):
		for position in ("village_cadre", "liaison_leader", "leading_group_member", "system_steward"):
			officer = make_officer(position, area=self.minor.area)
			with self.subTest(position=position), self.user(officer.user), self.assert_refused():
				api.confirm(self.change)
			with self.user(officer.user), self.assert_refused():
				api.object_to(self.change, "已核实没有吸烟行为")
			with self.user(officer.user), self.assert_refused():
				confirm_grade(self.change)

	def test_an_office_elsewhere_does_not_decide(self):
		elsewhere = make_officer("protection_officer", area=make_area().name)
		with self.user(elsewhere.user), self.assert_refused():
			api.confirm(self.change)

	def test_many_at_once_are_decided_one_by_one(self):
		other = changes_of(make_minor(self.minor.area, factors=["drinking"]))[0].name
		with self.user(self.office.user):
			self.assertEqual(api.confirm_many([self.change, other, self.change]), 2)

	def test_the_form_is_told_what_waits(self):
		with self.user(self.office.user):
			self.assertEqual(api.awaiting(self.minor.name), {"change": self.change, "may_decide": True})
		cadre = make_officer(area=self.minor.area)
		with self.user(cadre.user):
			self.assertEqual(api.awaiting(self.minor.name), {"change": None, "may_decide": False})
