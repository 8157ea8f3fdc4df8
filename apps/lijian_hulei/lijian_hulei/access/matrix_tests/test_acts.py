"""Every role against every DocType by requests that write, print, copy or carry out: refused where the table does not allow.

Also what nobody but a System Manager may do with any record, and lists that show what hangs on a record on its own.
"""

from collections.abc import Iterator

import frappe
from frappe.model import no_value_fields

from lijian_hulei.access.personal import is_open
from lijian_hulei.access.registry import REGISTRY
from lijian_hulei.access.roles import ROLES
from lijian_hulei.testing.matrix_world import Case, MatrixTestCase

Request = tuple[str, str, dict, str]  # what it is, target, arguments, HTTP method
POST = "POST"
PRINTS = "frappe.utils.print_format."


class TestActing(MatrixTestCase):
	def test_what_is_not_theirs_is_not_acted_upon(self):
		for role in ROLES:
			for case in self.cases(role):
				for right, requests in (
					("read", self.needing_to_read),
					("print", self.needing_to_print),
					("write", self.needing_to_write),
				):
					if not case.may(right):
						self.all_refused(case, requests(case))
				if "create" not in case.rights or (not case.reads and self.is_placed(case.doctype)):
					self.all_refused(case, self.creating(case))

	def all_refused(self, case: Case, requests: Iterator[Request]) -> None:
		for act, target, arguments, method in requests:
			with self.subTest(**case.words(act=act)):
				self.assertIsNone(self.ask(target, arguments, method))

	@staticmethod
	def needing_to_read(case: Case) -> Iterator[Request]:
		named = {"doctype": case.doctype, "name": case.name}
		documented = {"doctype": case.doctype, "docname": case.name}
		of = {"reference_doctype": case.doctype, "reference_name": case.name}
		yield "what hangs on it", "frappe.desk.form.load.get_docinfo", named, "GET"
		yield "mails", "frappe.desk.form.load.get_communications", named, "GET"
		assigned = named | {"assign_to": [frappe.session.user]}
		yield "assigning", "frappe.desk.form.assign_to.add", assigned, POST
		several = {"doctype": case.doctype, "name": [case.name], "assign_to": [frappe.session.user]}
		yield "assigning several", "frappe.desk.form.assign_to.add_multiple", several, POST
		removed = named | {"assign_to": frappe.session.user}
		yield "ending an assignment", "frappe.desk.form.assign_to.remove", removed, POST
		comment = of | {"content": "x", "comment_email": frappe.session.user, "comment_by": "x"}
		yield "comment", "frappe.desk.form.utils.add_comment", comment, POST
		yield "like", "frappe.desk.like.toggle_like", named | {"add": "Yes"}, POST
		reminder = {"reminder_doctype": case.doctype, "reminder_docname": case.name, "description": "x"}
		name = "frappe.automation.doctype.reminder.reminder.create_new_reminder"
		yield "reminder", name, reminder | {"remind_at": "2099-01-01 08:00:00"}, POST
		yield (
			"comment by its record",
			"frappe.client.insert",
			{"doc": {"doctype": "Comment", "comment_type": "Comment", **of}},
			POST,
		)
		yield (
			"method of the stored document",
			"run_doc_method",
			{"dt": case.doctype, "dn": case.name, "method": "as_dict"},
			POST,
		)
		yield "method of the document", "run_doc_method", {"docs": named, "method": "as_dict"}, POST
		yield "REST method", f"/api/resource/{case.doctype}/{case.name}", {"run_method": "as_dict"}, POST
		yield "linked documents", "frappe.desk.form.linked_with.get_submitted_linked_docs", named, POST
		yield (
			"next one",
			"frappe.desk.form.utils.get_next",
			{"doctype": case.doctype, "value": case.name, "prev": 0},
			POST,
		)
		yield (
			"waiting submissions",
			"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions",
			documented,
			POST,
		)
		yield (
			"raw commands",
			"frappe.www.printview.get_rendered_raw_commands",
			{"doc": case.doctype, "name": case.name},
			POST,
		)

	@staticmethod
	def needing_to_print(case: Case) -> Iterator[Request]:
		named = {"doctype": case.doctype, "name": case.name}
		yield (
			"print view",
			"frappe.www.printview.get_html_and_style",
			{"doc": case.doctype, "name": case.name},
			POST,
		)
		yield "PDF", PRINTS + "download_pdf", named, "GET"
		yield (
			"several PDFs",
			PRINTS + "download_multi_pdf",
			{"doctype": case.doctype, "name": [case.name]},
			"GET",
		)

	@staticmethod
	def needing_to_write(case: Case) -> Iterator[Request]:
		named = {"doctype": case.doctype, "name": case.name}
		documented = {"doctype": case.doctype, "docname": case.name}
		document = frappe.get_doc(case.doctype, case.name).as_dict()
		yield "REST PUT", f"/api/resource/{case.doctype}/{case.name}", {"idx": 3}, "PUT"
		yield (
			"one value",
			"frappe.client.set_value",
			named | {"fieldname": _field(case.doctype), "value": "3"},
			POST,
		)
		yield (
			"saving the form",
			"frappe.desk.form.save.savedocs",
			{"doc": frappe.as_json(document), "action": "Save"},
			POST,
		)
		yield "saving", "frappe.client.save", {"doc": frappe.as_json(document)}, POST
		yield (
			"tag",
			"frappe.desk.doctype.tag.tag.add_tag",
			{"tag": "x", "dt": case.doctype, "dn": case.name},
			POST,
		)
		yield "renaming", "frappe.model.rename_doc.update_document_title", documented | {"title": "x"}, POST
		yield "REST DELETE", f"/api/resource/{case.doctype}/{case.name}", {}, "DELETE"
		yield "deleting", "frappe.client.delete", named, POST

	def creating(self, case: Case) -> Iterator[Request]:
		"""In the place of the case's record."""
		values = {"doctype": case.doctype, **self.place(case)}
		yield "REST POST", f"/api/resource/{case.doctype}", values, POST
		yield "inserting", "frappe.client.insert", {"doc": frappe.as_json(values)}, POST

	def place(self, case: Case) -> dict:
		rule, own = REGISTRY.get(case.doctype), case.name == self.own[case.doctype]
		if not rule:
			return {}
		place = {rule.area_field: self.village if own else self.foreign_village} if rule.area_field else {}
		agency = self.agency if own else self.foreign_agency
		return place | dict.fromkeys(rule.agency_fields, agency)

	@staticmethod
	def is_placed(doctype: str) -> bool:
		"""Whether a new record says itself where it belongs; a report may be written for any place."""
		rule = REGISTRY.get(doctype)
		return bool(rule and (rule.area_field or rule.agency_fields) and not rule.author_key_field)

	def test_nobody_shares_mails_or_carries_out(self):
		"""Ways that no role has, for any record: by each role, in its own words."""
		for role in ROLES:
			with self.user(self.users[role, "Area"]):
				for doctype in self.doctypes:
					for act, target, arguments, method in self.closed_to_all(doctype, self.own[doctype]):
						with self.subTest(role=role, doctype=doctype, act=act):
							self.assertIsNone(self.ask(target, arguments, method))

	@staticmethod
	def closed_to_all(doctype: str, name: str) -> Iterator[Request]:
		named = {"doctype": doctype, "name": name}
		yield "sharing", "frappe.share.add", named | {"user": frappe.session.user, "read": 1}, POST
		yield (
			"sharing by form",
			"frappe.share.set_permission",
			named | {"user": frappe.session.user, "permission_to": "read"},
			POST,
		)
		mail = {
			"recipients": "x@y.example",
			"subject": "x",
			"content": "x",
			"send_email": 1,
			"print_format": "Standard",
		}
		yield "mail with its print", "frappe.core.doctype.communication.email.make", named | mail, POST
		yield (
			"following",
			"frappe.desk.form.document_follow.follow_document",
			{"doctype": doctype, "doc_name": name, "user": frappe.session.user},
			POST,
		)
		export = "frappe.core.doctype.data_export.exporter.export_data"
		yield "Data Export", export, {"doctype": doctype, "with_data": "true", "all_doctypes": "true"}, POST
		yield (
			"template of Data Import",
			"frappe.core.doctype.data_import.data_import.download_template",
			{"doctype": doctype, "export_records": "all"},
			"GET",
		)
		yield "report as PDF", PRINTS + "report_to_pdf", {"html": name}, POST
		yield "REST v2", f"/api/v2/document/{doctype}/{name}", {}, "GET"
		yield "versions", "frappe.client.get_list", {"doctype": "Version", "filters": {"docname": name}}, POST
		yield (
			"shares",
			"frappe.client.get_list",
			{"doctype": "DocShare", "filters": {"share_name": name}},
			POST,
		)
		yield (
			"mails on their own",
			"frappe.client.get_list",
			{"doctype": "Communication", "filters": {"reference_name": name}},
			POST,
		)

	def test_lists_leave_as_files_only_where_no_person_is_in_them(self):
		for role in ROLES:
			with self.user(self.users[role, "Area"]):
				for doctype in self.doctypes:
					arguments = {
						"doctype": doctype,
						"fields": ["name"],
						"file_format_type": "CSV",
						"title": doctype,
					}
					answer = self.ask("frappe.desk.reportview.export_query", arguments)
					rights = self.rights(doctype, role)
					with self.subTest(role=role, doctype=doctype):
						self.assertEqual(answer is not None, is_open(doctype) and "export" in rights)

	def test_no_record_is_shared_with_anybody(self):
		for doctype in self.doctypes:
			if doctype in REGISTRY:
				for role in ROLES:
					with self.subTest(doctype=doctype, role=role), self.assert_refused():
						frappe.share.add_docshare(
							doctype,
							self.foreign[doctype],
							self.users[role, "Area"],
							flags={"ignore_share_permission": True},
						)

	def test_another_s_tasks_comments_and_files_are_in_no_list(self):
		for doctype, name in (*self.own.items(), *self.foreign.items()):
			self.hang_on(doctype, name)
		names = [*self.own.values(), *self.foreign.values()]
		for role in ROLES:
			with self.user(self.users[role, "Area"]):
				for doctype, field in (
					("ToDo", "reference_name"),
					("Comment", "reference_name"),
					("File", "attached_to_name"),
				):
					arguments = {"doctype": doctype, "filters": {field: ("in", names)}}
					with self.subTest(role=role, doctype=doctype):
						self.assertFalse(self.message("frappe.client.get_list", arguments))


def _field(doctype: str) -> str:
	"""Any field of the form's first level."""
	fields = frappe.get_meta(doctype).fields
	return next(
		field.fieldname for field in fields if field.fieldtype not in no_value_fields and not field.permlevel
	)
