"""What a form sends back untouched is no change, whatever type it arrives in."""

import frappe
from frappe.utils import add_days

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import OutOfOrder
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import make_hazard


class TestChanges(CampusTestCase):
	def as_the_form_sends(self, doc):
		"""Dates as texts, blanks as empty texts, as savedocs gets them."""
		sent = frappe.parse_json(frappe.as_json(doc.as_dict()))
		return frappe.get_doc({field: "" if value is None else value for field, value in sent.items()})

	def test_the_untouched_is_unchanged(self):
		hazard = self.as_the_form_sends(make_hazard(self.school.name))
		hazard.load_doc_before_save()
		data = [df.fieldname for df in hazard.meta.fields if df.fieldtype not in frappe.model.table_fields]
		self.assertEqual([field for field in data if has_changed(hazard, field)], [])
		hazard.update({"due_on": str(add_days(hazard.due_on, 1)), "answer": "已更换"})
		self.assertEqual([field for field in data if has_changed(hazard, field)], ["due_on", "answer"])

	def test_a_school_answers_on_the_form_and_keeps_the_deadline(self):
		hazard = self.as_the_form_sends(make_hazard(self.school.name))
		with self.user(self.head.user):
			hazard.answer = "已更换摄像头"
			hazard.save()
			later = self.as_the_form_sends(self.fresh(hazard))
			later.due_on = str(add_days(later.due_on, 9))
			with self.assert_refused(OutOfOrder):
				later.save()

	def test_everything_in_a_new_record_is_new(self):
		self.assertTrue(has_changed(frappe.new_doc("Campus Hazard"), "answer"))
