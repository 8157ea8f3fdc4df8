"""What a steward may change without code, and everything he may not, whichever document he writes it into."""

import json

import frappe

from lijian_hulei.customising import policy
from lijian_hulei.customising.doctype.record_type.record_type import WrongRecordType
from lijian_hulei.customising.limits import NotForStaff
from lijian_hulei.customising.services import choices
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

RECORD_TYPE = "Record Test Round"


def a_record_type(**overrides) -> dict:
	return {
		"doctype": "DocType",
		"name": RECORD_TYPE,
		"module": "Care",
		"custom": 1,
		"autoname": "CSTZ-.#####",
		"fields": [
			{"fieldname": "area", "label": "Area", "fieldtype": "Link", "options": "Area", "reqd": 1},
			{"fieldname": "held_on", "label": "Held On", "fieldtype": "Date", "reqd": 1},
		],
		"permissions": [
			{"role": "System Manager", "read": 1, "write": 1, "create": 1},
			{"role": "Village Cadre", "read": 1, "write": 1, "create": 1},
			{"role": "Protection Office", "read": 1},
		],
		**overrides,
	}


class PolicyTestCase(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.township = make.make_township()
		cls.steward = make.make_officer("system_steward", cls.township)
		cls.village = make.make_area().name
		cls.cadre = make.make_officer("village_cadre", cls.village)

	def as_steward(self, values: dict):
		with self.user(self.steward.user):
			return frappe.get_doc(values).insert()

	def refused(self, values: dict) -> None:
		with self.user(self.steward.user), self.assert_refused(NotForStaff):
			frappe.get_doc(values).insert()


class TestFields(PolicyTestCase):
	def field(self, **values) -> dict:
		return {
			"doctype": "Custom Field",
			"dt": "Visit",
			"fieldname": "test_distance",
			"label": "Test Distance",
			"fieldtype": "Int",
			**values,
		}

	def test_wrong_fields(self):
		for wrong in (
			{"dt": "User"},
			{"dt": "Sealed Value"},
			{"fieldtype": "HTML", "options": "<script>"},
			{"fieldtype": "Code"},
			{"fieldtype": "Button"},
			{"fieldtype": "Password"},
			{"label": "<img src=x>"},
			{"description": "<b>x</b>"},
			{"fieldtype": "Link", "options": "User"},
			{"fieldtype": "Link", "options": "Minor", "ignore_user_permissions": 1},
			{"depends_on": "eval:alert(1)"},
			{"depends_on": "eval:doc.no_such_field"},
			{"permlevel": 5},
			{"fieldtype": "Data", "fetch_from": "minor.id_number"},
			{"fieldtype": "Data", "dt": "Follow Up", "fetch_from": "minor.grade_reason"},
			{"fieldtype": "Data", "dt": "Follow Up", "fetch_from": "minor.birth_date"},
			{"fieldtype": "Data", "fetch_from": "owner.email"},
			{"fieldtype": "Data", "in_global_search": 1},
		):
			with self.subTest(wrong):
				self.refused(self.field(**wrong))

	def test_others_write_nothing_at_all(self):
		with self.user(self.cadre.user), self.assert_refused():
			frappe.get_doc(self.field()).insert()

	def test_properties(self):
		def setter(name: str, value: str, field: str = "summary", doctype: str = "Visit") -> dict:
			return {
				"doctype": "Property Setter",
				"doctype_or_field": "DocField",
				"doc_type": doctype,
				"field_name": field,
				"property": name,
				"property_type": "Data",
				"value": value,
			}

		for name, value in (
			("label", "走访小结"),
			("reqd", "1"),
			("depends_on", "eval:doc.mode == 'In Person'"),
		):
			with self.subTest(name):
				self.as_steward(setter(name, value))
		self.as_steward(setter("options", "In Person\nTelephone\nVideo\nLetter", "mode"))
		for name, value, field, doctype in (
			("reqd", "0", "minor", "Visit"),
			("permlevel", "0", "grade_reason", "Minor"),
			("read_only", "0", "grade", "Minor"),
			("hidden", "0", "search_key", "Minor"),
			("fieldtype", "Data", "id_number", "Minor"),
			("fetch_from", "minor.id_number", "summary", "Visit"),
			("ignore_user_permissions", "1", "minor", "Visit"),
			("options", "In Person", "mode", "Visit"),
			("options", "User", "minor", "Visit"),
			("label", "<script>", "summary", "Visit"),
			("depends_on", "eval:fetch('/x')", "summary", "Visit"),
			("label", "x", "first_name", "User"),
		):
			with self.subTest(name=name, field=field):
				self.refused(setter(name, value, field, doctype))

	def test_a_translation_brings_no_tags(self):
		words = {"doctype": "Translation", "language": "zh", "source_text": "Visit Date"}
		self.as_steward({**words, "translated_text": "上门日期"})
		self.refused({**words, "translated_text": "<img src=x onerror=y>"})


class TestTexts(PolicyTestCase):
	def test_print_formats(self):
		copy = {
			"doctype": "Print Format",
			"name": "Test Visit Sheet",
			"doc_type": "Visit",
			"module": "Care",
			"standard": "No",
			"custom_format": 1,
			"print_format_type": "Jinja",
			"html": "<p>{{ doc.visit_date }}</p>",
		}
		self.as_steward(copy)
		for wrong in (
			{"html": "{{ frappe.db.sql('select 1') }}"},
			{"html": "<script>alert(1)</script>"},
			{"html": "<p onclick=x>"},
			{"css": "p { background: url(https://x) }"},
			{"print_format_type": "JS"},
			{"raw_printing": 1, "raw_commands": "x"},
			{"doc_type": "User"},
			{"format_data": json.dumps([{"fieldtype": "HTML", "options": "{{ frappe.conf.x }}"}])},
		):
			with self.subTest(wrong):
				self.refused({**copy, "name": "Test Other Sheet", **wrong})

	def test_notifications(self):
		notice = {
			"doctype": "Notification",
			"name": "Test Notice",
			"document_type": "Follow Up",
			"subject": "{{ doc.name }} 待办",
			"message": "{{ doc.due_on }}",
			"event": "New",
			"channel": "System Notification",
			"condition": "doc.status == 'Open'",
			"recipients": [{"receiver_by_role": "Protection Office"}],
		}
		self.as_steward(notice)
		for wrong in (
			{"channel": "Email"},
			{"condition": "frappe.db.sql('x')"},
			{"message": "{{ frappe.get_all('Minor') }}"},
			{"set_property_after_alert": "status", "property_value": "Done"},
			{"document_type": "User"},
			{"event": "Method", "method": "validate"},
			{"recipients": [{"receiver_by_role": "Protection Office", "cc": "a@b.example"}]},
		):
			with self.subTest(wrong):
				self.refused({**notice, "name": "Test Other Notice", **wrong})

	def test_a_workflow_grows_but_loses_no_state(self):
		with self.user(self.steward.user):
			flow = frappe.get_doc("Workflow", {"document_type": "Rectification Order"})
			flow.transitions[0].condition = "doc.answer != ''"
			flow.save()
			for change in (
				{"condition": "frappe.session.user"},
				{"allowed": "Guest"},
			):
				with self.subTest(change), self.assert_refused(NotForStaff):
					wrong = frappe.get_doc("Workflow", flow.name)
					wrong.transitions[0].update(change)
					wrong.save()
			# A condition of the app that says more than staff may write stays where it is.
			shipped = frappe.get_doc("Workflow", {"document_type": "Bulletin"})
			self.assertIn("frappe.session.user", shipped.transitions[0].condition)
			shipped.transitions[1].condition = "doc.status != ''"
			shipped.save()
			with self.assert_refused(NotForStaff):
				wrong = frappe.get_doc("Workflow", flow.name)
				wrong.states = [row for row in wrong.states if row.state != "Answered"]
				wrong.transitions = [
					row for row in wrong.transitions if "Answered" not in (row.state, row.next_state)
				]
				wrong.save()

	def test_an_added_state_can_be_reached_and_a_step_is_for_who_may_write(self):
		def flow():
			return frappe.get_doc("Workflow", {"document_type": "Rectification Order"})

		with self.user(self.steward.user):
			frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "测试审阅"}).insert()
			changed = flow()
			changed.append("states", {"state": "测试审阅", "doc_status": "0", "allow_edit": "Police Officer"})
			step = {"state": "Answered", "action": "Escalate", "next_state": "测试审阅"}
			changed.append("transitions", {**step, "allowed": "Police Officer"})
			changed.save()
			options = frappe.get_meta("Rectification Order").get_field("status").options.split("\n")
			self.assertEqual(options[-1], "测试审阅")
			self.assertIn("Escalated", options)
			with self.assert_refused(NotForStaff):
				wrong = flow()
				wrong.append("transitions", {**step, "allowed": "Village Cadre"})
				wrong.save()

	def test_new_choices_of_the_app_stand_beside_the_towns(self):
		frappe.flags.in_create_custom_fields = True
		self.addCleanup(frappe.flags.pop, "in_create_custom_fields", None)
		self.as_steward(
			{
				"doctype": "Property Setter",
				"doctype_or_field": "DocField",
				"doc_type": "Visit",
				"field_name": "mode",
				"property": "options",
				"property_type": "Text",
				"value": "In Person\nTelephone\nVideo\n书信",
			}
		)
		frappe.db.set_value(
			"DocField", {"parent": "Visit", "fieldname": "mode"}, "options", "In Person\nTelephone\nVideo\nX"
		)
		for _twice in range(2):
			choices.take_over_shipped()
			self.assertEqual(
				frappe.db.get_value(
					"Property Setter", {"doc_type": "Visit", "field_name": "mode"}, "value"
				).split("\n"),
				["In Person", "Telephone", "Video", "X", "书信"],
			)

	def test_scripts_stay_with_the_app(self):
		with self.user(self.steward.user):
			self.assertFalse(frappe.has_permission("Server Script", "create"))
			self.assertFalse(frappe.has_permission("Server Script", "write"))

	def test_a_system_manager_is_not_limited(self):
		frappe.get_doc(
			{
				"doctype": "Translation",
				"language": "zh",
				"source_text": "Visit Date",
				"translated_text": "<b>x</b>",
			}
		).insert()


