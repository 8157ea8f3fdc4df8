"""R31-R33: a report reaches the police at once, what comes late is looked at, and nobody in the unit can stop it."""

import json
from datetime import timedelta

import frappe
from frappe.desk.notifications import get_open_count
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError, apply_workflow
from frappe.utils import now_datetime

from lijian_hulei.api.cases import reporter
from lijian_hulei.cases.doctype.mandatory_report.mandatory_report import ReportStays, WrongChildAge
from lijian_hulei.cases.doctype.report_duty_review.report_duty_review import ReviewedAlready
from lijian_hulei.cases.doctype.report_obstruction.report_obstruction import ObstructionStays
from lijian_hulei.cases.services import reporting
from lijian_hulei.privacy.services import reveal
from lijian_hulei.records.checks import Incomplete, SwitchedOff, WrongDate
from lijian_hulei.testing import cases_factories as cases
from lijian_hulei.testing.duties import MIDDLE, DutyTestCase
from lijian_hulei.testing.gate import GateTestCase


class ReportTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()

	def report_by(self, officer, **overrides):
		with self.user(officer.user):
			return cases.make_report(self.town.village, **overrides)

	def steps_by(self, officer, doc, *actions, **values):
		with self.user(officer.user):
			for action in actions:
				doc = cases.step(doc, action, **values)
		return doc


