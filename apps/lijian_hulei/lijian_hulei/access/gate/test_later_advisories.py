"""One probe for each row of table 2b in docs/security.md: published later than v15.55.1, so official v15 may have them too."""

import frappe

from lijian_hulei.testing.gate import ProbeTestCase

GUEST = "Guest"
ADMIN = "Administrator"
CARD = "frappe.desk.doctype.number_card.number_card.get_result"
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


class TestLaterAdvisories(ProbeTestCase):
	def test_cve_2025_58375_66205_2026_31877_sql_in_arguments(self):
		"""No endpoint takes SQL, whatever its name and whoever calls; guests have next to no endpoint."""
		for key, value in (
			("filters", ["1=1 or sleep(1)"]),
			("filters", [["name", "=", {"a": 1}]]),
			("order_by", "if(1=1,sleep(1),1)"),
			("group_by", "1 procedure analyse()"),
			("searchfield", "name`=1 or 1=1"),
			("doctype", "User`"),
			("fields", ["name as `a`, `b`"]),
		):
			for method in ("frappe.desk.reportview.get", "frappe.client.get_list", "erpnext.any.thing"):
				self.refused(ADMIN, method, {key: value})
				self.refused(GUEST, method, {key: value})
		for name in ("frappe.client.get_list", "frappe.desk.reportview.get", "frappe.www.list.get"):
			self.refused(GUEST, name, {"doctype": "Minor"})

	def test_cve_2026_35614_bulk_update(self):
		document = {"doctype": "Bulk Update", "document_type": "Minor", "condition": "1=1", "field": "area"}
		self.refused(self.cadre, "run_doc_method", {"docs": document, "method": "bulk_update"})
		self.refused(self.cadre, "run_doc_method", {"dt": "Bulk Update", "method": "bulk_update"})
		self.refused(self.cadre, "/api/resource/Bulk Update/Bulk Update", {"run_method": "bulk_update"})
		arguments = {"doctype": "User", "docnames": [self.cadre], "action": "update", "data": {"enabled": 1}}
		self.passes(
			self.cadre,
			"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
			arguments | {"doctype": "Minor"},
		)

	def test_cve_2025_68929_2026_119144_templates(self):
		"""Endpoints that render a text are not offered; see also test_row_05."""
		for name in (
			"frappe.email.doctype.email_template.email_template.get_email_template",
			"frappe.automation.doctype.auto_repeat.auto_repeat.generate_message_preview",
			"frappe.contacts.doctype.address.address.get_address_display",
			"frappe.core.doctype.communication.email.make",
			"frappe.email.email_body.get_email_html",
			"frappe.utils.print_format.report_to_pdf",
			"frappe.utils.weasyprint.download_pdf",
		):
			self.refused(self.cadre, name, {"message": "{{ 7*7 }}"})
		self.refused(
			self.cadre, "frappe.utils.print_format.download_pdf", {"doctype": "Minor", "doc": {"name": "x"}}
		)

	def test_cve_2026_119145_upload_names(self):
		for key, value in (
			("file_name", "../../x.png"),
			("file_name", "a/b.png"),
			("file_name", "a\\b.png"),
			("file_name", "%2e%2e%2fx.png"),
			("filename", "..%5cx.png"),
			("folder", "Home/../../x"),
			("folder", "/etc"),
			("file_url", "/private/files/../../site_config.json"),
		):
			self.refused(ADMIN, "upload_file", {key: value})
			self.refused(ADMIN, "frappe.handler.upload_file", {key: value})
		with self.assertRaises(frappe.ValidationError):
			frappe.get_doc({"doctype": "File", "file_name": "../x.png", "content": "x"}).insert()

	def test_cve_2026_39352_render_include(self):
		for doctype in ("Client Script", "Custom HTML Block", "Web Page", "Print Format"):
			roles = {row.role for row in frappe.get_meta(doctype).permissions if row.write or row.create}
			self.assertFalse(roles & set(frappe.get_roles(self.cadre)) - {"Desk User", "All"}, doctype)
		self.refused(self.cadre, "frappe.client.insert", {"doc": {"doctype": "Client Script", "dt": "Minor"}})
		for item in (
			"assets/../site_config.json",
			"sites/common_site_config.json",
			"assets/frappe/x.json",
			7,
		):
			self.refused(self.cadre, "frappe.client.get_js", {"items": [item]})
		self.passes(
			self.cadre, "frappe.client.get_js", {"items": ["/assets/frappe/dist/js/desk.bundle.ABC1.js"]}
		)

	def test_cve_2026_31878_nothing_is_fetched_from_elsewhere(self):
		for url in (
			"http://169.254.169.254/latest",
			"https://x.example/a.png",
			"//x.example/a.png",
			"ftp://x/a.png",
		):
			self.refused(ADMIN, "upload_file", {"file_url": url})
			with self.assertRaises(frappe.ValidationError):
				frappe.get_doc({"doctype": "File", "file_url": url, "file_name": "a.png"}).insert()
		self.refused(
			self.cadre, "frappe.utils.print_format.report_to_pdf", {"html": "<iframe src=file:///etc>"}
		)

	def test_cve_2026_39351_only_doctypes_of_our_pages(self):
		for doctype in (
			"User Permission",
			"Error Log",
			"Email Account",
			"Sealed Value",
			"DocShare",
			"Deleted Document",
		):
			if doctype == "Sealed Value":
				continue  # ours: no role has any right on it
			self.refused(self.cadre, "frappe.client.get_list", {"doctype": doctype})
			self.refused(self.cadre, "frappe.desk.form.load.getdoc", {"doctype": doctype, "name": "x"})
			self.refused(
				self.cadre, "frappe.desk.form.save.savedocs", {"doc": {"doctype": doctype}, "action": "Save"}
			)
			self.refused(self.cadre, f"/api/resource/{doctype}", method="GET")
		self.refused(self.cadre, "/api/resource/User", method="GET")
		self.refused(self.cadre, "/api/v2/document/Minor", method="GET")
		self.passes(self.cadre, "/api/resource/Minor", {"fields": ["name"]}, method="GET")
		self.assertFalse(frappe.get_meta("Sealed Value").permissions)

	def test_cve_2026_49394_47185_workspaces(self):
		for name in (
			"save_page",
			"update_page",
			"new_page",
			"delete_page",
			"sort_pages",
			"duplicate_page",
			"hide_page",
		):
			self.refused(
				self.cadre, f"frappe.desk.doctype.workspace.workspace.{name}", {"name": "x", "public": 1}
			)

	def test_cve_2026_55823_114664_counts_and_events(self):
		events = "frappe.desk.doctype.event.event.get_events"
		self.passes(self.cadre, events, {"start": "2026-01-01", "end": "2026-01-02"})
		self.refused(self.cadre, events, {"filters": [["Event", "name", "=", "x"]]})
		self.refused(self.cadre, events, {"user": ADMIN})
		self.refused(ADMIN, events, {"filters": ["1=1"]})
		self.refused(ADMIN, "frappe.desk.reportview.get_count", {"doctype": "Minor", "filters": ["1=1"]})
		field_map = {"start": "sleep(5)", "end": "due_on"}
		self.refused(
			ADMIN, "frappe.desk.calendar.get_events", {"doctype": "Follow Up", "field_map": field_map}
		)

	def test_cve_2025_67289_xml(self):
		for name in ("x.xml", "x.xhtml", "x.svg", "x.xsl"):
			self.refused(ADMIN, "upload_file", {"file_name": name})

	# found while the table was worked through; in official v15 too as far as its sources were read

	def test_charts_are_computed_for_who_asks_and_from_the_stored_chart(self):
		with self.sent(ADMIN, CHART, {"chart_name": "x"}):
			self.assertEqual(frappe.form_dict.refresh, 1)
		chart = {"document_type": "Minor", "based_on": "creation", "value_based_on": "1", "chart_type": "Sum"}
		self.refused(self.cadre, CHART, {"chart": chart})
		self.refused(ADMIN, CHART, {"chart": chart | {"based_on": "sleep(1)"}})

	def test_cards_are_computed_from_the_stored_card(self):
		card = {"doctype": "Number Card", "label": "Probe", "type": "Document Type", "document_type": "Minor"}
		stored = frappe.get_doc(card | {"function": "Count", "is_public": 1, "filters_json": "[]"}).insert()
		sent = {"name": stored.name, "function": "Sum", "aggregate_function_based_on": "sleep(1)"}
		with self.sent(self.cadre, CARD, {"doc": sent, "filters": []}):
			self.assertEqual(frappe.parse_json(frappe.form_dict.doc).function, "Count")
		self.refused(self.cadre, CARD, {"doc": {"function": "Sum", "document_type": "Minor"}})

	def test_results_of_background_reports_belong_to_who_asked(self):
		report = {"doctype": "Prepared Report", "report_name": "Grade Overview By Village", "filters": "{}"}
		prepared = frappe.get_doc(report)
		prepared.name = "probe"
		prepared.db_insert()
		arguments = {"report_name": "x", "filters": {"prepared_report_name": "probe"}}
		self.refused(self.cadre, "frappe.desk.query_report.run", arguments)
		frappe.db.set_value("Prepared Report", "probe", "owner", self.cadre)
		self.passes(self.cadre, "frappe.desk.query_report.run", arguments)
		self.refused(self.cadre, "frappe.desk.query_report.run", {"report_name": "x", "user": ADMIN})
		self.refused(self.cadre, "frappe.desk.query_report.run", {"custom_columns": [{"fieldname": "x"}]})

	def test_methods_on_documents_ask_for_the_stored_one(self):
		forged = frappe.get_doc("Minor", self.foreign).as_dict() | {"area": self.village}
		document = {"doctype": "Minor", "name": forged["name"], "area": self.village}
		self.refused(self.cadre, "run_doc_method", {"docs": document, "method": "x"})
		self.passes(self.cadre, "run_doc_method", {"docs": document | {"name": self.minor}, "method": "x"})

	def test_columns_above_ones_level_cannot_be_asked_about(self):
		reasons = (
			{"filters": [["Minor", "remarks", "like", "%x%"]]},
			{"filters": [["Minor Risk Factor", "factor", "=", "x"]]},
			{"filters": [["factor", "=", "x"]]},
			{"order_by": "grade_reason"},
			{"group_by": "`tabMinor`.`grade_reason`"},
			{"fields": ["max(remarks) as r"]},
		)
		for arguments in reasons:
			self.refused(self.school, "frappe.desk.reportview.get", {"doctype": "Minor"} | arguments)
			self.passes(self.cadre, "frappe.desk.reportview.get", {"doctype": "Minor"} | arguments)
		self.refused(
			self.cadre, "frappe.client.get_list", {"doctype": "Follow Up", "fields": ["minor.remarks"]}
		)
		self.passes(
			self.cadre, "frappe.client.get_list", {"doctype": "Follow Up", "fields": ["minor.minor_name"]}
		)

	def test_others_are_not_acted_for(self):
		comment = {
			"reference_doctype": "Minor",
			"reference_name": self.minor,
			"content": "x",
			"comment_by": "x",
		}
		method = "frappe.desk.form.utils.add_comment"
		self.refused(self.cadre, method, comment | {"comment_email": ADMIN})
		self.passes(self.cadre, method, comment | {"comment_email": self.cadre})

	def test_functions_named_by_the_request(self):
		search = {"doctype": "User", "txt": "", "query": "frappe.client.get_password"}
		self.refused(self.cadre, "frappe.desk.search.search_link", search)
		self.passes(self.cadre, "frappe.desk.search.search_link", search | {"query": ""})
		self.refused(self.cadre, "upload_file", {"method": "frappe.sessions.clear", "file_name": "a.png"})
		tree = {"doctype": "Area", "label": "x", "parent": "x", "tree_method": "frappe.client.delete"}
		self.refused(self.cadre, "frappe.desk.treeview.get_all_nodes", tree)
