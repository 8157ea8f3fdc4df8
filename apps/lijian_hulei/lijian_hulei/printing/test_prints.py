"""Letter heads, marks, the two ways to a PDF, reveals for one print, and formats that stay as they came."""

import io
import json
import tempfile
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.modules.import_file import import_file_by_path
from frappe.printing.doctype.print_format.print_format import make_default
from PIL import Image
from pypdf import PdfReader

from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.access.guards import NotYours
from lijian_hulei.access.matrix import APP
from lijian_hulei.api import prints
from lijian_hulei.customising.limits import NotForStaff
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.printing import letter_heads, marks, pdf
from lijian_hulei.printing.shipped import ShippedFormat
from lijian_hulei.privacy.services import RevealRefused
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

REASON = "派出所来函核对身份信息"
OTHER_TOWNSHIP = "990101102000"


def text_of(content: bytes) -> str:
	return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def make_letter_head(name: str, township: str | None, words: str, **values):
	head = frappe.get_doc({"doctype": "Letter Head", "letter_head_name": name, "hulei_township": township})
	head.insert(ignore_permissions=True)
	head.update({"source": "HTML", "content": f"<b>{words}</b>", "footer": f"<i>{words} foot</i>", **values})
	return head.save(ignore_permissions=True)


class TestPrints(HuleiTestCase):
	"""One world for all of them: officers take seconds to make."""

	FILE = APP / "ledger/print_format/child_card/child_card.json"

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.local.lang = "zh"
		cls.township = make.make_township()
		cls.village = make.make_area().name
		cls.other_village = make.make_area(code="990101102201").name
		cls.cadre = make.make_officer("village_cadre", cls.village).user
		cls.office = make.make_officer("protection_officer", cls.township).user
		cls.steward = make.make_officer("system_steward", cls.township).user
		cls.abroad = make.make_officer("protection_officer", OTHER_TOWNSHIP).user
		cls.school = make.make_agency("school", cls.township)
		cls.teacher = make.make_officer("school_head", agency=cls.school.name).user
		cls.minor = make.make_minor(area=cls.village, school=cls.school.name)
		cls.foreign = make.make_minor(area=cls.other_village)
		frappe.db.set_value("Letter Head", {"is_default": 1}, "is_default", 0)
		cls.own = make_letter_head("甲镇信头", cls.township, "Head of A").name
		cls.second = make_letter_head("甲镇综治信头", cls.township, "Second of A").name
		cls.other = make_letter_head("乙镇信头", OTHER_TOWNSHIP, "Head of B").name

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.local.lang = "en"
		super().tearDownClass()

	def html(self, doc, **chosen) -> str:
		return pdf.html_of(self.fresh(doc), chosen.pop("print_format", "Child File"), **chosen)

	def test_each_township_has_its_own_and_never_anothers(self):
		self.assertEqual(letter_heads.choose(self.minor), self.own)
		self.assertEqual(letter_heads.choose(self.minor, self.second), self.second)
		self.assertEqual(letter_heads.choose(self.minor, self.other), self.own)
		self.assertEqual(letter_heads.choose(self.foreign, self.own), self.other)
		html = self.html(self.minor, letterhead=self.other)
		self.assertIn("Head of A", html)
		self.assertIn("Head of A foot", html)
		self.assertNotIn("Head of B", html)
		self.assertNotIn("Head of", self.html(self.minor, no_letterhead=True))

	def test_a_township_without_one_gets_a_general_one_or_none(self):
		frappe.db.set_value("Letter Head", self.other, "disabled", 1)
		self.assertIsNone(letter_heads.choose(self.foreign, self.own))
		general = make_letter_head("县信头", None, "General", is_default=1).name
		self.assertEqual(letter_heads.choose(self.foreign, self.own), general)
		self.assertEqual(letter_heads.choose(self.minor), self.own)

	def test_formats_of_the_builder_and_of_frappe_have_it_too(self):
		for name in ("Child Card", "Standard"):
			with self.subTest(name):
				html = self.html(self.minor, print_format=name)
				self.assertEqual(html.count("<b>Head of A</b>"), 1)
				self.assertNotIn('id="header-html"', html)
				self.assertEqual(html.count("Head of A foot"), 1)

	def test_officers_see_those_of_their_own_township(self):
		seen = self.names_seen_by(self.cadre, "Letter Head")
		self.assertIn(self.own, seen)
		self.assertNotIn(self.other, seen)
		self.assert_not_permitted(frappe.get_doc("Letter Head", self.other), self.cadre)
		self.assertIn(self.other, self.names_seen_by(self.steward, "Letter Head"))

	def test_the_steward_changes_one_within_limits(self):
		with self.user(self.steward):
			head = frappe.get_doc("Letter Head", self.own)
			head.content = "<b>{{ doc.name }}</b><b>New Head</b>"
			head.save()
			head = frappe.get_doc("Letter Head", self.own)
			head.content = "{{ frappe.db.sql('select 1') }}"
			with self.assert_refused(NotForStaff):
				head.save()
		self.assertIn("New Head", self.html(self.minor))
		with self.user(self.cadre), self.assert_refused():
			frappe.get_doc("Letter Head", self.own).save()

	def test_a_logo_stands_in_the_page_and_nothing_is_fetched(self):
		picture = io.BytesIO()
		Image.new("RGB", (8, 8), "red").save(picture, "PNG")
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"logo{make.number()}.png",
				"content": picture.getvalue(),
				"is_private": 1,
				"attached_to_doctype": "Letter Head",
				"attached_to_name": self.own,
			}
		).insert()
		self.addCleanup(Path(file.get_full_path()).unlink, missing_ok=True)
		content = f'<img src="{file.file_url}"><img src="https://else.example/x.png"><img src="/assets/../site_config.json">'
		frappe.db.set_value("Letter Head", self.own, "content", content)
		with self.user(self.cadre):
			html = self.html(self.minor)
		self.assertIn("data:image/png;base64,", html)
		self.assertNotIn("else.example", html)
		self.assertNotIn("site_config", html)

	def test_who_and_when_stand_on_every_page_of_personal_data(self):
		with self.user(self.cadre), self.at("2026-11-20 09:30"):
			content = pdf.pdf_of(self.fresh(self.minor), "Child File")
			name = frappe.utils.get_fullname()
		for page in PdfReader(io.BytesIO(content)).pages:
			self.assertIn("2026-11-20", page.extract_text())
			self.assertIn(name[-2:], page.extract_text())

	def test_what_is_issued_to_units_has_none(self):
		self.assertFalse(marks.is_marked("Compliance Report"))
		self.assertFalse(marks.is_marked("Duty"))
		self.assertTrue(marks.is_marked("Visit"))

	def printed(self, **arguments) -> bytes:
		prints.download_pdf("Minor", self.minor.name, "Child File", **arguments)
		return frappe.response.filecontent

	def test_a_pdf_needs_the_right_to_print_and_is_noted(self):
		with self.user(self.cadre):
			before = frappe.db.count("Export Log", {"kind": "Print"})
			self.assertTrue(self.printed().startswith(b"%PDF"))
			self.assertEqual(frappe.db.count("Export Log", {"kind": "Print"}), before + 1)
		for user in (self.teacher, self.abroad):
			with self.user(user), self.assert_refused(NotYours):
				self.printed()

	def test_frappes_own_names_lead_here(self):
		for method in ("download_pdf", "download_multi_pdf"):
			hooked = frappe.get_hooks("override_whitelisted_methods")[f"frappe.utils.print_format.{method}"]
			self.assertEqual(hooked[-1], f"lijian_hulei.api.prints.{method}")

	def test_several_at_once_are_asked_for_one_by_one(self):
		second = make.make_minor(area=self.village)
		with self.user(self.cadre):
			before = frappe.db.count("Export Log", {"kind": "Print"})
			prints.download_multi_pdf("Minor", json.dumps([self.minor.name, second.name]), "Child File")
			self.assertEqual(len(PdfReader(io.BytesIO(frappe.response.filecontent)).pages), 2)
			self.assertEqual(frappe.db.count("Export Log", {"kind": "Print"}), before + 2)
			with self.assert_refused(NotYours):
				prints.download_multi_pdf("Minor", json.dumps([self.minor.name, self.foreign.name]))
			with self.assert_refused(prints.TooManyAtOnce):
				prints.download_multi_pdf("Minor", json.dumps([self.minor.name] * 21))
			for wrong in ("{}", "[1]", "[]"):
				with self.assert_refused(Refused):
					prints.download_multi_pdf("Minor", wrong)
		with self.user(self.teacher), self.assert_refused(NotYours):
			prints.download_multi_pdf("Minor", json.dumps([self.minor.name]))

	def test_a_caller_gives_no_orders_to_the_program_that_draws(self):
		asked = {"page-size": "A5", "header-html": "/etc/passwd", "cookie-jar": "/tmp/x", "allow": "/"}
		self.assertEqual(pdf.paper_options(json.dumps(asked)), {"page-size": "A5"})
		self.assertEqual(pdf.paper_options({"page-size": "--allow"}), {})
		self.assertEqual(pdf.paper_options(None), {})

	def test_a_format_of_another_form_is_refused(self):
		with self.user(self.cadre), self.assert_refused(pdf.NotPrinted):
			prints.download_pdf("Minor", self.minor.name, "Visit Record")

	def reveal(self, fields, reason=REASON, name=None) -> str:
		prints.reveal_for_print("Minor", name or self.minor.name, json.dumps(fields), reason, "Child File")
		return text_of(frappe.response.filecontent)

	def seal_something(self) -> str:
		minor = self.fresh(self.minor)
		secret = make_identity_number("439001", minor.birth_date, 7 if minor.sex == "Male" else 8)
		minor.id_number = secret
		minor.append("guardians", {"guardian_name": "监护甲", "relation": "Father", "phone": "13900001234"})
		minor.save()
		return secret

	def test_sealed_fields_are_covered_but_for_the_one_print(self):
		secret = self.seal_something()
		with self.user(self.office):
			offered = {place["field"] for place in prints.sealed_fields("Minor", self.minor.name)}
			self.assertEqual(offered, {"id_number", "guardians.phone"})
			before = frappe.db.count("Reveal Log")
			opened = self.reveal(["id_number"])
			self.assertIn(secret, opened)
			self.assertNotIn("13900001234", opened)
			self.assertEqual(frappe.db.count("Reveal Log"), before + 1)
			self.assertIn("13900001234", self.reveal(["guardians.phone"]))
			prints.download_pdf("Minor", self.minor.name, "Child File")
			self.assertNotIn(secret, text_of(frappe.response.filecontent))
		self.assertNotEqual(frappe.db.get_value("Minor", self.minor.name, "id_number"), secret)
		note = frappe.get_last_doc("Export Log", {"kind": "Print", "reason": ("like", f"%{REASON}%")})
		self.assertEqual(note.reference_doctype, "Minor")

	def test_not_without_a_reason_a_role_or_reach(self):
		self.seal_something()
		with self.user(self.office):
			for fields, reason in ((["id_number"], " "), ([], REASON), (["remarks"], REASON)):
				with self.subTest(fields), self.assert_refused(RevealRefused):
					self.reveal(fields, reason)
		with self.user(self.cadre):
			self.assertEqual(prints.sealed_fields("Minor", self.minor.name), [])
			with self.assert_refused(frappe.PermissionError):
				self.reveal(["id_number"])
		with self.user(self.abroad), self.assert_refused(NotYours):
			self.reveal(["id_number"])

	def test_one_that_came_with_the_app_is_copied_not_changed(self):
		for user in (self.steward, "Administrator"):
			with self.user(user):
				shipped = frappe.get_doc("Print Format", "Child Card")
				shipped.standard = "No"
				with self.assert_refused(ShippedFormat, NotForStaff):
					shipped.save()
				with self.assert_refused(ShippedFormat, NotForStaff, frappe.PermissionError):
					frappe.delete_doc("Print Format", "Child File")
		with self.user(self.steward):
			made = prints.copy_format("Child File", "本镇档案表")
			self.assertEqual(made, {"name": "本镇档案表", "custom_format": 1})
			copy = frappe.get_doc("Print Format", "本镇档案表")
			copy.html = copy.html.replace("hulei-mark", "hulei-mark mine")
			copy.save()
			card = prints.copy_format("Child Card", "本镇卡")
			rows = json.loads(frappe.db.get_value("Print Format", card["name"], "format_data"))
			self.assertIn("风险与等级", [row.get("label") for row in rows])
			self.assertIn("儿童信息卡", rows[0]["options"])
		with self.user(self.cadre), self.assert_refused():
			prints.copy_format("Child File", "dritte")
		with self.user(self.cadre), self.assert_refused():
			frappe.get_doc("Print Format", copy.name).save()
		self.assertIn(self.minor.minor_name, self.html(self.minor, print_format=copy.name))

	def test_an_upgrade_brings_shipped_ones_and_keeps_copies_and_the_default(self):
		with self.user(self.steward):
			copy = frappe.copy_doc(frappe.get_doc("Print Format", "Child Card"))
			copy.update({"name": "本镇信息卡", "standard": "No"})
			data = [row for row in json.loads(copy.format_data) if row.get("fieldname") != "nationality"]
			copy.format_data = json.dumps(data)
			copy.insert()
			make_default(copy.name)
		frappe.db.set_value(
			"Print Format",
			"Child Card",
			{"format_data": "[]", "modified": "2020-01-01"},
			update_modified=False,
		)
		self.assertTrue(import_file_by_path(str(self.FILE)))
		self.assertIn("nationality", frappe.db.get_value("Print Format", "Child Card", "format_data"))
		self.assertNotIn("nationality", frappe.db.get_value("Print Format", copy.name, "format_data"))
		self.assertEqual(frappe.get_meta("Minor", cached=False).default_print_format, copy.name)

	def test_an_upgrade_with_a_format_of_the_same_name_makes_room_for_it(self):
		record = json.loads(self.FILE.read_text())
		record.update({"name": "Test Register", "modified": "2030-01-01 00:00:00"})
		with self.user(self.steward):
			mine = frappe.get_doc(
				{**record, "standard": "No", "print_format_builder": 1, "format_data": "[]"}
			)
			mine.insert()
		with tempfile.TemporaryDirectory() as folder:
			path = Path(folder, "test_register.json")
			path.write_text(json.dumps(record))
			with patch("frappe.modules.utils.export_module_json"):
				self.assertTrue(import_file_by_path(str(path)))
		self.assertEqual(frappe.db.get_value("Print Format", "Test Register", "standard"), "Yes")
		kept = frappe.get_doc("Print Format", "Test Register (local 1)")
		self.assertEqual((kept.standard, kept.format_data), ("No", "[]"))
