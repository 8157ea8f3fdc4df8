"""The configuration as one file: what is in it, a round trip, what is not taken over and why, and whose right it is."""

import json

import frappe

from lijian_hulei.api import configuration as api
from lijian_hulei.customising.services import configuration, configuration_import
from lijian_hulei.customising.services.configuration_import import UnreadableConfiguration
from lijian_hulei.setup import seeds, server_scripts, stock_rights
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

SETTER = {
	"doctype": "Property Setter",
	"doctype_or_field": "DocField",
	"doc_type": "Visit",
	"field_name": "summary",
	"property": "label",
	"property_type": "Data",
	"value": "走访小结",
}
# A heading needs no column; what alters a table is tried over HTTP (tests/rest/test_customising.py).
FIELD = {
	"doctype": "Custom Field",
	"dt": "Visit",
	"fieldname": "test_heading",
	"label": "Test Heading",
	"fieldtype": "Section Break",
}
PRINT = {
	"doctype": "Print Format",
	"name": "Test Visit Sheet",
	"doc_type": "Visit",
	"module": "Care",
	"standard": "No",
	"custom_format": 1,
	"print_format_type": "Jinja",
	"html": "<p>{{ doc.visit_date }}</p>",
}
WORD = {
	"doctype": "Translation",
	"language": "zh",
	"source_text": "Visit Date",
	"translated_text": "上门日期",
}