class TestRecordTypes(PolicyTestCase):
	"""What is refused before a table is made; tests/rest/test_customising.py makes some over HTTP."""

	def describe(self, **overrides) -> dict:
		return {
			"doctype": "Record Type",
			"title": RECORD_TYPE,
			"module": "Care",
			"numbering": "CSTZ",
			"fields_wanted": [
				{"label": "开展日期", "fieldtype": "Date", "is_required": 1, "in_list": 1},
				{"label": "开展方式", "fieldtype": "Select", "choices": "入户\n电话", "in_list": 1},
			],
			"roles": [{"role": "Village Cadre", "may_create": 1}, {"role": "Protection Office"}],
			**overrides,
		}

	def test_doctypes_written_past_the_description_are_held_to_the_same_limits(self):
		fields = a_record_type()["fields"]
		rights = a_record_type()["permissions"]
		for wrong in (
			{"custom": 0},
			{"module": "Core"},
			{"issingle": 1},
			{"has_web_view": 1},
			{"allow_rename": 1},
			{"autoname": "field:held_on"},
			{"autoname": "prompt"},
			{"fields": fields[1:]},
			{"fields": [{**fields[0], "reqd": 0}, fields[1]]},
			{"fields": [*fields, {"fieldname": "x", "label": "X", "fieldtype": "HTML"}]},
			{"fields": [*fields, {"fieldname": "x", "label": "X", "fieldtype": "Link", "options": "User"}]},
			{"permissions": [{"role": "All", "read": 1}]},
			{"permissions": [{"role": "System Steward", "read": 1}]},
			{"permissions": [{"role": "School Officer", "read": 1}]},
			{"permissions": [*rights, {"role": "Liaison Leader", "read": 1, "share": 1}]},
		):
			with self.subTest(wrong), self.user(self.steward.user), self.assert_refused(NotForStaff):
				policy.check(frappe.get_doc(a_record_type(**wrong)))
		with self.user(self.steward.user):
			policy.check(frappe.get_doc(a_record_type()))
			with self.assert_refused():
				frappe.get_doc(a_record_type()).insert()

	def test_descriptions_that_cannot_be_made(self):
		for wrong in (
			{"numbering": "c1"},
			{"module": "Core"},
			{"fields_wanted": [{"label": "一", "fieldtype": "Data"}, {"label": "一", "fieldtype": "Int"}]},
			{"fields_wanted": [{"label": "一", "fieldtype": "Select", "choices": "只有一项"}]},
			{"fields_wanted": [{"label": "一", "fieldtype": "Link", "link_to": "User"}]},
			{"roles": [{"role": "System Manager"}]},
			{"roles": [{"role": "System Steward"}]},
		):
			with self.subTest(wrong), self.user(self.steward.user), self.assert_refused(WrongRecordType):
				frappe.get_doc(self.describe(**wrong)).insert()
		with self.user(self.steward.user), self.assert_refused(NotForStaff):
			frappe.get_doc(self.describe(roles=[{"role": "School Officer"}])).insert()
		with self.user(self.cadre.user), self.assert_refused():
			frappe.get_doc(self.describe()).insert()
