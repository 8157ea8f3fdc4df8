"""Scripts changed on this site: what the report says of them, who is told, and who may ask."""

import frappe
from frappe.desk.query_report import run

from lijian_hulei.customising import shipped_scripts
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.grading import SCRIPT, DriftTestCase


class RuleDriftCase(DriftTestCase):
	def state(self) -> shipped_scripts.ScriptState:
		return shipped_scripts.states()[0]

	def report(self, officer, **filters) -> dict:
		with self.user(officer.user):
			return run("Rule Drift", filters=filters)

	def subjects(self, user: str) -> list[str]:
		return frappe.get_all("Notification Log", {"for_user": user}, pluck="subject")


class TestStates(RuleDriftCase):
	def test_as_shipped(self):
		state = self.state()
		self.assertEqual((state.name, state.state), (SCRIPT, "As Shipped"))
		self.assertEqual(state.shipped, state.present)
		self.assertIsNone(state.changed_by)

	def test_edited(self):
		self.edit_script("# 本镇补充")
		state = self.state()
		self.assertEqual(state.state, "Edited Here")
		self.assertNotEqual(state.shipped, state.present)
		self.assertEqual(state.changed_by, "Administrator")
		self.assertEqual((state.lines_added, state.lines_removed), (2, 0))

	def test_switched_off_deleted_and_put_back(self):
		frappe.db.set_value("Server Script", SCRIPT, "disabled", 1)
		self.assertEqual(self.state().state, "Switched Off")
		frappe.db.set_value("Server Script", SCRIPT, "disabled", 0)
		self.assertEqual(self.state().state, "As Shipped")
		frappe.delete_doc("Server Script", SCRIPT)
		self.assertEqual(self.state().state, "Deleted Here")

	def test_one_of_the_sites_own(self):
		frappe.get_doc(
			{
				"doctype": "Server Script",
				"name": "Test Own",
				"script_type": "DocType Event",
				"reference_doctype": "Visit",
				"doctype_event": "After Save",
				"script": "pass",
			}
		).insert()
		known = {state.name: state.state for state in shipped_scripts.states()}
		self.assertEqual(known, {SCRIPT: "As Shipped", "Test Own": "Added Here"})
		frappe.db.set_value("Server Script", "Test Own", "disabled", 1)
		self.assertNotIn("Test Own", [state.name for state in shipped_scripts.states()])


class TestTheReport(RuleDriftCase):
	def test_it_says_where_an_edited_script_breaks_the_policy(self):
		self.edit_script('doc.grade = "Blue"')
		minor = make.make_minor(self.village, ["smoking"])
		for officer in (self.steward, self.office):
			answer = self.report(officer, days=30)
			rows = answer["result"]
			self.assertEqual([row.get("script") for row in rows if row.get("script")], [SCRIPT])
			broken = [row for row in rows if row.get("found_by") == "Save"]
			self.assertEqual([row["number"] for row in broken], [1])
			self.assertNotIn(minor.name, frappe.as_json(answer))
			self.assertNotIn(minor.minor_name, frappe.as_json(answer))
			self.assertEqual([entry["value"] for entry in answer["report_summary"]], [1, 1])

	def test_all_grades_are_compared_when_asked(self):
		minor = make.make_minor(self.village, ["smoking"])
		before = self.report(self.steward, check_now=1)["report_summary"][-1]["value"]
		frappe.db.set_value("Minor", minor.name, "grade", "Blue")
		after = self.report(self.steward, check_now=1)
		self.assertEqual(after["report_summary"][-1]["value"], before + 1)
		self.assertEqual(len(self.report(self.steward)["report_summary"]), 2)

	def test_a_village_cadre_has_no_such_report(self):
		with self.assert_refused():
			self.report(self.cadre)


class TestWhoIsTold(RuleDriftCase):
	def test_an_edit_is_told_once_a_day_to_the_steward_and_the_office(self):
		self.edit_script("# 一")
		self.edit_script("# 二")
		for officer in (self.steward, self.office):
			self.assertEqual(len(self.subjects(officer.user)), 1)
			self.assertIn(SCRIPT, self.subjects(officer.user)[0])
		self.assertEqual(self.subjects(self.cadre.user), [])

	def test_a_script_put_back_as_shipped_is_no_news(self):
		script = frappe.get_doc("Server Script", SCRIPT)
		script.save()
		self.assertEqual(self.subjects(self.office.user), [])

	def test_a_script_of_the_sites_own_on_minors_is(self):
		values = {
			"doctype": "Server Script",
			"script_type": "DocType Event",
			"doctype_event": "After Save",
			"script": "pass",
		}
		frappe.get_doc({**values, "name": "Test On Visit", "reference_doctype": "Visit"}).insert()
		self.assertEqual(self.subjects(self.steward.user), [])
		frappe.get_doc({**values, "name": "Test On Minor", "reference_doctype": "Minor"}).insert()
		self.assertEqual(len(self.subjects(self.steward.user)), 1)

	def test_a_deletion_is(self):
		frappe.delete_doc("Server Script", SCRIPT)
		self.assertEqual(len(self.subjects(self.steward.user)), 1)

	def test_an_update_of_the_app_is_not(self):
		frappe.flags.in_migrate = True
		self.addCleanup(frappe.flags.pop, "in_migrate", None)
		self.edit_script("# 三")
		self.assertEqual(self.subjects(self.steward.user), [])
