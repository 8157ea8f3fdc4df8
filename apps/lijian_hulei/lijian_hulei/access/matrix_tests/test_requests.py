"""Every role against every DocType by requests as a browser sends them, through the gate: reading in every way.

Each way is asked for the own and for the foreign record and must answer exactly where table and registry say so.
"""

import json
from collections.abc import Callable, Iterator

import frappe

from lijian_hulei.access.roles import ROLES
from lijian_hulei.testing.matrix_world import Case, MatrixTestCase


class TestReadingByRequest(MatrixTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.files = {
			(doctype, name): cls.hang_on(doctype, name)
			for records in (cls.own, cls.foreign)
			for doctype, name in records.items()
		}

	def test_every_role_reads_what_is_theirs_in_every_way(self):
		for role in ROLES:
			for case in self.cases(role):
				for way, sees in self.ways(case):
					with self.subTest(**case.words(way=way)):
						self.assertEqual(bool(sees()), case.reads)

	def ways(self, case: Case) -> Iterator[tuple[str, Callable]]:
		yield from self.lists(case)
		yield from self.documents(case)

	def lists(self, case: Case) -> Iterator[tuple[str, Callable]]:
		of, only = {"doctype": case.doctype}, {"filters": {"name": case.name}}
		columns = of | only | {"fields": ["name"]}
		grouped = of | {
			"current_filters": json.dumps([[case.doctype, "name", "=", case.name]]),
			"field": "owner",
		}
		yield "list", lambda: self.message("frappe.desk.reportview.get", columns, "values")
		yield (
			"report view",
			lambda: self.message("frappe.desk.reportview.get", columns | {"view": "Report"}, "values"),
		)
		yield "count of the list", lambda: self.message("frappe.desk.reportview.get_count", of | only)
		yield "count", lambda: self.message("frappe.client.get_count", of | only)
		yield (
			"groups",
			lambda: any(
				row["count"] for row in self.message("frappe.desk.listview.get_group_by_count", grouped) or ()
			),
		)
		yield "link search", lambda: self.searched(case)
		yield "REST list", lambda: self.rest(f"/api/resource/{case.doctype}", only)

	def documents(self, case: Case) -> Iterator[tuple[str, Callable]]:
		named = {"doctype": case.doctype, "name": case.name}
		documented = {"doctype": case.doctype, "docname": case.name}
		yield "form, its comments and versions", lambda: self.opened(case)
		yield "document", lambda: self.message("frappe.client.get", named)
		yield (
			"value",
			lambda: self.message(
				"frappe.client.get_value",
				{"doctype": case.doctype, "filters": {"name": case.name}, "fieldname": "name"},
			),
		)
		yield "REST document", lambda: self.rest(f"/api/resource/{case.doctype}/{case.name}")
		yield (
			"realtime room",
			lambda: self.message("frappe.realtime.can_subscribe_doc", documented, method="GET"),
		)
		yield "file", lambda: self.ask(self.files[case.doctype, case.name], method="GET")
		meta = frappe.get_meta(case.doctype)
		if meta.show_title_field_in_link and meta.title_field and not self.is_open(case.doctype):
			# what everybody may know is named to everybody
			yield (
				"link title",
				lambda: self.message("frappe.desk.search.get_link_title", documented) == f"T-{case.name}",
			)

	def rest(self, path: str, arguments: dict | None = None):
		return (self.ask(path, arguments, "GET") or {}).get("data")

	def opened(self, case: Case) -> bool:
		"""The form comes with all that hangs on the record, or nothing comes."""
		answer = self.ask("frappe.desk.form.load.getdoc", {"doctype": case.doctype, "name": case.name}, "GET")
		text = json.dumps(answer)
		shown = {sign for sign in "CVA" if f"{sign}-{case.name}" in text}
		self.assertIn(shown, (set(), set("CVA")) if answer else (set(),), text[:2000])
		return bool(answer and answer["docs"] and shown)

	def searched(self, case: Case) -> bool:
		answer = self.ask(
			"frappe.desk.search.search_link",
			{"doctype": case.doctype, "txt": case.name, "filters": {"name": case.name}},
		)
		rows = (answer or {}).get("message") or (answer or {}).get("results") or ()
		return any(case.name == row["value"] for row in rows)
