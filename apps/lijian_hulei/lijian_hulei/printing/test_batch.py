"""Batches: who may, what is in the file, what is left out, and that nothing but the password opens it."""

import io
import json
import unicodedata
from unittest.mock import patch

import frappe
from pypdf import PdfReader

from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.access.guards import NotYours
from lijian_hulei.api import export as export_api
from lijian_hulei.api import prints as api
from lijian_hulei.printing import batch
from lijian_hulei.privacy import protected_export
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

REASON = "村里清明假期走访前核对档案"
PASSWORD = "Blau-19-See"


class TestBatch(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.local.lang = "zh"
		cls.village = make.make_area(area_name="甲村").name
		cls.grid = make.make_area("Grid", parent=cls.village).name
		cls.neighbour = make.make_area(area_name="乙村").name
		cls.cadre = make.make_officer("village_cadre", cls.village).user
		cls.office = make.make_officer("protection_officer", make.make_township()).user
		cls.other_office = make.make_officer("protection_officer", make.make_township()).user
		cls.school = make.make_agency("school", make.make_township()).name
		cls.teacher = make.make_officer("school_head", agency=cls.school).user
		cls.minors = [
			make.make_minor(area=area, school=cls.school, minor_name=name)
			for area, name in ((cls.village, "欧阳春晓"), (cls.grid, "司徒晓星"))
		]
		cls.foreign = make.make_minor(area=cls.neighbour, minor_name="诸葛晴朗")

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.local.lang = "en"
		super().tearDownClass()

	def start(
		self, filters=None, area=None, print_format="Child File", reason=REASON, password=PASSWORD
	) -> str:
		"""Asks for a batch and does its job at once, as the worker would; the export's name."""
		with patch.object(frappe, "enqueue") as enqueued:
			state = api.start_batch("Minor", reason, password, json.dumps(filters or []), area, print_format)
			job, order = enqueued.call_args.args[0], enqueued.call_args.kwargs
		with patch.object(protected_export, "tell") as self.told:
			job(order["name"], order["order"])
		self.addCleanup(protected_export._path(state["name"]).unlink, missing_ok=True)
		return state["name"]

	def take(self, name: str) -> PdfReader:
		export_api.download(name)
		return PdfReader(io.BytesIO(frappe.response.filecontent), password=PASSWORD)

	def pages(self, name: str) -> list[str]:
		"""Words of each page; of digits some builds of wkhtmltopdf tell the shape only."""
		return [unicodedata.normalize("NFKC", page.extract_text()) for page in self.take(name).pages]

	def test_a_cadre_prints_the_files_of_the_village(self):
		with self.user(self.cadre):
			noted = frappe.db.count("Export Log", {"kind": "Print"})
			name = self.start(area=self.village)
			self.assertEqual(protected_export.state(name)["row_count"], 2)
			self.assertEqual(frappe.db.count("Export Log", {"kind": "Print"}), noted + 2)
			pages = self.pages(name)
			full_name = frappe.utils.get_fullname()
		self.assertEqual(len(pages), 4)  # cover, contents, two files
		self.assertIn(self.minors[0].minor_name, pages[1])
		self.assertIn(self.minors[0].minor_name, pages[2])
		self.assertIn(self.minors[1].minor_name, pages[3])
		self.assertIn("- 2 / 2 -", pages[3])
		self.assertNotIn(self.foreign.minor_name, "".join(pages))
		for page in pages:
			self.assertIn(full_name[-2:], page)
			self.assertIn(str(frappe.utils.now_datetime().date()), page)
		shares = [call.args[1] for call in self.told.call_args_list]
		self.assertEqual((shares, shares[-1]), (sorted(shares), 100))

	def test_only_records_within_reach_and_with_the_right_to_print(self):
		with self.user(self.cadre):
			chosen = [["Minor", "name", "in", [self.minors[0].name, self.foreign.name]]]
			self.assertNotIn(self.foreign.minor_name, "".join(self.pages(self.start(chosen))))
			with self.assert_refused(batch.NothingToPrint):
				self.start(area=self.neighbour)
		with self.user(self.teacher), self.assert_refused(frappe.PermissionError):
			self.start()

	def test_what_may_not_be_printed_any_more_is_left_out_and_said(self):
		with self.user(self.cadre):
			with patch.object(batch.pdf, "pdf_of", side_effect=self.refusing(self.minors[0].name)):
				pages = self.pages(self.start(area=self.village))
		self.assertIn("未打印的记录", pages[0])
		self.assertNotIn(self.minors[0].minor_name, "".join(pages))
		self.assertEqual(len(pages), 3)

	def refusing(self, name: str):
		real = batch.pdf.pdf_of

		def draw(document, *args, **kwargs):
			if document.name == name:
				raise NotYours("no")
			return real(document, *args, **kwargs)

		return draw

	def test_reason_password_format_and_size(self):
		with self.user(self.cadre):
			for values in ({"reason": "短"}, {"password": "kurz"}):
				with self.subTest(values), self.assert_refused(protected_export.ExportRefused):
					self.start(**values)
			for print_format in ("Visit Record", "None Such"):
				with self.assert_refused(batch.NothingToPrint):
					self.start(print_format=print_format)
			with patch.object(batch, "MOST_RECORDS", 1), self.assert_refused(batch.NothingToPrint):
				self.start(area=self.village)
			with self.assert_refused(Refused, frappe.PermissionError):
				self.start(filters=[["Minor", "no_such(1)", "=", 1]])

	def test_the_file_is_the_askers_alone_and_opens_with_the_password(self):
		with self.user(self.office):
			name = self.start(area=self.village)
			export_api.download(name)
			content = frappe.response.filecontent
			self.assertIn(name, [row.name for row in api.my_batches()])
		self.assertEqual(PdfReader(io.BytesIO(content)).decrypt("wrong"), 0)
		self.assertNotIn(self.minors[0].minor_name.encode(), content)
		for other in (self.cadre, self.other_office):
			with self.user(other):
				with self.assert_refused(NotYours):
					export_api.download(name)
				self.assertNotIn(name, [row.name for row in api.my_batches()])

	def test_sealed_fields_stay_covered(self):
		minor = self.fresh(self.minors[0])
		minor.append("guardians", {"guardian_name": "监护甲", "relation": "Father", "phone": "13900001234"})
		minor.save()
		with self.user(self.office):
			text = "".join(self.pages(self.start(area=self.village)))
		self.assertIn("139****", text)
		self.assertNotIn("13900001234", text)

	def test_who_has_lost_the_right_downloads_nothing(self):
		with self.user(self.cadre):
			name = self.start(area=self.village)
			with patch.object(frappe, "has_permission", return_value=False):
				with self.assert_refused(frappe.PermissionError):
					protected_export.take(name)

	def test_the_file_ends(self):
		with self.user(self.cadre):
			name = self.start(area=self.village)
		frappe.db.set_value("Protected Export", name, "expires_at", "2020-01-01", update_modified=False)
		protected_export.expire()
		with self.user(self.cadre), self.assert_refused(protected_export.ExportGone):
			protected_export.take(name)