class ConfigurationTestCase(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.steward = make.make_officer("system_steward", make.make_township())
		cls.cadre = make.make_officer("village_cadre", make.make_area().name)

	def setUp(self) -> None:
		super().setUp()
		frappe.flags.in_create_custom_fields = True  # Frappe then leaves the table alone
		self.addCleanup(frappe.flags.pop, "in_create_custom_fields", None)

	def set_up_here(self) -> list:
		"""What a steward would have made by hand: one of several kinds."""
		made = [
			{"doctype": "Venue Type", **self.a_venue_type("test_karting", "卡丁车")},
			{"doctype": "Risk Factor", **self.a_factor()},
			SETTER,
			FIELD,
			PRINT,
			WORD,
		]
		with self.user(self.steward.user):
			return [frappe.get_doc(values).insert() for values in made]

	def a_venue_type(self, code: str, title: str) -> dict:
		return {"code": code, "type_name": title, "checklist": [{"item": "门口有警示标志"}]}

	def a_factor(self) -> dict:
		"""As one that came with the app, under another code."""
		doc = frappe.get_doc("Risk Factor", frappe.db.get_value("Risk Factor", {}, "name"))
		values = configuration.values_of(configuration.kinds()["Risk Factor"], doc)
		return {**values, "code": "test_factor", "factor_name": "测试因素"}

	def export(self) -> dict:
		with self.user(self.steward.user):
			return json.loads(api.export_configuration())

	def take(self, content: dict | str, user: str | None = None) -> list[dict]:
		text = content if isinstance(content, str) else json.dumps(content)
		with self.user(user or self.steward.user):
			return api.import_configuration(text)

	def file(self, *records: dict, **head) -> dict:
		return {
			"kind": configuration.KIND,
			"format_version": configuration.FORMAT_VERSION,
			"records": list(records),
			**head,
		}

	def word(self, **changes) -> dict:
		values = {**{key: value for key, value in WORD.items() if key != "doctype"}, **changes}
		key = [values["language"], values["source_text"], values.get("context", "")]
		return {"doctype": "Translation", "key": key, "values": values}

	def statuses(self, results: list[dict]) -> dict:
		return {row["status"]: sum(other["status"] == row["status"] for other in results) for row in results}


class TestTheFile(ConfigurationTestCase):
	def test_it_holds_what_was_set_up_and_no_person(self):
		self.set_up_here()
		content = self.export()
		self.assertEqual(content["format_version"], configuration.FORMAT_VERSION)
		found = {row["doctype"] for row in content["records"]}
		for doctype in ("Custom Field", "Property Setter", "Translation", "Print Format", "Duty", "Workflow"):
			self.assertIn(doctype, found)
		for doctype in ("User", "Officer", "Minor", "Sealed Value", "Workspace", "Position", "Area"):
			self.assertNotIn(doctype, found)
		text = json.dumps(content)
		self.assertNotIn(self.steward.user, text)
		self.assertNotIn(self.steward.name, text)

	def test_two_files_of_the_same_site_are_the_same(self):
		self.assertEqual(self.export(), self.export())

	def test_own_file_changes_nothing(self):
		results = self.take(self.export())
		self.assertEqual([row for row in results if row["status"] != "Unchanged"], [])

	def test_a_round_trip_brings_everything_back_and_a_second_changes_nothing(self):
		made = self.set_up_here()
		content = self.export()
		for doc in reversed(made):
			frappe.delete_doc(doc.doctype, doc.name, force=True)
		results = [row for row in self.take(content) if row["status"] != "Unchanged"]
		self.assertEqual(self.statuses(results), {"Added": len(made)}, results)
		self.assertEqual(frappe.db.get_value("Venue Type", "test_karting", "type_name"), "卡丁车")
		self.assertTrue(frappe.db.exists("Custom Field", "Visit-test_heading"))
		self.assertEqual(self.export()["records"], content["records"])
		self.assertEqual([row for row in self.take(content) if row["status"] != "Unchanged"], [])


class TestTakingOver(ConfigurationTestCase):
	def test_a_check_changes_nothing(self):
		made = self.set_up_here()
		content = self.export()
		for doc in reversed(made):
			frappe.delete_doc(doc.doctype, doc.name, force=True)
		with self.user(self.steward.user):
			results = api.check_configuration(json.dumps(content))
		self.assertEqual(self.statuses(results)["Added"], len(made))
		self.assertFalse(frappe.db.exists("Venue Type", "test_karting"))
		self.assertFalse(frappe.db.exists("Custom Field", "Visit-test_heading"))
		self.assertFalse(frappe.db.exists("Print Format", PRINT["name"]))

	def test_what_was_changed_here_is_changed_back_and_nothing_is_deleted(self):
		self.set_up_here()
		content = self.export()
		frappe.db.set_value("Venue Type", "test_karting", "type_name", "卡丁车馆")
		self.add_only_here()
		results = [row for row in self.take(content) if row["status"] != "Unchanged"]
		self.assertEqual([row["status"] for row in results], ["Changed"])
		self.assertEqual(frappe.db.get_value("Venue Type", "test_karting", "type_name"), "卡丁车")
		self.assertTrue(frappe.db.exists("Venue Type", "test_only_here"))

	def add_only_here(self) -> None:
		frappe.get_doc({"doctype": "Venue Type", **self.a_venue_type("test_only_here", "本地类型")}).insert()

	def test_what_a_steward_may_not_write_by_hand_he_may_not_bring_in_a_file(self):
		def record(values: dict, *key: str) -> dict:
			inside = {name: value for name, value in values.items() if name not in ("doctype", "name")}
			return {"doctype": values["doctype"], "key": list(key), "values": inside}

		wrong = (
			record({**FIELD, "fieldtype": "HTML", "options": "<script>"}, "Visit", "test_heading"),
			record({**FIELD, "dt": "User"}, "User", "test_heading"),
			record({**SETTER, "property": "permlevel"}, "Visit", "summary", "", "permlevel"),
			record({**SETTER, "value": "<script>"}, "Visit", "summary", "", "label"),
			record({**PRINT, "html": "{{ frappe.db.sql('select 1') }}"}, "Test Other Sheet"),
			record({"doctype": "User", "email": "a@b.example"}, "a@b.example"),
			record({"doctype": "Server Script", "script": "x"}, "Test Script"),
			record({"doctype": "Listed Offence", "offence_name": "x"}, "test_offence"),
			self.word(translated_text="<img src=x onerror=y>"),
		)
		results = self.take(self.file(*wrong, self.word()))
		self.assertEqual([row["status"] for row in results if row["status"] != "Not Taken Over"], ["Added"])
		self.assertTrue(all(row["reason"] for row in results if row["status"] == "Not Taken Over"))
		self.assertTrue(frappe.db.exists("Translation", {"source_text": "Visit Date"}))
		self.assertFalse(frappe.db.exists("Print Format", "Test Other Sheet"))

	def test_damaged_records_are_named_and_the_rest_is_taken_over(self):
		frappe.clear_messages()
		results = self.take(
			self.file(
				self.word(no_such_field="x"),
				self.word(translated_text=["x"]),
				{"doctype": "Translation", "key": ["zh"], "values": {}},
				{
					"doctype": "Venue Type",
					"key": ["test_a"],
					"values": self.a_venue_type("test_b", "x"),
				},
				{"doctype": "Workflow", "key": ["Test"], "values": {"states": 1}},
				self.word(),
			)
		)
		self.assertEqual(self.statuses(results), {"Not Taken Over": 5, "Added": 1})
		self.assertFalse(frappe.db.exists("Venue Type", "test_b"))
		self.assertEqual(frappe.local.message_log, [])

	def test_a_policy_comes_as_a_draft_and_one_in_force_stays(self):
		kind = configuration.kinds()["Grading Policy"]
		shipped = frappe.get_doc("Grading Policy", {"docstatus": 1})
		values = configuration.values_of(kind, shipped)
		coming = {**values, "title": "测试新标准", "effective_from": "2099-01-01"}
		results = self.take(
			self.file(
				{"doctype": "Grading Policy", "key": ["测试新标准", "2099-01-01"], "values": coming},
				{
					"doctype": "Grading Policy",
					"key": configuration.key_of(kind, shipped),
					"values": {**values, "red_visits": shipped.red_visits + 3},
				},
			)
		)
		self.assertEqual([row["status"] for row in results], ["Added", "Not Taken Over"], results)
		self.assertEqual(frappe.db.get_value("Grading Policy", {"title": "测试新标准"}, "docstatus"), 0)
		self.assertEqual(
			frappe.db.get_value("Grading Policy", shipped.name, "red_visits"), shipped.red_visits
		)

	def test_a_check_of_a_record_type_and_of_a_duty_on_it_makes_no_table(self):
		described = {
			"title": "测试夜间巡查",
			"module": "Care",
			"numbering": "CSYJ",
			"fields_wanted": [{"label": "巡查日期", "fieldtype": "Date", "is_required": 1}],
			"roles": [{"role": "Village Cadre", "may_create": 1}],
		}
		duty = configuration.values_of(
			configuration.kinds()["Duty"], frappe.get_doc("Duty", {"evidence_doctype": "Visit"})
		)
		duty |= {"code": "test_patrol", "evidence_doctype": configuration.record_doctype("测试夜间巡查")}
		wrong = {**described, "title": "测试错误", "roles": [{"role": "System Manager"}]}
		content = self.file(
			{"doctype": "Record Type", "key": ["测试夜间巡查"], "values": described},
			{"doctype": "Record Type", "key": ["测试错误"], "values": wrong},
			{"doctype": "Duty", "key": ["test_patrol"], "values": duty},
		)
		with self.user(self.steward.user):
			results = api.check_configuration(json.dumps(content))
		self.assertEqual(
			[row["status"] for row in results], ["Added", "Not Taken Over", "Checked on Import"], results
		)
		self.assertFalse(frappe.db.exists("Record Type", "测试夜间巡查"))


class TestTheWholeFile(ConfigurationTestCase):
	def test_files_that_cannot_be_read(self):
		for wrong in (
			"",
			"{",
			"[]",
			"[" * 100_000,
			json.dumps({"kind": "other"}),
			json.dumps(self.file("x")),
			json.dumps(self.file({"doctype": "Duty", "key": "x", "values": {}})),
			json.dumps(self.file(format_version=configuration.FORMAT_VERSION + 1)),
			" " * (configuration_import.LONGEST + 1),
		):
			with self.subTest(wrong[:40]), self.assert_refused(UnreadableConfiguration):
				self.take(wrong)

	def test_only_stewards_and_system_managers(self):
		text = json.dumps(self.file(self.word()))
		for call in (
			api.export_configuration,
			api.choices,
			lambda: api.check_configuration(text),
			lambda: api.import_configuration(text),
		):
			with self.user(self.cadre.user), self.assert_refused():
				call()
		self.assertFalse(frappe.db.exists("Translation", {"source_text": "Visit Date"}))

	def test_the_choices_of_a_record_type(self):
		with self.user(self.steward.user):
			choices = api.choices()
		self.assertIn("Village Cadre", choices["roles"])
		self.assertNotIn("System Steward", choices["roles"])
		self.assertIn("Visit", choices["kinds"])
		for doctype in ("Sealed Value", "Export Log", "User", "Venue Type Item", "Hulei Settings"):
			self.assertNotIn(doctype, choices["kinds"])


class TestAnUpdateOfTheApp(ConfigurationTestCase):
	def test_what_every_migration_applies_leaves_the_work_of_staff_alone(self):
		self.set_up_here()
		with self.user(self.steward.user):
			for doctype, title in (("Venue Type", "type_name"), ("Duty", "title")):
				doc = frappe.get_doc(doctype, frappe.db.get_value(doctype, {"name": ("!=", "test_karting")}))
				doc.set(title, "改过的名称")
				doc.save()
		script = frappe.get_doc("Server Script", "Minor Grade")
		script.db_set("script", script.script + "\n# 本镇补充\n")
		before = self.export()["records"]
		for step in (seeds, server_scripts, stock_rights):
			step.apply()
		self.assertEqual(self.export()["records"], before)
		self.assertIn("本镇补充", frappe.db.get_value("Server Script", "Minor Grade", "script"))
