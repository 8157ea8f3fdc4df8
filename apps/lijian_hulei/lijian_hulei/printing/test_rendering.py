"""Every print that comes with the app, of a record with every field filled, drawn to pictures and judged.

The pictures are kept in tests/output/prints for looking at.
"""

import io
import json
import re
import subprocess
import unicodedata
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import frappe
import pypdfium2
from pypdf import PdfReader

from lijian_hulei.access.matrix import APP
from lijian_hulei.printing import marks, pdf
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

PICTURES = APP.parents[2] / "tests/output/prints"
A4 = (595, 842)
MOMENT = "2026-11-20 09:30"
ROWS = 24
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
# Latin that stands on Chinese paper: numbers of records, what is said so in Chinese too.
LATIN = re.compile(r"\b(?!(?:TEST|Administrator|KTV|Q\d|No|R\d\d|CR|AM|PM)\b)[A-Za-z]{3,}\b")
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥乾坤"  # so that no two lines are alike
SHORT_TEXT = "情况属实（{0}）"
LONG_TEXT = (
	"第{0}户经查看居住、监护、就学情况，孩子在校表现正常；{0}处老人身体尚可，约定下周再谈，"
	"所需物资由第{0}组当月送到，结果报村里留存。"
)
MOST_PAGES = 12
PATCHED = "patched qt" in subprocess.run(
	["wkhtmltopdf", "--version"], capture_output=True, text=True, check=False
).stdout.replace("unpatched", "")


def shipped() -> list[dict]:
	files = sorted(APP.glob("*/print_format/*/*.json"))
	return [json.loads(file.read_text(encoding="utf-8")) for file in files]


