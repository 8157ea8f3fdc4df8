import json

import frappe

from lijian_hulei.compliance.doctype.duty.duty import InvalidDuty
from lijian_hulei.compliance.services.definitions import enabled_duties
from lijian_hulei.compliance.test_compliance import make_duty
from lijian_hulei.setup import seeds
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestDuty(HuleiTestCase):
	def test_the_duties_of_the_plan_are_seeded_with_their_source(self):
		seeded = frappe.get_all(
			"Duty", fields=["name", "requirement", "source_text", "plan_section"], order_by="name"
		)
		present = {row.requirement for row in seeded}
		self.assertLessEqual(
			{"R10", "R11", "R12", "R13", "R14/R15", "R16", "R17", "R18", "R48", "R49"}, present
		)
		self.assertTrue(all(row.source_text and row.plan_section for row in seeded if row.requirement))
		# Counting rounds instead of venues is the other reading of ambiguity A7, and not in force.
		self.assertEqual(
			{row.name for row in seeded} - {spec.name for spec in enabled_duties()}, {"R03_rounds"}
		)

	def test_seeding_again_keeps_what_an_admin_changed(self):
		frappe.db.set_value("Duty", "R13_visits", "weight", 9)
		seeds.apply()
		self.assertEqual(frappe.db.get_value("Duty", "R13_visits", "weight"), 9)

	def test_refused(self):
		cases = (
			{"code": "1 or 1=1"},
			{"subject_doctype": "User"},
			{"subject_doctype": "Visit Finding"},
			{"subject_doctype": "Hulei Settings"},
			{"evidence_doctype": "Sealed Value", "evidence_link_field": "reference_name"},
			{"evidence_doctype": "File", "evidence_link_field": "attached_to_name"},
			{"subject_area_field": "no_such_field"},
			{"evidence_date_field": "mode"},
			{"evidence_link_field": "findings"},
			{"subject_filters": '[["grade", "=", "Red") or (1=1'},
			{"subject_filters": json.dumps(["(select count(*) from __Auth)>0"])},
			{"subject_filters": json.dumps([["grade", "like", "%"]])},
			{"subject_filters": json.dumps([["no_such_field", "=", 1]])},
			{"subject_filters": json.dumps([["area.no_such_field", "=", 1]])},
			{"subject_filters": json.dumps([["grade.name", "=", 1]])},
			{"subject_filters": json.dumps([["birth_date", ">", "someday"]])},
			{"evidence_filters": json.dumps([["docstatus", "=", "1"]])},
			{"responsible": "Position In Area"},
			{
				"responsible": "Helper",
				"subject_doctype": "Area",
				"subject_filters": "[]",
				"count_by_grade": 0,
				"subject_date_field": "",
				"subject_area_field": "name",
			},
			{"subject_doctype": "Household", "subject_filters": "[]", "subject_date_field": ""},
			{"frequency": "Within Days Of Event"},
			{"frequency": "Once By Date"},
			{"due_day": 32},
			{"effective_from": "2026-05-01", "effective_to": "2026-04-01"},
			{"escalate_second_days": 9},
		)
		for number, change in enumerate(cases):
			with self.subTest(change=change), self.assert_refused(InvalidDuty):
				make_duty(**{"code": f"T_wrong_{number}", **change})

	def test_only_the_steward_writes_duties(self):
		duty = frappe.get_doc("Duty", "R13_visits")
		for position, may in (
			("village_cadre", False),
			("governance_officer", False),
			("system_steward", True),
		):
			user = make.make_officer(position).user
			self.assert_permitted(duty, user)
			if may:
				self.assert_permitted(duty, user, "write")
			else:
				self.assert_not_permitted(duty, user, "write")
