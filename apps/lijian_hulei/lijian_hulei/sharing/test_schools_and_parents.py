"""School reports with their replies, parents' feedback and the library (R42, R43, R44)."""

from contextlib import contextmanager

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today

from lijian_hulei.api.public.feedback import read_answer, send_feedback
from lijian_hulei.api.public.library import download
from lijian_hulei.api.public.limits import TooOften
from lijian_hulei.api.sharing import return_feedback
from lijian_hulei.compliance.services import open_period
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.sharing.services import library
from lijian_hulei.sharing.services.deidentify import IdentifyingText
from lijian_hulei.sharing.services.feedback import FeedbackRefused, hashed
from lijian_hulei.sharing.tasks import keep_library_views
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import AFTER, MIDDLE, MONTH, DutyTestCase
from lijian_hulei.testing.sharing_factories import make_feedback_point, make_resource, school_report_values

GUEST = "Guest"


class SchoolTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.school = make.make_agency("school", cls.village)
		cls.head = cls.post("school_head", cls.school)
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		frappe.db.set_single_value("Hulei Settings", "host_agency", cls.governance_office.name)
		frappe.db.set_single_value("Hulei Settings", "township", cls.township)


class TestSchoolReport(SchoolTestCase):
	def write(self, **overrides):
		with self.user(self.head.user):
			return frappe.get_doc(school_report_values(self.school.name, **overrides)).insert()

	def send_up(self, report):
		with self.user(self.head.user):
			return apply_workflow(self.fresh(report), "Send Up")

	def test_r42_a_school_reports_every_month(self):
		self.open()
		self.assert_open("R42_report", self.school.name)
		with self.at(MIDDLE):
			report = self.write()
			self.assert_open("R42_report", self.school.name)
			self.send_up(report)
		self.assert_met("R42_report", self.school.name)
		self.assertEqual(self.figures("R42_report", agency=self.school.name).met, 1)

	def test_r42_support_is_asked_for_and_given_in_time(self):
		with self.at(MIDDLE):
			report = self.send_up(
				self.write(
					needs_support=1, support_request="校门口夜间照明不足", support_agency=self.station.name
				)
			)
			open_period(MONTH)
			self.assert_open("R42_reply", report.name)
			self.assertEqual(str(report.reply_due_on), "2026-04-20")
			with self.user(self.police.user):
				report = self.fresh(report)
				with self.assert_refused(frappe.ValidationError):  # no reply yet
					apply_workflow(report, "Give Reply")
				report = self.fresh(report).update({"reply": "已协调安装路灯两盏"}).save()
				apply_workflow(report, "Give Reply")
			with self.user(self.head.user):
				report = apply_workflow(self.fresh(report), "Confirm Help")
		self.assertEqual((report.status, report.replied_by), ("Settled", self.police.name))
		self.assert_met("R42_reply", report.name)
		self.assertEqual(self.figures("R42_reply", agency=self.station.name).met, 1)

	def test_r42_a_reply_after_the_deadline_is_late(self):
		with self.at(MIDDLE):
			report = self.send_up(self.write(needs_support=1, support_request="请求支援"))
		self.assertEqual(report.support_agency, self.governance_office.name)
		with self.at(AFTER), self.user(self.governance.user):
			report = apply_workflow(self.fresh(report).update({"reply": "已安排"}).save(), "Give Reply")
		self.assertEqual(report.reply_is_late, 1)

	def test_r42_no_pupil_is_named(self):
		make.make_minor(area=self.village, minor_name="端木测试")
		report = self.write(problems="学生端木测试多次旷课")
		with self.assert_refused(IdentifyingText):
			self.send_up(report)

	def test_r42_once_a_month_and_not_before_it_begins(self):
		self.write()
		with self.assert_refused(OutOfOrder):
			self.write()
		with self.assert_refused(WrongDate):
			self.write(month=add_days(today(), 40))
		self.write(kind="Urgent")

	def test_what_was_sent_up_stays(self):
		report = self.send_up(self.write())
		with self.user(self.head.user):
			with self.assert_refused(OutOfOrder):
				self.fresh(report).update({"situation": "Serious"}).save()
			with self.assert_refused(frappe.ValidationError):  # a second click
				apply_workflow(self.fresh(report), "Send Up")

	def test_others(self):
		report = self.write()
		stranger = self.post("school_head", make.make_agency("school", self.village))
		self.assertEqual(self.names_seen_by(stranger.user, "School Report"), [])
		self.assert_not_permitted(report, self.police.user)
		self.assertEqual(self.names_seen_by(self.cadre.user, "School Report"), [])
		with self.user(self.police.user), self.assert_refused():
			frappe.get_doc(school_report_values(self.station.name)).insert()
		with self.assert_refused(OutOfOrder):
			frappe.get_doc(school_report_values(self.station.name)).insert()