class TestMandatoryReport(ReportTestCase):
	def test_r31_report_reaches_police_and_counts_in_the_month(self):
		with self.at(MIDDLE):
			report = self.report_by(self.town.teacher)
			self.open()
			self.assert_open("R31_handover", report.name)
			self.steps_by(self.town.office, report, "Hand Over to Police")
			self.open()
			report = self.steps_by(self.town.police, report, "Receive")
			self.steps_by(self.town.police, report, "Accept Case", case_number="沅公受字〔2026〕1号")
		self.assert_met("R31_handover", report.name)
		self.assert_met("R31_receive", report.name)
		figures = self.figures("R31_handover")
		self.assertEqual((figures.required, figures.met), (1, 1))

	def test_r31_every_kind_of_officer_may_report(self):
		for key in (
			"teacher",
			"head",
			"nurse",
			"cadre",
			"neighbour",
			"police",
			"office",
			"governance",
			"civil",
		):
			with self.subTest(key):
				report = self.report_by(getattr(self.town, key))
				self.assertEqual(report.status, "Reported")
				self.assertRegex(report.receipt_code, r"^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$")

	def test_what_the_reporters_post_says_need_not_be_written(self):
		blank = {"reporter_kind": None, "reporter_agency": None}
		for key, kind in (
			("teacher", "Teacher or School Staff"),
			("nurse", "Doctor or Nurse"),
			("police", "Public Official"),
		):
			officer = getattr(self.town, key)
			with self.user(officer.user):
				proposed = reporter()
			report = self.report_by(officer, **blank)
			self.assertEqual((report.reporter_kind, report.reporter_agency), (kind, officer.agency))
			self.assertEqual(proposed, {"kind": kind, "agency": officer.agency})

	def test_what_is_written_for_another_or_without_a_name_is_not_taken_from_the_post(self):
		other = self.report_by(
			self.town.office, channel="Telephone", reporter_kind="Citizen", reporter_agency=None
		)
		nameless = self.report_by(self.town.nurse, is_anonymous=1, reporter_agency=None)
		by_hand = self.report_by(
			self.town.nurse, reporter_kind="Social Worker", reporter_agency=self.town.women
		)
		self.assertEqual((other.reporter_kind, other.reporter_agency), ("Citizen", None))
		self.assertIsNone(nameless.reporter_agency)
		self.assertEqual((by_hand.reporter_kind, by_hand.reporter_agency), ("Social Worker", self.town.women))
		with self.assert_refused(frappe.MandatoryError):
			self.report_by(self.town.nurse, is_anonymous=1, reporter_kind=None)

	def test_r31_the_time_is_the_servers_and_the_delay_is_measured(self):
		with self.at(MIDDLE):
			report = self.report_by(
				self.town.nurse,
				discovered_at=now_datetime() - timedelta(minutes=35),
				reported_at="2020-01-01 00:00:00",
			)
		self.assertEqual((report.minutes_to_report, report.is_late), (35, 0))
		self.assertEqual(str(report.reported_at)[:16], "2026-04-15 10:00")

	def test_r31_a_call_to_110_before_is_the_report(self):
		found = now_datetime() - timedelta(hours=9)
		report = self.report_by(
			self.town.nurse, discovered_at=found, police_called_at=found + timedelta(minutes=3)
		)
		self.assertEqual((report.minutes_to_report, report.is_late), (3, 0))

	def test_the_warning_follows_the_setting(self):
		frappe.db.set_single_value("Hulei Settings", "report_warning_hours", 24)
		report = self.report_by(self.town.nurse, discovered_at=now_datetime() - timedelta(hours=9))
		self.assertEqual(report.is_late, 0)

	def test_identities_are_sealed_and_the_author_is_nowhere(self):
		report = self.report_by(self.town.teacher)
		self.assertEqual((report.victim_name, report.reporter_name), ("******", "******"))
		self.assertNotIn("1234", report.reporter_phone)
		stored = frappe.db.get_value("Mandatory Report", report.name, "*", as_dict=True)
		for value in stored.values():
			self.assertNotIn(str(value), (self.town.teacher.user, self.town.teacher.name, "测试孩子"))
		self.assertEqual(
			frappe.get_all("Report Step", {"parent": report.name}, pluck="owner"), [reporting.NOBODY]
		)
		for trace in ("Workflow Action", "File", "Notification Log", "Comment", "Version"):
			field = {"File": "attached_to_name", "Version": "docname", "Notification Log": "document_name"}
			where = {field.get(trace, "reference_name"): report.name}
			owners = frappe.get_all(trace, where, ["owner", "modified_by"])
			self.assertNotIn(self.town.teacher.user, json.dumps(owners), trace)
		with self.user(self.town.office.user):
			self.assertEqual(
				reveal("Mandatory Report", report.name, "reporter_phone", "需要回访报告人"), "13800001234"
			)
		with self.user(self.town.police.user), self.assert_refused():
			reveal("Mandatory Report", report.name, "reporter_phone", "需要回访报告人")

	def test_anonymous_reports_keep_no_name_and_no_key(self):
		report = self.report_by(self.town.teacher, is_anonymous=1)
		self.assertFalse(report.reporter_key or report.reporter_name or report.reporter_phone)
		self.assert_not_permitted(report, self.town.teacher.user)
		self.assert_permitted(report, self.town.police.user)

	def test_only_the_reporter_the_police_and_the_two_offices_see_it(self):
		report = self.report_by(self.town.teacher)
		for key in ("teacher", "police", "office", "governance"):
			self.assert_permitted(report, getattr(self.town, key).user)
			self.assertIn(report.name, self.names_seen_by(getattr(self.town, key).user, "Mandatory Report"))
		for key in ("head", "nurse", "cadre", "neighbour", "civil"):
			self.assert_not_permitted(report, getattr(self.town, key).user)
			self.assertNotIn(
				report.name, self.names_seen_by(getattr(self.town, key).user, "Mandatory Report")
			)

	def test_r33_nobody_in_the_unit_can_stop_change_or_delete_it(self):
		report = self.report_by(self.town.teacher)
		for key in ("teacher", "head", "cadre", "nurse"):
			with self.user(getattr(self.town, key).user):
				doc = frappe.get_doc("Mandatory Report", report.name)
				doc.what_happened = "没有此事"
				with self.assert_refused():
					doc.save()
				with self.assert_refused():
					frappe.delete_doc("Mandatory Report", report.name)
				with self.assert_refused(frappe.PermissionError, WorkflowTransitionError):
					apply_workflow(report.as_json(), "Conclude")
		for user in ("Administrator", self.town.office.user):
			with self.user(user), self.assert_refused(ReportStays, frappe.PermissionError):
				frappe.delete_doc("Mandatory Report", report.name)
		with self.assert_refused(ReportStays):
			frappe.delete_doc("Mandatory Report", report.name, force=True, ignore_on_trash=True)

	def test_what_was_told_stays_for_those_who_handle_it(self):
		report = self.report_by(self.town.teacher)
		with self.user(self.town.police.user):
			for field, value in (("situation", "begging"), ("what_happened", "x"), ("is_late", 1)):
				doc = frappe.get_doc("Mandatory Report", report.name)
				doc.set(field, value)
				with self.subTest(field), self.assert_refused(ReportStays):
					doc.save()

	def test_a_form_sends_texts_and_nothing_has_changed(self):
		report = self.report_by(self.town.teacher, police_called_at=now_datetime())
		report.reload()
		sent = json.loads(report.as_json()) | {"case_number": "1号", "place": report.place}
		sent |= {field: str(report.get(field))[:19] for field in ("discovered_at", "police_called_at")}
		with self.user(self.town.police.user):
			self.assertEqual(frappe.get_doc(sent).save().case_number, "1号")

	def test_times_and_steps_are_not_written_by_hand(self):
		report = self.report_by(self.town.teacher)
		with self.user(self.town.police.user):
			doc = frappe.get_doc("Mandatory Report", report.name)
			doc.received_at = "2020-01-01 00:00:00"
			doc.steps = []
			doc.save()
			doc.reload()
		self.assertIsNone(doc.received_at)
		self.assertEqual([row.step for row in doc.steps], ["Reported"])

	def test_the_handling_follows_its_order(self):
		report = self.report_by(self.town.teacher)
		with self.user(self.town.police.user):
			with self.assert_refused(WorkflowTransitionError):
				apply_workflow(report.as_json(), "Accept Case")
			doc = frappe.get_doc("Mandatory Report", report.name)
			doc.update({"status": "Concluded", "closing_result": "无此事"})
			with self.assert_refused(WorkflowPermissionError):
				doc.save()
			report = cases.step(report, "Receive")
			self.assertTrue(report.handed_over_at and report.received_at)
			with self.assert_refused(WorkflowTransitionError):
				apply_workflow(report.as_json(), "Receive")
			for action in ("Accept Case", "Do Not Accept", "Move to Another Authority", "Hand Back"):
				with self.subTest(action), self.assert_refused(Incomplete):
					apply_workflow(report.as_json(), action)

	def test_a_report_handed_back_comes_round_again(self):
		report = self.report_by(self.town.teacher)
		report = self.steps_by(self.town.office, report, "Hand Over to Police")
		report = self.steps_by(self.town.police, report, "Hand Back", hand_back_reason="地点不清，请补充")
		with self.user(self.town.police.user), self.assert_refused(WorkflowTransitionError):
			apply_workflow(report.as_json(), "Conclude")
		report = self.steps_by(self.town.office, report, "Hand Over to Police")
		self.assertEqual(
			[row.step for row in report.steps],
			["Reported", "Handed Over to Police", "Handed Back", "Handed Over to Police"],
		)
		self.assertEqual(report.steps[2].note, "地点不清，请补充")
		self.assertEqual(report.steps[2].officer, self.town.police.name)

	def test_bad_input_is_named(self):
		tomorrow = now_datetime() + timedelta(days=1)
		for values, error in (
			({"discovered_at": tomorrow}, WrongDate),
			({"police_called_at": now_datetime() - timedelta(days=3)}, WrongDate),
			({"child_age": 40}, WrongChildAge),
			({"child_age": -1}, WrongChildAge),
			({"situation": "no_such"}, frappe.LinkValidationError),
			({"what_happened": ""}, frappe.MandatoryError),
		):
			with self.subTest(values), self.assert_refused(error):
				self.report_by(self.town.teacher, **values)

	def test_a_situation_no_longer_in_use_is_not_chosen(self):
		frappe.db.set_value("Report Situation", "begging", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			self.report_by(self.town.teacher, situation="begging")

	def test_the_nine_situations_stand_word_for_word(self):
		texts = frappe.get_all("Report Situation", pluck="statute_text", order_by="situation_number asc")
		self.assertEqual(len(texts), 9)
		self.assertEqual(texts[5], "（六）被遗弃或长期无人照料。")
		self.assertIn("不满十四周岁女性遭受或疑似遭受性侵害、怀孕、流产", texts[1])

	def test_notices_name_the_number_only(self):
		before = set(frappe.get_all("Notification Log", pluck="name"))
		report = self.report_by(self.town.teacher)
		logs = frappe.get_all(
			"Notification Log",
			{"document_name": report.name, "name": ("not in", list(before) or [""])},
			["subject", "email_content", "from_user"],
		)
		for log in logs:
			self.assertIn(report.name, log.subject)
			self.assertNotIn(self.town.teacher.user, (log.from_user,))
			for secret in ("测试", "138", report.area):
				self.assertNotIn(secret, f"{log.subject}{log.email_content}")


class TestObstruction(ReportTestCase):
	def obstructed(self):
		report = self.report_by(self.town.teacher, reporter_agency=self.town.school)
		with self.user(self.town.teacher.user):
			return report, reporting.note_obstruction(report, "校长要求先内部处理", "校长")

	def test_r33_the_flag_is_seen_by_police_and_offices_and_by_nobody_in_the_unit(self):
		_report, obstruction = self.obstructed()
		self.assertEqual((obstruction.agency, obstruction.owner), (self.town.school, reporting.NOBODY))
		for key in ("police", "office", "governance"):
			self.assert_permitted(obstruction, getattr(self.town, key).user)
		for key in ("teacher", "head", "nurse", "cadre", "civil"):
			user = getattr(self.town, key).user
			self.assert_not_permitted(obstruction, user)
			self.assertEqual(self.names_seen_by(user, "Report Obstruction"), [])

	def test_r33_no_channel_of_the_report_tells_of_it(self):
		"""Form, list, history, links and export of the report, as the reporter's own unit could call them."""
		from frappe.desk.form.load import get_docinfo

		report, obstruction = self.obstructed()
		self.steps_by(self.town.police, report, "Receive")
		with self.user(self.town.teacher.user):
			doc = frappe.get_doc("Mandatory Report", report.name)
			doc.apply_fieldlevel_read_permissions()
			get_docinfo(doc)
			told = json.dumps(doc.as_dict(), default=str) + json.dumps(
				frappe.response["docinfo"], default=str
			)
			rows = frappe.get_list("Mandatory Report", fields=["*"], filters={"name": report.name})
			told += json.dumps(rows, default=str)
			for secret in (obstruction.name, "内部处理", "校长"):
				self.assertNotIn(secret, told)
			self.assertFalse(doc.get("steps"))
			self.assertNotIn("received_at", rows[0])
		self.assertEqual(frappe.get_all("Version", {"docname": report.name}), [])

	def test_it_is_not_deleted(self):
		_report, obstruction = self.obstructed()
		with self.assert_refused(ObstructionStays):
			frappe.delete_doc("Report Obstruction", obstruction.name)

	def test_r33_it_is_settled_in_time_and_counted(self):
		with self.at(MIDDLE):
			_report, obstruction = self.obstructed()
			self.open()
			with self.user(self.town.police.user):
				obstruction = frappe.get_doc("Report Obstruction", obstruction.name)
				obstruction.status = "Passed to Authority"
				with self.assert_refused(Incomplete, frappe.MandatoryError):
					obstruction.save()
				obstruction.passed_to = "县纪委监委"
				obstruction.save()
		self.assert_met("R33_obstruction", obstruction.name)
		self.assertEqual(self.figures("R33_obstruction").met, 1)


class TestLinksThroughTheGate(GateTestCase):
	"""What a request could learn of an obstruction by way of the report it hangs on."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()

	def counted(self, user: str, report: str, items: str | None) -> dict:
		arguments = {"doctype": "Mandatory Report", "name": report} | ({"items": items} if items else {})
		with self.sent(user, "frappe.desk.notifications.get_open_count", arguments):
			found = get_open_count("Mandatory Report", report, frappe.local.form_dict["items"])
		return {row["name"]: row["count"] for row in found["count"]}

	def test_r33_a_count_does_not_tell(self):
		with self.user(self.town.teacher.user):
			report = cases.make_report(self.town.village).name
			reporting.note_obstruction(frappe.get_doc("Mandatory Report", report), "不让上报")
		for items in (None, '["Report Obstruction", "Report Duty Review"]'):
			self.assertEqual(self.counted(self.town.teacher.user, report, items), {})
			self.assertEqual(self.counted(self.town.police.user, report, items)["Report Obstruction"], 1)

	def test_r33_no_other_way_to_linked_records_is_open(self):
		for method in ("frappe.desk.form.linked_with.get", "frappe.desk.form.linked_with.get_linked_docs"):
			self.refused(self.town.teacher.user, method, {"doctype": "Mandatory Report", "docname": "x"})


class TestDutyReview(ReportTestCase):
	def test_r32_a_late_report_is_put_up_for_review_and_counted(self):
		with self.at(MIDDLE):
			report = self.report_by(
				self.town.nurse,
				discovered_at=now_datetime() - timedelta(days=2),
				reporter_agency=self.town.hospital,
			)
			self.open()
			name = frappe.db.get_value("Report Duty Review", {"report": report.name})
			self.assert_open("R32_review", name)
			with self.user(self.town.governance.user):
				review = frappe.get_doc("Report Duty Review", name)
				self.assertEqual((review.agency, review.minutes_late), (self.town.hospital, 2880))
				review.update(
					{
						"status": "Duty Not Met",
						"conclusion": "接诊后两日才报告",
						"responsible_officer_post": "科室主任",
						"measure": "移送卫健部门依规处理",
					}
				)
				review.save()
				review.status = "No Fault"
				with self.assert_refused(ReviewedAlready):
					review.save()
		self.assert_met("R32_review", name)
		self.assertEqual(self.figures("R32_review").met, 1)

	def test_r32_a_missing_report_is_entered_and_the_unit_does_not_see_it(self):
		with self.user(self.town.governance.user):
			review = frappe.get_doc(
				{
					"doctype": "Report Duty Review",
					"kind": "Missing",
					"area": self.town.village,
					"agency": self.town.school,
					"situation": "violence",
					"should_have_reported_at": now_datetime() - timedelta(days=9),
					"learnt_at": now_datetime(),
					"facts": "派出所办案中发现学校早已知情",
				}
			).insert()
		for key in ("head", "teacher", "cadre"):
			self.assert_not_permitted(review, getattr(self.town, key).user)
		self.assert_permitted(review, self.town.police.user)
		self.assert_not_permitted(review, self.town.police.user, "write")

	def test_a_prompt_report_and_a_citizens_late_one_are_not_reviewed(self):
		prompt = self.report_by(self.town.nurse)
		citizen = self.report_by(
			self.town.nurse, reporter_kind="Citizen", discovered_at=now_datetime() - timedelta(days=5)
		)
		found = frappe.get_all("Report Duty Review", {"report": ("in", (prompt.name, citizen.name))})
		self.assertEqual(found, [])

	def test_one_review_for_one_report(self):
		report = self.report_by(self.town.nurse, discovered_at=now_datetime() - timedelta(days=2))
		with self.user(self.town.governance.user), self.assert_refused(ReviewedAlready):
			frappe.get_doc(
				{
					"doctype": "Report Duty Review",
					"kind": "Late",
					"report": report.name,
					"area": report.area,
					"situation": report.situation,
					"should_have_reported_at": report.discovered_at,
					"learnt_at": now_datetime(),
					"facts": "x",
				}
			).insert()