class TestRendering(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.local.lang = "zh"
		cls.village = make.make_area(area_name="测试村").name
		cls.officer = make.make_officer("protection_officer", make.make_township())
		cls.minor = make.make_minor(area=cls.village)
		cls.links = {
			"Area": cls.village,
			"Agency": cls.officer.agency,
			"Officer": cls.officer.name,
			"Minor": cls.minor.name,
			"Household": cls.minor.household,
			"User": "Administrator",
		}
		PICTURES.mkdir(parents=True, exist_ok=True)

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.local.lang = "en"
		super().tearDownClass()

	def test_a_complete_set_comes_with_the_app(self):
		self.assertGreaterEqual(len(shipped()), 28)
		for record in shipped():
			self.assertEqual(
				(record["standard"], record["default_print_language"], record["print_format_type"]),
				("Yes", "zh", "Jinja"),
			)

	def test_each_is_good_on_paper(self):
		for record in shipped():
			with self.subTest(record["name"]), self.at(MOMENT):
				document = self.filled(record["doc_type"])
				content = pdf.pdf_of(document, record["name"])
				self.picture(record["name"], content)
				self.judge(record, content)

	def test_each_can_be_previewed(self):
		"""The page of prints sends the record as JSON: its days and times are text."""
		for record in shipped():
			with self.subTest(record["name"]):
				sent = frappe.get_doc(json.loads(self.filled(record["doc_type"]).as_json()))
				html = frappe.get_print(doc=sent, print_format=record["name"])
				self.assertNotIn("no such element", html)

	def judge(self, record: dict, content: bytes) -> None:
		reader = PdfReader(io.BytesIO(content))
		self.assertLessEqual(len(reader.pages), MOST_PAGES)
		text = ""
		for page in reader.pages:
			size = (float(page.mediabox.width), float(page.mediabox.height))
			self.assertTrue(all(abs(a - b) < 3 for a, b in zip(size, A4, strict=True)), size)
			self.assertEqual(self.fonts_left_out(page), [])
			told = unicodedata.normalize("NFKC", page.extract_text())
			self.assertEqual(
				"2026-11-20" in told and "打印于" in told, marks.is_marked(record["doc_type"]), told
			)
			text += told
		self.assertGreater(len(re.findall(r"[一-鿿]", text)), 40)
		self.assertEqual(sorted(set(LATIN.findall(text))), [])
		self.assert_drawn(content)
		self.assert_no_line_is_cut(content)

	def fonts_left_out(self, page) -> list[str]:
		"""Names of fonts that are not in the file itself."""
		missing = []
		fonts = page["/Resources"].get("/Font", {})
		for font in (reference.get_object() for reference in fonts.get_object().values()):
			inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
			descriptor = inner.get("/FontDescriptor", {})
			if not any(key.startswith("/FontFile") for key in descriptor.get_object() if descriptor):
				missing.append(str(font.get("/BaseFont")))
		return missing

	def assert_drawn(self, content: bytes) -> None:
		"""Ink on the first page, and within its margins."""
		document = pypdfium2.PdfDocument(content)
		for page in document:
			drawn = page.render(scale=0.5, grayscale=True).to_pil()
			dark = sum(drawn.histogram()[:160])
			self.assertGreater(dark, 80, "a page is blank")
			edge = drawn.crop((drawn.width - 10, 0, drawn.width, drawn.height))
			self.assertEqual(sum(edge.histogram()[:120]), 0, "something runs over the right edge")

	def assert_no_line_is_cut(self, content: bytes) -> None:
		"""No line of text stands half on one page and half on the next.

		Debian's build of wkhtmltopdf misplaces the ends of pages in long tables (docs/operations.md); it is not asked.
		"""
		if not PATCHED:
			return
		pages = [self.first_and_last_line(page) for page in pypdfium2.PdfDocument(content)]
		for (_first, last), (first, _last) in pairwise(pages):
			self.assertFalse(last and last == first, f"a line is cut in two: {first}")

	def first_and_last_line(self, page) -> tuple[str, str]:
		"""The words of the page without its mark."""
		text = page.get_textpage().get_text_range()
		lines = [line.strip() for line in text.splitlines() if line.strip() and "打印于" not in line]
		lines = [line for line in lines if not re.fullmatch(r"[\w@.: -]*", line)]
		return (lines[0], lines[-1]) if lines else ("", "")

	def picture(self, name: str, content: bytes) -> None:
		stem = name.lower().replace(" ", "_").replace("-", "_")
		Path(PICTURES, f"{stem}.pdf").write_bytes(content)
		for number, page in enumerate(pypdfium2.PdfDocument(content), start=1):
			page.render(scale=1.3).to_pil().save(PICTURES / f"{stem}_{number}.png")

	def filled(self, doctype: str):
		"""A record in memory with every field holding something of its kind, tables with many rows."""
		document = frappe.get_doc({"doctype": doctype, "name": "TEST-2026-0001"})
		self.fill(document)
		document.update({"area": self.village} if document.meta.has_field("area") else {})
		if document.meta.is_submittable:
			document.docstatus = 1
		return document

	def fill(self, row, depth: int = 0) -> None:
		row.update(
			{"creation": datetime(2026, 11, 19), "modified": datetime(2026, 11, 19), "owner": "Administrator"}
		)
		for field in row.meta.fields:
			if field.fieldtype == "Table" and not depth:
				for _number in range(ROWS):
					self.fill(row.append(field.fieldname, {}), depth + 1)
			elif (value := self.value(field, SIGNS[(row.idx or 1) - 1])) is not None:
				row.set(field.fieldname, value)

	def value(self, field, sign: str):
		kind = field.fieldtype
		if kind == "Link":
			return self.links.get(field.options) or frappe.db.get_value(field.options, {}, "name")
		if kind == "Select":
			return [option for option in (field.options or "").split("\n") if option][-1]
		if field.fieldname == "token":
			return "a1b2c3"  # part of an address
		return {
			"Data": "13900001234" if field.options == "Phone" else SHORT_TEXT.format(sign),
			"Small Text": LONG_TEXT.format(sign),
			"Text": LONG_TEXT.format(sign),
			"Long Text": LONG_TEXT.format(sign),
			"Text Editor": f"<p>{LONG_TEXT.format(sign)}</p>",
			"Date": date(2026, 11, 12),
			"Datetime": datetime(2026, 11, 12, 9, 30),
			"Time": "09:30:00",
			"Int": 3,
			"Float": 2.5,
			"Percent": 95.0,
			"Currency": 1500.0,
			"Check": 1,
			"Attach": PIXEL,
			"Attach Image": PIXEL,
			"Signature": PIXEL,
		}.get(kind)
