"""The public page without a login: what it takes in, what it refuses, and that it tells nobody anything."""

import json
from io import BytesIO
from unittest.mock import patch

import frappe
from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict

from lijian_hulei.api.cases import NothingSaid, save_obstruction
from lijian_hulei.api.public import mandatory_report as page
from lijian_hulei.api.public.limits import TooOften
from lijian_hulei.api.public.report_payload import InvalidReport
from lijian_hulei.cases.services import reporting
from lijian_hulei.records.checks import WrongDate
from lijian_hulei.records.photos import InvalidPhoto
from lijian_hulei.testing import cases_factories as cases
from lijian_hulei.testing.gate import GateTestCase

SUBMIT = "lijian_hulei.api.public.mandatory_report.submit_report"
STATE = "lijian_hulei.api.public.mandatory_report.report_state"


def picture_with_place() -> bytes:
	picture, buffer = Image.new("RGB", (2400, 1200), "#336699"), BytesIO()
	exif = Image.Exif()
	exif[0x010F] = "PhoneMaker"
	exif[0x8825] = {1: "N", 2: (28.0, 30.0, 0.0)}
	picture.save(buffer, "JPEG", exif=exif)
	return buffer.getvalue()


class TestPublicReport(GateTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()

	def setUp(self) -> None:
		super().setUp()
		frappe.cache.delete_keys("hulei_calls:")
		frappe.cache.delete_keys("hulei_report:")
		patcher = patch.object(page, "REPORTS_PER_ADDRESS", 1000)
		patcher.start()
		self.addCleanup(patcher.stop)

	def payload(self, **overrides) -> str:
		values = {
			"request_id": frappe.generate_hash(length=32),
			"situation": "under_14_abuse",
			"area": self.town.village,
			"discovered_at": str(frappe.utils.now_datetime())[:16].replace(" ", "T"),
			"what_happened": "测试：就诊时发现异常",
			"child_age": "13",
			"child_sex": "Female",
			"victim_name": "测试孩子",
			"reporter_kind": "Doctor or Nurse",
			"reporter_agency": self.town.hospital,
			"is_anonymous": True,
		}
		return json.dumps({**values, **overrides})

	def submit(self, files: list[bytes] = (), user: str = "Guest", **overrides) -> dict:
		payload = overrides.pop("payload", None) or self.payload(**overrides)
		with self.sent(user, SUBMIT, {"payload": payload}):
			rows = [("photos", FileStorage(BytesIO(content), "photo.jpg")) for content in files]
			frappe.local.request.files = MultiDict(rows)
			return page.submit_report(payload)

	def report(self, answer: dict):
		return frappe.get_doc("Mandatory Report", {"receipt_code": answer["code"]})

	def test_r31_a_guest_reports_and_the_police_have_it_at_once(self):
		answer = self.submit()
		report = self.report(answer)
		self.assertEqual((report.channel, report.status, report.owner), ("Public Page", "Reported", "Guest"))
		self.assertFalse(report.reporter_name or report.reporter_phone or report.reporter_key)
		self.assert_permitted(report, self.town.police.user)
		self.assert_not_permitted(report, self.town.nurse.user)
		self.assertEqual(set(answer), {"code", "reported_at"})

	def test_a_guest_learns_the_state_by_the_code_and_nothing_else(self):
		code = self.submit()["code"]
		with self.user("Guest"):
			frappe.local.lang = "zh"
			try:
				self.assertEqual(page.report_state(code.lower().replace("-", " ")), {"state": "待移交公安"})
				for wrong in ("ABCD-EFGH-JKMN", "", "' or 1=1", "MR-2026-00001"):
					self.assertEqual(page.report_state(wrong), {"state": ""})
			finally:
				frappe.local.lang = "en"
			for way in (
				lambda: frappe.get_list("Mandatory Report"),
				lambda: frappe.get_doc("Mandatory Report", {"receipt_code": code}).check_permission("read"),
			):
				with self.assert_refused():
					way()

	def test_the_gate_lets_a_guest_post_and_nothing_more(self):
		self.passes("Guest", SUBMIT, {"payload": "{}"})
		self.passes("Guest", STATE, {"code": "x"})
		self.passes("Guest", "/report", method="GET")
		self.refused("Guest", "lijian_hulei.api.cases.save_obstruction", {"report": "x", "manner": "y"})
		self.refused("Guest", "/api/resource/Mandatory Report", method="GET")
		self.refused("Guest", "upload_file", {"doctype": "Mandatory Report", "docname": "x"})

	def test_r33_a_guests_word_on_being_stopped_is_a_record_apart(self):
		report = self.report(self.submit(obstruction="科室主任让先不要报"))
		found = frappe.get_all("Report Obstruction", {"report": report.name}, ["manner", "agency"])
		self.assertEqual(found, [{"manner": "科室主任让先不要报", "agency": self.town.hospital}])
		self.assertNotIn("主任", frappe.as_json(report.as_dict()))

	def test_r32_a_late_report_of_a_unit_is_put_up_for_review(self):
		report = self.report(self.submit(discovered_at="2026-01-01T08:00"))
		self.assertTrue(frappe.db.exists("Report Duty Review", {"report": report.name, "kind": "Late"}))

	def test_pictures_are_private_small_and_bare(self):
		report = self.report(self.submit(files=[picture_with_place()]))
		file = frappe.get_doc("File", {"attached_to_name": report.name})
		self.assertEqual((file.is_private, len(report.photos)), (1, 1))
		self.assertTrue(file.file_url.startswith("/private/files/"))
		with Image.open(file.get_full_path()) as kept:
			self.assertLessEqual(max(kept.size), 1600)
			self.assertFalse(dict(kept.getexif()))
		self.assert_not_permitted(file, "Guest")
		self.assert_not_permitted(file, self.town.head.user)
		self.assert_permitted(file, self.town.police.user)

	def test_other_files_and_too_many_are_refused(self):
		for files in ([b"<svg onload=alert(1)>"], [b"%PDF-1.4 x"], [b"PK\x03\x04"], [b"GIF89a"]):
			with self.subTest(files), self.assert_refused(InvalidPhoto):
				self.submit(files=files)
		for files in ([picture_with_place()] * 6, [b""], [b"x" * (page.MAX_PHOTO_BYTES + 1)]):
			with self.subTest(len(files)), self.assert_refused(InvalidReport):
				self.submit(files=files)

	def test_the_same_entry_twice_is_one_report(self):
		payload = self.payload()
		first, second = self.submit(payload=payload), self.submit(payload=payload)
		self.assertEqual(first, second)
		self.assertEqual(frappe.db.count("Mandatory Report", {"receipt_code": first["code"]}), 1)

	def test_an_address_has_its_measure(self):
		with patch.object(page, "REPORTS_PER_ADDRESS", 3):
			for _call in range(3):
				self.submit()
			with self.assert_refused(TooOften):
				self.submit()
		with self.user("Guest"):
			for _call in range(page.QUESTIONS_PER_ADDRESS):
				page.report_state("x")
			with self.assert_refused(TooOften):
				page.report_state("x")

	def test_what_cannot_be_read_names_its_field(self):
		for field, value in (
			*(("situation", ""), ("situation", "no_such"), ("area", "999999999999"), ("area", None)),
			*(
				("what_happened", " "),
				("what_happened", "长" * 2001),
				("child_age", "18"),
				("child_age", "-1"),
			),
			*(("discovered_at", "yesterday"), ("discovered_at", "2026-13-01T00:00"), ("child_sex", "x")),
			*(("reporter_kind", "System Manager"), ("reporter_agency", "x"), ("website", "http://spam")),
			*(("request_id", "x"), ("victim_name", {"a": 1})),
		):
			with self.subTest(field=field, value=value), self.assert_refused(InvalidReport):
				self.submit(**{field: value})
		for raw in ("", "[]", "{", "null"):
			with self.subTest(raw), self.assert_refused(InvalidReport):
				self.submit(payload=raw or " ")

	def test_a_day_to_come_is_refused_and_a_fast_clock_is_not(self):
		soon = frappe.utils.now_datetime() + frappe.utils.datetime.timedelta(minutes=4)
		self.submit(discovered_at=str(soon)[:16])
		with self.assert_refused(WrongDate):
			self.submit(discovered_at="2999-01-01T00:00")

	def test_nothing_of_the_page_depends_on_who_is_known(self):
		"""The form's lists hold places and units; a child's name brings no answer of its own."""
		known, unknown = self.submit(victim_name="测试孩子"), self.submit(victim_name="没有此人")
		self.assertEqual(set(known), set(unknown))

	def test_the_page_is_chinese_and_carries_no_person(self):
		from lijian_hulei.www import report

		frappe.db.set_single_value("Hulei Settings", "township", self.town.township)
		with self.user("Guest"):
			context = frappe._dict()
			try:
				report.get_context(context)
				html = frappe.render_template("lijian_hulei/www/report.html", context)
			finally:
				frappe.local.lang = "en"
		self.assertIn('href="tel:110"', html)
		self.assertLess(html.index("tel:110"), html.index("<form"))
		self.assertEqual(html.count('name="situation"'), 9)
		self.assertIn("不满十四周岁", html)
		for secret in (self.town.police.officer_name, self.town.police.user, "MIN-", "csrf"):
			self.assertNotIn(secret, html)

	def test_an_officer_on_the_public_page_stays_unknown_too(self):
		"""The page sends no cookies; and even with a session the report bears nobody's name."""
		report = self.report(self.submit(user=self.town.teacher.user))
		self.assertNotIn(self.town.teacher.user, frappe.as_json(report.as_dict()))
		self.assertFalse(report.reporter_key)


class TestObstructionFromTheDesk(GateTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()

	def test_r33_the_reporter_says_it_and_a_colleague_cannot_even_ask(self):
		with self.user(self.town.teacher.user):
			report = cases.make_report(self.town.village)
			self.assertEqual(save_obstruction(report.name, "不让上报", "年级主任"), {"taken_in": True})
			with self.assert_refused(NothingSaid):
				save_obstruction(report.name, "  ")
		self.assertEqual(
			frappe.db.get_value("Report Obstruction", {"report": report.name}, "owner"), reporting.NOBODY
		)
		with self.user(self.town.head.user), self.assert_refused():
			save_obstruction(report.name, "x")