class TestParentFeedback(SchoolTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.point = make_feedback_point(self.school.name)
		frappe.cache.delete_keys("hulei_calls:")
		frappe.local.request_ip = "203.0.113.9"
		self.addCleanup(frappe.cache.delete_keys, "hulei_calls:")

	@contextmanager
	def guest(self):
		with self.user(GUEST):
			yield

	def send(self, **overrides) -> str:
		values = {
			"topic": "internet_use",
			"content": "孩子回家后一直玩手机，请老师指导。",
			"point": self.point.token,
		}
		with self.guest():
			self.code = send_feedback(**{**values, **overrides})["code"]
		return self.code

	def newest(self):
		return frappe.get_doc("Parent Feedback", {"code_hash": hashed(self.code.replace("-", ""))})

	def test_r44_a_parent_writes_and_reads_the_answer(self):
		with self.at(MIDDLE):
			code = self.send(contact="138 0013 8000", wants_call=1)
			feedback = self.newest()
			self.assertEqual((feedback.agency, feedback.contact), (self.school.name, "138******00"))
			self.assertEqual(str(feedback.due_on), "2026-04-20")
			open_period(MONTH)
			self.assert_open("R44_answer", feedback.name)
			with self.guest():
				self.assertEqual(read_answer(code)["answer"], "")
			with self.user(self.head.user):
				feedback = self.fresh(feedback).update({"answer": "班主任将于本周家访。"}).save()
				feedback = apply_workflow(feedback, "Give Answer")
			self.assertEqual((feedback.is_late, feedback.answered_by), (0, self.head.name))
			with self.guest():
				found = read_answer(code.lower())
		self.assertIn("家访", found["answer"])
		self.assertEqual(set(found), {"state", "received_on", "due_on", "agency", "answer", "answered_on"})
		self.assert_met("R44_answer", feedback.name)
		self.assertEqual(self.figures("R44_answer", agency=self.school.name).met, 1)

	def test_r44_each_topic_has_its_agency_and_its_days(self):
		self.send(topic="venue_admits")
		feedback = self.newest()
		self.assertEqual((feedback.agency, feedback.is_urgent), (self.station.name, 1))
		self.assertEqual(str(feedback.due_on), add_days(today(), 1))
		self.assertEqual(self.names_seen_by(self.head.user, "Parent Feedback"), [])
		self.send(topic="other", point="")
		self.assertEqual(self.newest().agency, self.governance_office.name)

	def test_r44_wrong_input_has_one_clear_answer(self):
		for wrong in (
			{"topic": "no_such"},
			{"topic": ""},
			{"content": " "},
			{"content": "长" * 2001},
			{"contact": "12"},
			{"wants_call": 1},
			{"point": "x" * 12},
			{"point": "x" * 5000},
			{"website": "http://spam.example"},
		):
			frappe.cache.delete_keys("hulei_calls:")
			with self.subTest(wrong), self.assert_refused(FeedbackRefused):
				self.send(**wrong)
		frappe.db.set_value("Feedback Topic", "other", "enabled", 0)
		with self.assert_refused(FeedbackRefused):
			self.send(topic="other")

	def test_r44_a_page_that_is_switched_off_takes_nothing(self):
		self.point.update({"enabled": 0}).save()
		with self.assert_refused(FeedbackRefused):
			self.send()

	def test_r44_wrong_codes_tell_nothing(self):
		self.send()
		with self.guest():
			for code in ("", "AAAA-BBBB-CCCC", "x" * 5000, "<script>", "' or 1=1 --"):
				with self.subTest(code), self.assert_refused(FeedbackRefused):
					read_answer(code)
		self.assertNotIn("AAAA", frappe.db.get_value("Parent Feedback", self.newest().name, "code_hash"))

	def test_r44_the_code_itself_is_not_kept(self):
		code = self.send()
		plain = code.replace("-", "")
		row = frappe.db.get_value("Parent Feedback", self.newest().name, "*", as_dict=True)
		self.assertNotIn(plain, str(row))
		self.assertEqual(row.code_hash, hashed(plain))

	def test_r44_rate_limited(self):
		for _time in range(5):
			self.send()
		with self.assert_refused(TooOften):
			self.send()
		with self.guest():
			for _time in range(20):
				with self.assert_refused(FeedbackRefused):
					read_answer("AAAA-BBBB-CCCC")
			with self.assert_refused(TooOften):
				read_answer("AAAA-BBBB-CCCC")

	def test_r44_not_ours_goes_back_to_the_office_with_a_reason(self):
		self.send()
		feedback = self.newest()
		with self.user(self.head.user):
			with self.assert_refused(Incomplete):
				return_feedback(feedback.name, " ")
			return_feedback(feedback.name, "属派出所职责")
			with self.assert_refused():
				return_feedback(feedback.name, "再退一次")
		feedback.reload()
		self.assertEqual(
			(feedback.agency, feedback.routing_note), (self.governance_office.name, "属派出所职责")
		)
		with self.user(self.governance.user):
			self.fresh(feedback).update({"agency": self.station.name}).save()
		self.assertIn(feedback.name, self.names_seen_by(self.police.user, "Parent Feedback"))

	def test_r44_what_was_said_and_answered_stays(self):
		self.send()
		feedback = self.newest()
		with self.user(self.head.user):
			with self.assert_refused(OutOfOrder):
				self.fresh(feedback).update({"content": "改过"}).save()
			feedback = self.fresh(feedback).update({"answer": "身份证330102201205150017"}).save()
			with self.assert_refused(IdentifyingText):
				apply_workflow(feedback, "Give Answer")
			feedback = self.fresh(feedback).update({"answer": "已家访"}).save()
			apply_workflow(feedback, "Give Answer")
			with self.assert_refused(OutOfOrder):
				self.fresh(feedback).update({"answer": "另一个答复"}).save()

	def test_r44_the_days_of_the_settings_are_the_duties(self):
		settings = frappe.get_single("Hulei Settings")
		settings.update({"feedback_reply_days": 3}).save()
		self.assertEqual(frappe.db.get_value("Duty", "R44_answer", "due_within"), 3)
		self.send()
		self.assertEqual(str(self.newest().due_on), add_days(today(), 3))

	def test_r44_a_guest_sees_no_record(self):
		self.send()
		with self.guest():
			for doctype in ("Parent Feedback", "Feedback Point", "Feedback Topic", "Bulletin", "Resource"):
				self.assertFalse(frappe.has_permission(doctype, "read"), doctype)

	def test_r44_the_poster_is_drawn_here(self):
		frappe.local.lang = "zh"
		html = frappe.get_print("Feedback Point", self.point.name, "Parent QR Poster")
		self.assertIn("data:image/svg+xml;base64,", html)
		self.assertIn(self.school.agency_name, html)

	def test_codes_are_for_schools_and_stay_with_them(self):
		with self.assert_refused(OutOfOrder):
			make_feedback_point(self.station.name)
		other = make.make_agency("school", self.village)
		with self.assert_refused(OutOfOrder):
			self.fresh(self.point).update({"agency": other.name}).save()


class TestLibrary(SchoolTestCase):
	def test_r43_parents_read_what_was_published_and_nothing_else(self):
		women = make.make_agency("womens_federation", self.township)
		writer = self.post("family_officer", women)
		with self.user(writer.user):
			resource = make_resource()
			with self.assert_refused(frappe.ValidationError):
				apply_workflow(self.fresh(resource), "Publish")
		self.assertIsNone(library.read(resource.name))
		with self.user(self.governance.user):
			apply_workflow(self.fresh(resource), "Publish")
		with self.user(GUEST):
			self.assertIn(resource.name, [row.name for row in library.published()])
			self.assertIn("身体", library.read(resource.name).summary)
		with self.user(self.governance.user):
			apply_workflow(self.fresh(resource), "Withdraw")
		self.assertIsNone(library.read(resource.name))

	def test_r43_views_are_counted_without_writing_and_kept_each_hour(self):
		resource = make_resource(status="Published")
		other = make_resource(status="Published")
		for key in (library.VIEWS, library.VIEWS_TAKEN):
			frappe.cache.delete_key(key)
			self.addCleanup(frappe.cache.delete_key, key)
		with self.user("Guest"):
			for _time in range(3):
				library.read(resource.name)
			library.read(other.name)
			library.read("RES-unknown")
		self.assertEqual(self.fresh(resource).views, 0)
		keep_library_views()
		self.assertEqual((self.fresh(resource).views, self.fresh(other).views), (3, 1))
		self.assertEqual(str(self.fresh(resource).modified), str(resource.modified))
		frappe.db.after_commit.run()
		library.read(resource.name)
		self.assertEqual(library.keep_views(), 1)
		self.assertEqual(self.fresh(resource).views, 4)

	def test_r43_a_run_that_failed_is_made_up_by_the_next(self):
		resource = make_resource(status="Published")
		for key in (library.VIEWS, library.VIEWS_TAKEN):
			frappe.cache.delete_key(key)
			self.addCleanup(frappe.cache.delete_key, key)
		library.read(resource.name)
		library.keep_views()
		frappe.db.set_value("Resource", resource.name, "views", 0)  # rolled back before the commit
		library.read(resource.name)
		self.assertEqual(library.keep_views(), 1)
		frappe.db.after_commit.run()
		self.assertEqual(library.keep_views(), 1)
		self.assertEqual(self.fresh(resource).views, 2)

	def test_r43_no_child_in_the_library(self):
		make.make_minor(area=self.village, minor_name="皇甫测试")
		resource = make_resource(content="<p>皇甫测试的故事</p>")
		with self.user(self.governance.user), self.assert_refused(IdentifyingText):
			apply_workflow(self.fresh(resource), "Publish")
		published = make_resource(status="Published")
		with self.assert_refused(IdentifyingText):
			self.fresh(published).update({"summary": "皇甫测试"}).save()

	def test_r43_only_files_of_published_resources_are_handed_out(self):
		resource = make_resource()
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "手册.pdf",
				"content": b"%PDF-1.4 test",
				"is_private": 1,
				"attached_to_doctype": "Resource",
				"attached_to_name": resource.name,
			}
		).insert()
		resource.db_set("attachment", file.file_url)
		with self.user(GUEST), self.assertRaises(frappe.DoesNotExistError):
			download(resource.name)
		resource.db_set("status", "Published")
		with self.user(GUEST):
			download(resource.name)
			self.assertEqual(frappe.local.response.filecontent, b"%PDF-1.4 test")
			with self.assertRaises(frappe.DoesNotExistError):
				download("../../site_config.json")
