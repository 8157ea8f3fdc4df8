import frappe

from lijian_hulei.access.registry import REGISTRY
from lijian_hulei.records.printing import record_list, record_value
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestPrinting(HuleiTestCase):
	def test_a_print_says_what_its_reader_may_read(self):
		village = make.make_area().name
		cadre, stranger = make.make_officer(area=village), make.make_officer()
		minor = make.make_minor(village, remarks="备注")
		with self.user(cadre.user):
			self.assertEqual(record_value("Minor", minor.name, "minor_name"), minor.minor_name)
			self.assertEqual(
				record_value("Minor", minor.name, ["minor_name", "remarks"]),
				{"minor_name": minor.minor_name, "remarks": "备注"},
			)
			self.assertEqual(record_value("Minor", None, "minor_name"), "")
			self.assertEqual(record_value("Minor", minor.name, "no_such_field"), "")
		with self.user(stranger.user):
			self.assertEqual(record_value("Minor", minor.name, "minor_name"), "")
			blank = {"minor_name": "", "remarks": ""}
			self.assertEqual(record_value("Minor", minor.name, ["minor_name", "remarks"]), blank)
			self.assertEqual(record_value("Minor", "MIN-none", ["minor_name", "remarks"]), blank)
			self.assertTrue(record_value("Agency", cadre.agency, "agency_name"))

	def test_lists_too(self):
		village = make.make_area().name
		cadre, stranger = make.make_officer(area=village), make.make_officer()
		minor = make.make_minor(village, ["left_behind"])
		make.make_visit(minor.name, cadre.name, summary="测试")
		wanted = ("Visit", {"minor": minor.name}, ["visit_date", "summary"])
		with self.user(cadre.user):
			self.assertEqual([row.summary for row in record_list(*wanted)], ["测试"])
		with self.user(stranger.user):
			self.assertEqual(record_list(*wanted), [])
		governance = make.make_officer("governance_officer", make.make_township())
		police = make.make_officer("police_officer", agency=make.make_agency("police_station", village).name)
		with self.user(governance.user):
			self.assertEqual(len(record_list(*wanted)), 1)
		with self.user(police.user):
			self.assertEqual(record_list(*wanted), [])

	def test_levels_hold(self):
		village = make.make_area().name
		school = make.make_agency("school", village)
		head = make.make_officer("school_head", village, school.name)
		pupil = make.make_minor(village, school=school.name, remarks="备注")
		with self.user(head.user):
			self.assertEqual(record_value("Minor", pupil.name, "minor_name"), pupil.minor_name)
			self.assertEqual(record_value("Minor", pupil.name, "remarks"), "")

	def test_what_a_form_hides_no_print_shows(self):
		shown = [
			f"{doctype}: {field.fieldname}"
			for doctype in REGISTRY
			if frappe.db.exists("DocType", doctype)
			for field in frappe.get_meta(doctype).get("fields", {"hidden": 1, "print_hide": 0})
			if field.fieldtype not in frappe.model.no_value_fields and not frappe.get_meta(doctype).istable
		]
		self.assertEqual(shown, [])

	def test_masters_are_headed_by_their_title(self):
		kind = frappe.get_doc("Activity Kind", {"enabled": 1})
		html = frappe.get_print("Activity Kind", kind.name, "Standard")
		self.assertIn(kind.kind_name, html)
		self.assertNotIn(f">{kind.name}<", html)
