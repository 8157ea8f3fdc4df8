"""Grades written past the policy: overruled on save, put right at night, kept, counted, and told to the right people."""

from unittest.mock import patch

import frappe

from lijian_hulei.ledger.services import drift, regrade_all
from lijian_hulei.privacy.append_only import AppendOnlyError
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.grading import DriftTestCase


class DriftCase(DriftTestCase):
	def found(self) -> list:
		fields = ["minor", "area", "found_by", "written_grade", "policy_grade", "policy"]
		return frappe.get_all("Grade Drift", fields=fields, order_by="name")

	def notices(self, user: str) -> list[str]:
		return frappe.get_all("Notification Log", {"for_user": user}, pluck="email_content")


class TestOnSave(DriftCase):
	def test_the_shipped_script_and_one_that_only_adds_a_notice_leave_nothing(self):
		make.make_minor(self.village, ["smoking"])
		self.edit_script('frappe.msgprint("请核对监护人电话")')
		make.make_minor(self.village, ["smoking"])
		self.assertEqual(self.found(), [])

	def test_a_script_with_grades_of_its_own_is_overruled_and_kept(self):
		self.edit_script('doc.grade = "Blue"')
		minor = make.make_minor(self.village, ["smoking"])
		self.assertEqual(self.fresh(minor).grade, "Red")
		row = self.found()[0]
		self.assertEqual((row.minor, row.area, row.found_by), (minor.name, self.village, "Save"))
		self.assertEqual((row.written_grade, row.policy_grade), ("Blue", "Red"))
		self.assertEqual(row.policy, minor.grading_policy)

	def test_once_a_day_for_the_same_child(self):
		self.edit_script('doc.grade = "Blue"')
		minor = make.make_minor(self.village, ["smoking"])
		self.fresh(minor).save()
		self.assertEqual(len(self.found()), 1)

	def test_a_grade_written_after_the_save_is_kept_as_well(self):
		frappe.get_doc(
			{
				"doctype": "Server Script",
				"name": "Test Late",
				"script_type": "DocType Event",
				"reference_doctype": "Minor",
				"doctype_event": "After Save",
				"script": 'doc.db_set("grade", "Yellow")',
			}
		).insert()
		minor = make.make_minor(self.village, ["smoking"])
		self.assertEqual(frappe.db.get_value("Minor", minor.name, "grade"), "Red")
		self.assertEqual([row.written_grade for row in self.found()], ["Yellow"])


class TestAtNight(DriftCase):
	def night(self) -> int:
		return frappe.db.get_value("Grading Run", regrade_all(trigger="Nightly"), "drift")

	def test_what_was_written_past_every_save_is_kept_and_told_once(self):
		minors = [make.make_minor(self.village, ["smoking"]), make.make_minor(self.village)]
		self.night()
		frappe.db.set_value("Minor", minors[0].name, "grade", "Blue")
		frappe.db.set_value("Minor", minors[1].name, "grade", "Red")
		self.assertEqual(drift.differing_now(), {("Blue", "Red"): 1, ("Red", ""): 1})
		self.assertEqual(self.night(), 2)
		self.assertEqual(
			[(row.minor, row.found_by, row.written_grade, row.policy_grade) for row in self.found()],
			[(minors[0].name, "Nightly", "Blue", "Red"), (minors[1].name, "Nightly", "Red", "")],
		)
		self.assertEqual(drift.differing_now(), {})
		name = frappe.db.get_value("Grade Drift", {"minor": minors[0].name}, "minor_name")
		self.assertEqual(name, minors[0].minor_name)
		for officer in (self.steward, self.office):
			self.assertEqual(len(self.notices(officer.user)), 1)
			self.assertNotIn(minors[0].minor_name, self.notices(officer.user)[0])
			self.assertNotIn(minors[0].name, self.notices(officer.user)[0])
		self.assertEqual(self.notices(self.cadre.user), [])
		self.assertEqual(drift.tell(), 0)

	def test_a_quiet_night_tells_nobody(self):
		make.make_minor(self.village, ["smoking"])
		self.night()
		self.assertEqual(self.night(), 0)
		self.assertEqual(self.found(), [])
		self.assertEqual(self.notices(self.office.user), [])

	def test_another_townships_office_is_not_told(self):
		other = make.make_area("Township", code="990101102000").name
		stranger = make.make_officer("protection_officer", other)
		minor = make.make_minor(self.village, ["smoking"])
		self.night()
		frappe.db.set_value("Minor", minor.name, "grade", "Blue")
		self.night()
		self.assertEqual(self.notices(stranger.user), [])
		self.assertEqual(self.names_seen_by(stranger.user, "Grade Drift"), [])
		self.assertEqual(len(self.names_seen_by(self.office.user, "Grade Drift")), 1)
		self.assertEqual(self.names_seen_by(self.steward.user, "Grade Drift"), [])
		self.assertEqual(self.names_seen_by(self.cadre.user, "Grade Drift"), [])

	def test_many_are_written_in_few_statements(self):
		minors = [make.make_minor(self.village) for _number in range(5)]
		self.night()
		for minor in minors:
			frappe.db.set_value("Minor", minor.name, "grade", "Blue")
		with patch.object(drift, "CHUNK", 2):
			self.assertEqual(self.night(), 5)
		self.assertEqual(len({row.minor for row in self.found()}), 5)


class TestTheRecord(DriftCase):
	def test_nobody_writes_or_changes_one(self):
		minor = make.make_minor(self.village, ["smoking"])
		values = {
			"doctype": "Grade Drift",
			"minor": minor.name,
			"area": self.village,
			"found_by": "Save",
			"written_grade": "Blue",
		}
		with self.assert_refused(AppendOnlyError):
			frappe.get_doc(values).insert()
		with self.user(self.office.user), self.assert_refused():
			frappe.get_doc(values).insert()
