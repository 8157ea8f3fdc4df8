"""The protected export: who may, what is in the file, who gets it, how long, and that nothing else is left open."""

import io
import json
from unittest.mock import patch

import frappe
import pyzipper
from frappe.utils import add_days, add_to_date, now_datetime, today
from python_calamine import CalamineWorkbook

from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.access.guards import NotYours
from lijian_hulei.access.mailing import NotByMail
from lijian_hulei.access.personal import add_to_boot, is_personal
from lijian_hulei.api import export
from lijian_hulei.patches import stop_mailed_reports
from lijian_hulei.privacy import export_rows, protected_export, tasks
from lijian_hulei.privacy.protected_export import DOCTYPE, ExportGone, ExportRefused
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.gate import GateTestCase

REASON = "县民政局七月通报核对名单"
PASSWORD = "护蕾-2026-xyz"
ID_NUMBER = "110101201503078116"  # of nobody
FIELDS = ["name", "minor_name", "area", "grade", "id_number", "birth_date"]


class ExportTestCase(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.township = make.make_township()
		self.village = make.make_area().name
		self.office = make.make_officer("protection_officer", self.township).user
		self.cadre = make.make_officer("village_cadre").user
		self._patched(frappe, "publish_realtime")
		self.folder = []
		self.addCleanup(self._remove_files)
		frappe.local.lang, former = "zh", frappe.local.lang
		self.addCleanup(setattr, frappe.local, "lang", former)
		frappe.db.set_single_value("System Settings", "language", "zh")

	def _remove_files(self) -> None:
		for name in self.folder:
			protected_export._path(name).unlink(missing_ok=True)

	def start(self, user: str | None = None, **arguments) -> dict:
		given = {"doctype": "Minor", "filters": [], "fields": FIELDS, "reason": REASON, "password": PASSWORD}
		with self.user(user or self.office):
			state = export.start(**given | arguments)
		self.folder.append(state["name"])
		return state

	def download(self, name: str, user: str | None = None) -> bytes:
		with self.user(user or self.office):
			export.download(name)
		self.assertEqual(frappe.response["type"], "download")  # an attachment, never a page
		return frappe.response.pop("filecontent")

	def sheets(self, content: bytes, password: str = PASSWORD) -> list[list[list]]:
		with pyzipper.AESZipFile(io.BytesIO(content)) as file:
			file.setpassword(password.encode())
			inside = file.read(file.namelist()[0])
		book = CalamineWorkbook.from_filelike(io.BytesIO(inside))
		return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

	def stored(self, name: str):
		return frappe.db.get_value(DOCTYPE, name, "*", as_dict=True)


class TestWhoMayExport(ExportTestCase):
	def test_the_right_to_export_is_asked(self):
		with self.assertRaises(frappe.PermissionError):
			self.start(self.cadre)
		with self.user(self.cadre):
			self.assertEqual(export.columns("Minor"), [])

	def test_a_reason_and_a_password_are_asked(self):
		for reason in ("", "核对", "。。。。。。。。。。。。", "a b c d e f"):
			with self.subTest(reason=reason), self.assertRaises(ExportRefused):
				self.start(reason=reason)
		for password in ("", "ab12", "abc-123", "88888888", "abcdefgh", "x1" * 40):
			with self.subTest(password=password), self.assertRaises(ExportRefused):
				self.start(password=password)

	def test_masters_are_left_to_the_ordinary_export(self):
		for doctype in ("Risk Factor", "Agency", "Export Log"):
			with self.subTest(doctype), self.assertRaises(ExportRefused):
				self.start(doctype=doctype)

	def test_only_who_asked_downloads(self):
		name = self.start()["name"]
		for user in (
			make.make_officer("governance_officer", self.township).user,
			self.cadre,
			"Administrator",
		):
			with self.subTest(user), self.assertRaises(NotYours):
				self.download(name, user)
			with self.user(user), self.assertRaises(NotYours):
				export.state(name)

	def test_who_loses_the_right_does_not_download_any_more(self):
		name = self.start()["name"]
		frappe.get_doc("User", self.office).remove_roles("Protection Office")
		with self.assertRaises(frappe.PermissionError):
			self.download(name)

	def test_nobody_makes_or_changes_one_by_hand(self):
		name = self.start()["name"]
		with self.user(self.office):
			with self.assert_refused():
				frappe.get_doc({"doctype": DOCTYPE, "reference_doctype": "Minor", "reason": REASON}).insert()
			document = frappe.get_doc(DOCTYPE, name)
			document.status = "Expired"
			with self.assert_refused(frappe.PermissionError, frappe.ValidationError):
				document.save()
		self.assertEqual(self.names_seen_by(self.cadre, DOCTYPE), [])
		self.assertIn(
			name, self.names_seen_by(make.make_officer("governance_officer", self.township).user, DOCTYPE)
		)


class TestContent(ExportTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.minor = make.make_minor(self.village, id_number=ID_NUMBER, birth_date=None, sex=None)
		self.mine = [["Minor", "name", "=", self.minor.name]]

	def test_the_file_opens_with_its_password_only(self):
		content = self.download(self.start(filters=self.mine)["name"])
		for wrong in ("wrong-123", ""):
			with self.subTest(wrong), self.assertRaises(RuntimeError):
				self.sheets(content, wrong)
		with pyzipper.AESZipFile(io.BytesIO(content)) as file:
			self.assertEqual(file.infolist()[0].wz_aes_strength, 3)  # 256 bits
		self.assertNotIn(self.minor.minor_name.encode(), content)

	def test_headers_are_chinese_and_sealed_fields_masked(self):
		cover, rows = self.sheets(self.download(self.start(filters=self.mine)["name"]))
		self.assertEqual(rows[1][:2], ["记录编号", "姓名"])
		shown = dict(zip(rows[1], rows[2], strict=False))
		self.assertEqual(shown["姓名"], self.minor.minor_name)
		self.assertIn(self.fresh(self.minor).id_number, rows[2])
		self.assertIn("*", self.fresh(self.minor).id_number)
		self.assertNotIn(ID_NUMBER, str(rows))
		self.assertIn(frappe.db.get_value("Area", self.minor.area, "area_name"), rows[2])  # no bare code
		self.assertIn(REASON, str(cover))
		self.assertIn(self.office, str(cover))
		self.assertTrue(cover[1][0].startswith("内部资料"))
		self.assertEqual(rows[0][0], cover[1][0])

	def test_only_rows_within_reach(self):
		foreign = make.make_minor(make.make_area("Village", make.make_area("Township").name).name)
		both = [["Minor", "name", "in", [self.minor.name, foreign.name]]]
		with patch.object(export_rows, "BATCH", 1):
			state = self.start(filters=both)
		self.assertEqual((state["status"], state["row_count"]), ("Ready", 1))
		self.assertNotIn(foreign.minor_name, str(self.sheets(self.download(state["name"]))))

	def test_fields_above_the_level_are_left_out(self):
		with self.user(self.office):
			every = {column["fieldname"] for column in export.columns("Minor")}
		fields = {field.fieldname for field in frappe.get_meta("Minor").fields if field.permlevel}
		high = min(every & fields)  # the office may take it out; who has the lowest level alone may not
		self.assertNotIn(high, {column["fieldname"] for column in self.columns_without_levels()})
		with patch("frappe.model.meta.Meta.get_permlevel_access", return_value=[0]):
			state = self.start(filters=self.mine, fields=["minor_name", high])
			content = self.download(state["name"])
			with self.assertRaises(ExportRefused):
				self.start(filters=self.mine, fields=[high])
			with self.assertRaises(Refused):
				self.start(filters=[["Minor", high, "=", "x"]])
		self.assertEqual(json.loads(self.stored(state["name"]).columns), ["minor_name"])
		self.assertEqual([head for head in self.sheets(content)[1][1] if head], ["姓名"])

	def columns_without_levels(self) -> list[dict]:
		with patch("frappe.model.meta.Meta.get_permlevel_access", return_value=[0]), self.user(self.office):
			return export.columns("Minor")

	def test_hidden_fields_and_unknown_ones_are_no_columns(self):
		with self.user(self.office):
			offered = {column["fieldname"] for column in export.columns("Mandatory Report")}
		self.assertNotIn("reporter_key", offered)
		with self.assertRaises(ExportRefused):
			self.start(fields=["owner", "search_text", "1=1"])

	def test_conditions_of_strange_forms_are_refused(self):
		for filters in (
			["1=1"],
			[["Minor", "name", "=", "x); drop", "y", "z"]],
			[["User", "name", "=", "x"]],
		):
			with self.subTest(filters), self.assertRaises((Refused, frappe.ValidationError)):
				self.start(filters=filters)

	def test_rows_of_a_table_do_not_double_the_record(self):
		guardians = [
			{"guardian_name": f"测试监护人{number}", "relation": "Father", "is_main": 1 - number}
			for number in range(2)
		]
		minor = make.make_minor(self.village, guardians=guardians)
		filters = [
			["Minor", "name", "=", minor.name],
			["Minor Guardian", "guardian_name", "like", "测试监护人%"],
		]
		self.assertEqual(self.start(filters=filters)["row_count"], 1)

	def test_texts_stay_texts(self):
		frappe.db.set_value("Minor", self.minor.name, "minor_name", "=1+1")
		rows = self.sheets(self.download(self.start(filters=self.mine)["name"]))[1]
		self.assertIn("=1+1", rows[2])

	def test_too_many_rows_end_in_a_plain_sentence(self):
		make.make_minor(self.minor.area)
		with patch.object(protected_export, "MOST_ROWS", 1):
			state = self.start(filters=[["Minor", "area", "=", self.minor.area]])
		self.assertEqual(state["status"], "Failed")
		self.assertIn("1", state["failure"])


class TestLife(ExportTestCase):
	def test_every_download_is_counted_and_noted(self):
		name = self.start()["name"]
		before = frappe.db.count("Export Log", {"reference_doctype": "Minor", "kind": "Export"})
		self.download(name)
		self.download(name)
		row = self.stored(name)
		self.assertEqual(row.downloads, 2)
		self.assertTrue(row.downloaded_at)
		self.assertEqual(frappe.db.count("Export Log", {"reference_doctype": "Minor"}), before + 2)
		log = frappe.get_last_doc("Export Log", {"file_name": row.file_name})
		self.assertEqual((log.reason, log.user, log.row_count), (REASON, self.office, row.row_count))

	def test_a_file_expires(self):
		frappe.db.set_single_value("Hulei Settings", "export_hours", 2)
		name = self.start()["name"]
		self.assertTrue(protected_export._path(name).exists())
		with self.at(add_to_date(now_datetime(), hours=3)):
			with self.assertRaises(ExportGone):
				self.download(name)
			tasks.end_exports()
		self.assertEqual(self.stored(name).status, "Expired")
		self.assertFalse(protected_export._path(name).exists())
		with self.assertRaises(ExportGone):
			self.download(name)

	def test_the_hourly_job_leaves_what_is_good(self):
		name = self.start()["name"]
		tasks.end_exports()
		self.assertEqual(self.stored(name).status, "Ready")
		self.assertEqual(protected_export._path(name).stat().st_mode & 0o777, 0o600)

	def test_many_rows_go_to_a_job_and_the_password_goes_sealed(self):
		make.make_minor(self.village)
		with patch.object(protected_export, "AT_ONCE", 0), patch("frappe.enqueue") as enqueue:
			state = self.start()
		self.assertEqual(state["status"], "Queued")
		order = enqueue.call_args.kwargs["order"]
		self.assertNotIn(PASSWORD, str(enqueue.call_args))
		self.assertFalse(enqueue.call_args.kwargs["enqueue_after_commit"])  # nothing is left to commit
		self.assertNotIn(PASSWORD, frappe.get_doc(DOCTYPE, state["name"]).as_json())
		with self.user(self.office):
			protected_export.run(state["name"], order)
		self.assertGreaterEqual(self.stored(state["name"]).row_count, 1)
		self.assertTrue(self.sheets(self.download(state["name"]))[1])

	def test_a_failure_is_told_and_logged_without_the_password(self):
		with patch.object(protected_export, "workbook", side_effect=RuntimeError("broken")):
			state = self.start()
		self.assertEqual(state["status"], "Failed")
		self.assertTrue(state["failure"])
		log = frappe.get_last_doc("Error Log", filters={"method": "Protected export failed"})
		self.assertIn("broken", log.error)
		self.assertNotIn(PASSWORD, log.error)
		with self.assertRaises(ExportGone):
			self.download(state["name"])

	def test_a_dead_worker_is_noticed(self):
		with patch.object(protected_export, "AT_ONCE", -1), patch("frappe.enqueue"):
			name = self.start()["name"]
		with self.at(add_to_date(now_datetime(), hours=4)):
			tasks.end_exports()
		self.assertEqual(self.stored(name).status, "Failed")

	def test_numbers_typed_into_conditions_are_not_kept(self):
		name = self.start(filters=[["Minor", "minor_name", "like", f"%{ID_NUMBER}%"]])["name"]
		self.assertNotIn(ID_NUMBER, self.stored(name).filters)


class TestReports(ExportTestCase):
	REPORT = "Minors Without Helper"

	def make(self, user: str, report: str | None = None, filters: dict | None = None) -> str:
		with patch("frappe.enqueue") as enqueue, self.user(user):
			name = export.start_report(report or self.REPORT, filters or {}, REASON, PASSWORD)["name"]
		self.folder.append(name)
		with self.user(user):
			protected_export.run(name, enqueue.call_args.kwargs["order"])
		return name

	def test_a_report_leaves_as_it_is_shown(self):
		minor = make.make_minor(
			self.village, factors=[frappe.db.get_value("Risk Factor", {"factor_class": "Bad Habit"})]
		)
		name = self.make(self.office)
		self.assertEqual(self.stored(name).status, "Ready", self.stored(name).failure)
		cover, rows = self.sheets(self.download(name))
		self.assertIn(REASON, str(cover))
		self.assertRegex(str(rows[1]), "[\u4e00-\u9fff]")
		self.assertIn(minor.minor_name, str(rows[2:]))

	def test_reports_ask_for_the_same_rights(self):
		with self.assertRaises(frappe.PermissionError), self.user(self.cadre):
			export.start_report(self.REPORT, {}, REASON, PASSWORD)
		with self.assertRaises(ExportRefused), self.user(self.office):
			export.start_report("No Such Report", {}, REASON, PASSWORD)


class TestOtherWaysOut(GateTestCase):
	LIST = "frappe.desk.reportview.export_query"
	REPORT = "frappe.desk.query_report.export_query"

	def setUp(self) -> None:
		super().setUp()
		self.office = make.make_officer("protection_officer", make.make_township()).user

	def list_of(self, doctype: str, **more) -> dict:
		return {"doctype": doctype, "fields": ["name"], "filters": [], "file_format_type": "CSV", **more}

	def test_frappes_list_export_is_for_masters(self):
		for doctype in ("Minor", "Household", "Visit", "Officer", "Minor Guardian", "ToDo", "File", "minor"):
			with self.subTest(doctype):
				self.refused(self.office, self.LIST, self.list_of(doctype))
		for doctype in ("Risk Factor", "Area", "Duty"):
			with self.subTest(doctype):
				self.passes(self.office, self.LIST, self.list_of(doctype))
		self.refused(self.office, self.LIST, self.list_of("Area", fields=["`tabMinor`.`minor_name`"]))

	def test_frappes_report_export_too(self):
		self.refused(
			self.office, self.REPORT, {"report_name": "Minors Without Helper", "file_format_type": "CSV"}
		)
		self.refused(self.office, self.REPORT, {"report_name": "No Such Report", "file_format_type": "CSV"})
		opened = frappe.db.get_value("Report", {"ref_doctype": "Responsibility", "module": "Organisation"})
		self.passes(self.office, self.REPORT, {"report_name": opened, "file_format_type": "CSV"})

	def test_templates_and_mails_are_not_offered(self):
		for method in (
			"frappe.core.doctype.data_export.exporter.export_data",
			"frappe.core.doctype.data_import.data_import.download_template",
			"frappe.email.doctype.auto_email_report.auto_email_report.download",
			"frappe.email.doctype.auto_email_report.auto_email_report.send_now",
			"frappe.desk.query_report.save_report",
		):
			with self.subTest(method):
				self.refused(self.office, method, {"doctype": "Minor"})

	def test_system_managers_keep_them(self):
		self.passes("Administrator", self.LIST, self.list_of("Minor"))

	def test_no_mail_carries_personal_data(self):
		with self.assertRaises(NotByMail):
			self.mailed("Minors Without Helper").insert()
		opened = frappe.db.get_value("Report", {"ref_doctype": "Responsibility", "module": "Organisation"})
		self.assertTrue(self.mailed(opened).insert().name)

	def test_mails_set_up_before_are_switched_off(self):
		document = self.mailed("Minors Without Helper")
		document.name = "mailed before"
		document.db_insert()
		stop_mailed_reports.execute()
		self.assertFalse(frappe.db.get_value("Auto Email Report", document.name, "enabled"))

	def mailed(self, report: str):
		return frappe.get_doc(
			{
				"doctype": "Auto Email Report",
				"report": report,
				"report_type": "Script Report",
				"user": "Administrator",
				"enabled": 1,
				"email_to": self.office,
				"format": "XLSX",
				"frequency": "Daily",
			}
		)

	def test_the_desk_is_told_which_records_are_personal(self):
		boot = frappe._dict()
		add_to_boot(boot)
		self.assertIn("Minor", boot.hulei_personal)
		self.assertNotIn("Agency", boot.hulei_personal)
		self.assertFalse(any(is_personal(kind) for kind in ("User", "Risk Factor", "Area", None, "No Such")))

	def test_frappe_asks_for_the_token_before_a_download(self):
		allowed = frappe.allowed_http_methods_for_whitelisted_func
		self.assertEqual(allowed[export.download], ["POST"])
		self.passes(
			self.office, "lijian_hulei.api.export.state", {"name": add_days(today(), 1)}, method="GET"
		)
