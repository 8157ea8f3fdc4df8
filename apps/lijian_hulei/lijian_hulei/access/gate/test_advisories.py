"""One probe for each row of table 2a in docs/security.md: fixed in later releases of Frappe, closed here by the app."""

import json
import re
from pathlib import Path
from unittest.mock import patch

import frappe
from werkzeug.wrappers import Response

from lijian_hulei.access.gate import request as gate
from lijian_hulei.access.overrides import search
from lijian_hulei.access.registry import REGISTRY, UNSCOPED
from lijian_hulei.testing import factories
from lijian_hulei.testing.gate import ProbeTestCase

GUEST = "Guest"
ADMIN = "Administrator"
USER_MODULE = "frappe.core.doctype.user.user"
ORACLE = ["(select count(*) from __Auth)>0"]

# A file by its name, or by a constant that says it.
TEMPLATE_FILE = re.compile(r'render_template\(\s*(?:"lijian_hulei/templates/[a-z_]+\.html"|SHELL|COVER),')


class TestAdvisories(ProbeTestCase):
	def test_row_01_bare_strings_are_no_conditions(self):
		for method, key in (
			("frappe.desk.search.search_widget", "filters"),
			("frappe.desk.search.search_link", "filters"),
			("frappe.desk.listview.get_group_by_count", "current_filters"),
			("frappe.desk.reportview.get", "or_filters"),
			("frappe.client.get_list", "filters"),
		):
			for user in (self.cadre, ADMIN):
				arguments = {"doctype": "Minor", "txt": "", "field": "grade", key: ORACLE}
				self.refused(user, method, arguments)
				self.refused(user, method, arguments, as_json=True)
				self.refused(user, method, arguments, method="GET")
		self.refused(self.cadre, "/api/resource/Minor", {"filters": ORACLE}, method="GET")
		self.refused(
			self.cadre, "run_doc_method", {"dt": "Minor", "dn": self.minor, "args": {"filters": ORACLE}}
		)

	def test_row_02_group_by_count_takes_one_column(self):
		for field in ("grade` from tabUser -- ", "sleep(1)", "(select 1)", "a,b"):
			self.refused(
				ADMIN, "frappe.desk.listview.get_group_by_count", {"doctype": "Minor", "field": field}
			)

	def test_row_03_only_counting_functions(self):
		for key, value in (
			("fields", ["sleep(0)"]),
			("fields", ["version()"]),
			("order_by", "sleep(1)"),
			("group_by", "sleep(1)"),
		):
			self.refused(ADMIN, "frappe.client.get_list", {"doctype": "Minor", key: value})

	def test_row_04_05_06_07_only_system_managers_write_code(self):
		"""Server scripts, templates and conditions are documents: no other role may write them, by any door."""
		for doctype in (
			*("Server Script", "Client Script", "Notification", "Email Template", "Web Page", "Web Form"),
			*("Workflow", "Assignment Rule", "Auto Repeat", "Custom HTML Block", "System Console", "Webhook"),
		):
			roles = frappe.get_meta(doctype).permissions
			writers = {row.role for row in roles if row.write or row.create} - {
				"System Manager",
				"Administrator",
			}
			held = set(frappe.get_roles(self.cadre)) & writers
			self.assertFalse(held - {"All", "Desk User", "Guest"}, doctype)
			document = {"doctype": doctype, "name": "probe"}
			if doctype != "Workflow":  # read by every form that has one
				self.refused(self.cadre, "frappe.client.insert", {"doc": document})
			self.refused(self.cadre, f"/api/resource/{doctype}", document, as_json=True)
		self.refused(
			self.cadre, "frappe.desk.doctype.system_console.system_console.execute_code", {"doc": "{}"}
		)

	def test_row_05_templates_are_not_made_from_users_text(self):
		"""Nothing in the app renders or evaluates what a user typed; templates are files of the app.

		A letter head is the one exception, as in Frappe: customising.texts holds a steward's to placeholders.
		"""
		app = Path(frappe.get_app_path("lijian_hulei"))
		for file in app.rglob("*.py"):
			if "test" in file.name or file.parent.name in ("testing", "demo"):
				continue
			text = TEMPLATE_FILE.sub("", file.read_text())
			if file == app / "printing" / "letter_heads.py":
				text = text.replace("render_template(text, values)", "", 1)
			for call in ("safe_eval(", "safe_exec(", "render_template(", "from_string("):
				self.assertNotIn(call, text, f"{file}: {call}")

	def test_row_08_dependency_is_raised(self):
		from importlib.metadata import version

		raised = int(version("RestrictedPython").partition(".")[0])
		self.assertGreaterEqual(raised, 8, "This Frappe is older than v15.55.1: update it (bench update).")

	def test_row_09_redirects_stay_here(self):
		for target in (
			*(
				"https://evil.example/",
				"//evil.example",
				"/\\evil.example",
				"\\\\evil.example",
				"%2f%2fevil.example",
			),
			*("javascript:alert(1)", "http:evil.example", "/\tx", "data:text/html,x"),
		):
			self.refused(GUEST, "/login", {"redirect-to": target}, method="GET")
			self.refused(GUEST, "/login", {"redirect_to": target})
		for target in ("/app/minor", "/app", "/app?x=//y", "http://localhost/app"):
			self.passes(GUEST, "/login", {"redirect-to": target}, method="GET")

	def test_row_14_what_changes_things_is_posted(self):
		for name in ("update_password", "verify_password", "generate_keys", "reset_password"):
			self.refused(ADMIN, f"{USER_MODULE}.{name}", method="GET")
			self.refused(ADMIN, "/", {"cmd": f"frappe.utils.{name}"}, method="GET")
		for name in ("frappe.client.delete", "frappe.desk.form.save.savedocs", "run_doc_method"):
			self.refused(self.cadre, name, {"doctype": "Minor", "name": self.minor}, method="GET")
		self.refused(self.cadre, f"/api/resource/Minor/{self.minor}", {"run_method": "submit"}, method="GET")

	def test_row_15_18_packing_and_old_downloads_are_not_offered(self):
		for name in (
			*("frappe.core.api.file.zip_files", "frappe.core.doctype.file.file.zip_files"),
			*("frappe.utils.file_manager.download_file", "frappe.core.api.file.unzip_file", "download_file"),
			*("frappe.core.api.file.move_file", "uploadfile", "frappe.client.attach_file"),
		):
			self.refused(self.cadre, name, {"files": "[]", "file_url": "/private/files/x.pdf"})

	def test_row_16_nobody_copies_a_file_he_cannot_read(self):
		name = f"geheim{factories.number()}.txt"
		secret = frappe.get_doc(
			{"doctype": "File", "file_name": name, "content": "x" + name, "is_private": 1}
		).insert()
		mine = {"doctype": "Minor", "docname": self.minor}
		self.refused(self.cadre, "upload_file", mine | {"library_file_name": secret.name})
		self.refused(self.cadre, "upload_file", mine | {"file_url": secret.file_url})
		self.passes(ADMIN, "upload_file", mine | {"file_url": secret.file_url})
		document = {"doctype": "File", "file_url": secret.file_url, "file_name": name}
		self.refused(self.cadre, "frappe.client.insert", {"doc": document})
		self.refused(self.cadre, "/api/resource/File", document, as_json=True)
		with self.user(self.cadre), self.assert_refused():
			factories.make_visit(minor=self.minor, photos=[{"photo": secret.file_url}])

	def test_row_17_file_lists_are_limited(self):
		name = f"liste{factories.number()}.txt"
		frappe.get_doc(
			{"doctype": "File", "file_name": name, "content": name, "attached_to_doctype": "Minor"}
			| {"attached_to_name": self.foreign}
		).insert()
		self.assertEqual(self.names_seen_by(self.cadre, "File", file_name=name), [])
		self.assertEqual(frappe.db.get_value("File", {"file_name": name}, "is_private"), 1)

		with self.sent(
			self.cadre, "upload_file", {"doctype": "Minor", "docname": self.minor, "is_private": 0}
		):
			self.assertEqual(frappe.form_dict.is_private, 1)

	def test_row_19_nothing_that_a_browser_runs_is_stored(self):
		for name in ("x.html", "x.svg", "x.xml", "x.js", "x.htm", "x.png.html", "x"):
			self.refused(ADMIN, "upload_file", {"file_name": name})
			with self.assertRaises(frappe.ValidationError):
				frappe.get_doc({"doctype": "File", "file_name": name, "content": "<script>"}).insert()

	def test_row_20_21_names_hold_no_markup(self):
		payload = "<img src=x onerror=alert(1)>张三"
		minor = factories.make_minor(area=self.village, minor_name=payload)
		self.assertEqual(minor.minor_name, "张三")
		minor = factories.make_minor(area=self.village, minor_name='["<svg onload=alert(1)>李四"]')
		self.assertNotIn("<", minor.minor_name)
		user = frappe.get_doc("User", self.cadre)
		user.first_name = payload
		user.save()
		self.assertNotIn("<", user.full_name)
		name = f"<b>{factories.number()}<b>.txt"
		file = frappe.get_doc({"doctype": "File", "file_name": name, "content": name}).insert()
		self.assertNotIn("<", file.file_name)

	def test_row_22_mail_shown_as_it_is_has_no_script(self):
		for content in (
			"<img src=x onerror=alert(1)>",
			'["<img src=x onerror=alert(1)>"]',
			"<script>x</script>",
		):
			mail = frappe.get_doc({"doctype": "Communication", "subject": "x", "content": content}).insert()
			self.assertNotRegex(mail.content, r"<[^>]*onerror|<script")

	def test_row_23_no_web_views(self):
		for doctype in (*REGISTRY, *UNSCOPED):
			if frappe.db.exists("DocType", doctype):
				meta = frappe.get_meta(doctype)
				self.assertFalse(meta.has_web_view, doctype)
				self.assertFalse(
					{"Guest", "All"} & {row.role for row in meta.permissions if row.read}, doctype
				)
		for path in ("/minor", "/blog", "/about", "/list", "/third_party_apps", "/search", "/app/../minor"):
			self.refused(GUEST, path, method="GET")

	def test_row_24_search_finds_what_may_be_read(self):
		rows = [
			frappe._dict(doctype="Minor", name=name, content="", rank=1)
			for name in (self.minor, self.foreign)
		]
		rows.append(frappe._dict(doctype="Error Log", name="x", content="", rank=1))
		with self.user(self.cadre), patch.object(search, "frappe_search", return_value=rows):
			self.assertEqual([row.name for row in search.search("x")], [self.minor])
		self.refused(GUEST, "frappe.utils.global_search.web_search", {"text": "x"})

	def test_row_25_acting_on_a_foreign_record(self):
		foreign = {"doctype": "Minor", "name": self.foreign}
		tagged = {"dt": "Minor", "dn": self.foreign, "tag": "x"}
		for method, arguments in (
			("frappe.desk.form.assign_to.add", foreign | {"assign_to": [self.cadre]}),
			("frappe.desk.form.assign_to.add_multiple", foreign | {"name": [self.minor, self.foreign]}),
			("frappe.desk.form.assign_to.remove", foreign | {"assign_to": self.cadre}),
			("frappe.desk.form.assign_to.close", foreign | {"assign_to": self.cadre}),
			("frappe.desk.form.assign_to.remove_multiple", foreign | {"names": [self.minor, self.foreign]}),
			("frappe.desk.doctype.tag.tag.add_tag", tagged),
			("frappe.desk.doctype.tag.tag.remove_tag", tagged),
			("frappe.desk.doctype.tag.tag.add_tags", {"dt": "Minor", "docs": [self.foreign], "tags": ["x"]}),
			("frappe.desk.doctype.tag.tag.get_tagged_docs", {"doctype": "Minor", "tag": "x"}),
			("frappe.desk.like.toggle_like", foreign | {"add": "Yes"}),
			("frappe.share.add", foreign | {"user": self.cadre}),
			("frappe.share.set_permission", foreign | {"user": self.cadre, "permission_to": "read"}),
			("frappe.desk.form.document_follow.follow_document", foreign | {"doc_name": self.foreign}),
			("frappe.automation.doctype.auto_repeat.auto_repeat.make_auto_repeat", foreign),
		):
			self.refused(self.cadre, method, arguments)
		own = {"doctype": "Minor", "name": self.minor}
		self.passes(self.cadre, "frappe.desk.form.assign_to.add", own | {"assign_to": [self.cadre]})
		self.passes(self.cadre, "frappe.desk.form.assign_to.remove_multiple", own | {"names": [self.minor]})
		self.passes(self.cadre, "frappe.desk.doctype.tag.tag.add_tag", tagged | {"dn": self.minor})

	def test_row_26_renaming_asks_for_the_document(self):
		method = "frappe.model.rename_doc.update_document_title"
		self.refused(self.cadre, method, {"doctype": "Minor", "docname": self.foreign, "title": "x"})
		self.refused(self.cadre, method, {"doctype": "Minor", "docname": self.minor, "name": "y", "merge": 1})
		self.passes(self.cadre, method, {"doctype": "Minor", "docname": self.minor, "title": "x"})
		for doctype in REGISTRY:
			if frappe.db.exists("DocType", doctype):
				self.assertFalse(frappe.get_meta(doctype).allow_rename, doctype)

	def test_row_27_no_export_for_owners_only(self):
		for doctype in (*REGISTRY, *UNSCOPED):
			if frappe.db.exists("DocType", doctype):
				for row in frappe.get_meta(doctype).permissions:
					self.assertFalse(row.if_owner and row.export, doctype)
		self.refused(self.cadre, "frappe.core.doctype.data_export.exporter.export_data", {"doctype": "Minor"})

	def test_row_28_nobody_lifts_his_own_limits(self):
		self.refused(
			self.cadre, "frappe.client.insert", {"doc": {"doctype": "User Permission", "user": self.cadre}}
		)
		arguments = {"doctype": "Minor", "txt": "", "ignore_user_permissions": 1}
		for method in ("frappe.desk.search.search_link", "frappe.desk.search.search_widget"):
			with self.sent(self.cadre, method, arguments):
				self.assertEqual(frappe.form_dict.ignore_user_permissions, 0)
				self.assertEqual(frappe.form_dict.doctype, "Minor")
			with self.sent(self.cadre, method, arguments | {"doctype": "Agency"}):
				self.assertEqual(frappe.form_dict.ignore_user_permissions, "1")

	def test_row_29_no_tracebacks(self):
		body = {
			"exc": '["Traceback /home/x"]',
			"exception": "x",
			"exc_type": "Refused",
			"_server_messages": "[]",
		}
		for user, kept in ((GUEST, False), (self.cadre, False), (ADMIN, True)):
			with self.sent(user, "ping"):
				response = Response(json.dumps(body), status=500, mimetype="application/json")
				gate.clean_response(response, frappe.local.request)
			answer = json.loads(response.get_data())
			self.assertEqual("exc" in answer, kept)
			self.assertEqual(answer["exc_type"], "Refused")
			self.assertIn("frame-ancestors 'self'", response.headers["Content-Security-Policy"])

	def test_row_30_no_oauth(self):
		for headers in ({"Authorization": "Bearer x"}, {"Frappe-Authorization-Source": "Connected App"}):
			self.refused(GUEST, "ping", headers=headers)
		self.refused(GUEST, "frappe.integrations.oauth2.get_token")

	def test_row_31_ldap_setup_and_the_like_are_out_of_reach(self):
		for user in (GUEST, self.cadre):
			for name in (
				"frappe.integrations.doctype.ldap_settings.ldap_settings.login",
				"frappe.desk.page.setup_wizard.setup_wizard.setup_complete",
				"frappe.core.doctype.user.user.sign_up",
				"frappe.core.doctype.user.user.generate_keys",
				"frappe.client.get_password",
			):
				self.refused(user, name)
		self.assertEqual(frappe.db.get_single_value("System Settings", "setup_complete"), 1)

	def test_row_32_our_counters_belong_to_one_site(self):
		with patch.object(frappe.local, "conf", frappe._dict(frappe.local.conf, db_name="another_site")):
			other = frappe.cache.make_key("hulei_reset:account:x")
		self.assertNotEqual(frappe.cache.make_key("hulei_reset:account:x"), other)
