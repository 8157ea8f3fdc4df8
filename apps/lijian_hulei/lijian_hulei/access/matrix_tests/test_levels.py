"""Fields of a higher permission level: in no way shown to roles that do not read that level, also not as history."""

import json
from collections.abc import Iterator

import frappe
from frappe.model import no_value_fields, table_fields

from lijian_hulei.access.registry import REGISTRY
from lijian_hulei.access.roles import ROLES
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.matrix_world import SCOPES, MatrixTestCase
from lijian_hulei.testing.staff_factories import make_worker

TEXTS = ("varchar", "text", "longtext")


class TestLevels(MatrixTestCase):
	"""In each field of a level stands a word of that level; the history tells each of them once more."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.marked = {doctype: levels for doctype in cls.doctypes if (levels := cls.mark(doctype))}

	@classmethod
	def mark(cls, doctype: str) -> set[int]:
		"""Writes the words into the own record; returns the levels above the first that the DocType has."""
		meta, name, levels, changes, rows = frappe.get_meta(doctype), cls.own[doctype], set(), [], []
		for field in meta.fields:
			if field.fieldtype in table_fields:
				rows += cls.mark_rows(doctype, name, field)
			elif (
				field.permlevel
				and field.fieldtype not in no_value_fields
				and cls.holds_text(doctype, field.fieldname)
			):
				frappe.db.set_value(
					doctype, name, field.fieldname, cls.word(field.permlevel), update_modified=False
				)
				changes.append([field.fieldname, None, cls.word(field.permlevel)])
				levels.add(field.permlevel)
		levels |= {level for level, _change in rows}
		if levels:
			data = {"changed": changes, "added": [change for _level, change in rows]}
			row = {"doctype": "Version", "ref_doctype": doctype, "docname": name, "data": json.dumps(data)}
			frappe.get_doc(row).insert(ignore_permissions=True)
		return levels

	@classmethod
	def mark_rows(cls, doctype: str, name: str, table) -> list[tuple[int, list]]:
		marked = []
		for field in frappe.get_meta(table.options).fields:
			level = max(field.permlevel, table.permlevel)
			if (
				level
				and field.fieldtype not in no_value_fields
				and cls.holds_text(table.options, field.fieldname)
			):
				row = {
					"doctype": table.options,
					"parent": name,
					"parenttype": doctype,
					"parentfield": table.fieldname,
				}
				document = frappe.get_doc(
					{**row, "name": frappe.generate_hash(length=10), field.fieldname: cls.word(level)}
				)
				document.db_insert()
				marked.append(
					(level, [table.fieldname, {"doctype": table.options, field.fieldname: cls.word(level)}])
				)
		return marked

	@staticmethod
	def word(level: int) -> str:
		return f"WORD-OF-LEVEL-{level}"

	@staticmethod
	def holds_text(doctype: str, fieldname: str) -> bool:
		rule = REGISTRY.get(doctype)
		if rule and fieldname in (rule.area_field, *rule.agency_fields):
			return False  # it says whose record this is
		is_json = frappe.get_meta(doctype).get_field(fieldname).fieldtype == "JSON"
		return not is_json and frappe.db.get_column_type(doctype, fieldname).startswith(TEXTS)

	def test_no_way_shows_a_level_to_who_does_not_read_it(self):
		tried = 0
		for role in ROLES:
			for doctype, levels in self.marked.items():
				scope = next((scope for scope in SCOPES if self.reaches(doctype, role, scope)), None)
				if not scope or "read" not in self.rights(doctype, role):
					continue
				seen = self.levels(doctype, role)
				with self.user(self.users[role, scope]):
					for way, answer in self.answers(doctype, role):
						tried += 1
						self.judge(answer, levels, seen, role=role, doctype=doctype, way=way)
		self.assertGreater(tried, 1000)

	def judge(self, answer, levels: set[int], seen: set[int], **words) -> None:
		text = json.dumps(answer)
		for level in levels:
			with self.subTest(level=level, **words):
				if level not in seen:
					self.assertNotIn(self.word(level), text)
				elif words["way"] in ("form", "REST document"):
					self.assertIn(self.word(level), text)

	def answers(self, doctype: str, role: str) -> Iterator[tuple[str, object]]:
		name = self.own[doctype]
		of, named = {"doctype": doctype}, {"doctype": doctype, "name": name}
		everything = {"filters": {"name": name}, "fields": ["*"]}
		yield "form", self.ask("frappe.desk.form.load.getdoc", named, "GET")
		yield "document", self.ask("frappe.client.get", named)
		yield "REST document", self.ask(f"/api/resource/{doctype}/{name}", {}, "GET")
		yield "REST list", self.ask(f"/api/resource/{doctype}", everything, "GET")
		yield "history", self.ask("frappe.desk.form.load.get_docinfo", named, "GET")
		yield "list", self.ask("frappe.desk.reportview.get", of | everything)
		yield "report view", self.ask("frappe.desk.reportview.get", of | everything | {"view": "Report"})
		yield "client list", self.ask("frappe.client.get_list", of | everything)
		for field in frappe.get_meta(doctype).fields:
			if field.permlevel and field.fieldtype not in (*no_value_fields, *table_fields):
				wanted = of | {"filters": {"name": name}, "fieldname": field.fieldname}
				yield f"value of {field.fieldname}", self.ask("frappe.client.get_value", wanted)
				column = of | {"filters": {"name": name}, "fields": ["name", field.fieldname]}
				yield f"column {field.fieldname}", self.ask("frappe.desk.reportview.get", column)
				groups = of | {
					"current_filters": json.dumps([[doctype, "name", "=", name]]),
					"field": field.fieldname,
				}
				yield (
					f"groups by {field.fieldname}",
					self.ask("frappe.desk.listview.get_group_by_count", groups),
				)
		if "print" in self.rights(doctype, role):
			yield "print", self.ask("frappe.www.printview.get_html_and_style", {"doc": doctype, "name": name})

	def test_saving_does_not_show_what_loading_hides(self):
		"""Who handles a unit's staff checks writes of a worker, and does not read (level 2) whether a ban names him."""
		school = make.make_agency("school", self.village, is_close_contact_unit=1).name
		officer = make.make_officer("matrix_staff_check_officer_agency", self.village, school)
		self.worker = make_worker(school).name
		frappe.db.set_value("Worker", self.worker, "ban_match", 1, update_modified=False)
		with self.user(officer.user):
			for way in (self.save_form, self.save, self.set_one_value, self.put_by_rest):
				with self.subTest(way.__name__):
					answer = way()
					self.assertIsNotNone(answer)
					self.assertNotIn("ban_match", json.dumps(answer))
		self.assertEqual(frappe.db.get_value("Worker", self.worker, "ban_match"), 1)

	def loaded(self) -> str:
		answer = self.ask("frappe.desk.form.load.getdoc", {"doctype": "Worker", "name": self.worker}, "GET")
		self.assertNotIn("ban_match", answer["docs"][0])
		return frappe.as_json(answer["docs"][0])

	def save_form(self):
		return self.ask("frappe.desk.form.save.savedocs", {"doc": self.loaded(), "action": "Save"})

	def save(self):
		return self.ask("frappe.client.save", {"doc": self.loaded()})

	def set_one_value(self):
		of = {"doctype": "Worker", "name": self.worker}
		return self.ask("frappe.client.set_value", of | {"fieldname": "post", "value": "数学教师"})

	def put_by_rest(self):
		return self.ask(f"/api/resource/Worker/{self.worker}", {"post": "体育教师"}, "PUT", as_json=True)
