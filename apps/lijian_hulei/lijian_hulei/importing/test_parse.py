"""Files as they really come: right, odd, broken and hostile."""

import io
import unittest
import zipfile

import xlsxwriter

from lijian_hulei.importing.columns import SCHOOL_ROSTER, VILLAGE_LEDGER, find_header, normal_header
from lijian_hulei.importing.parse import MAX_ROWS, read_sheet
from lijian_hulei.importing.problem import FileRefused

HEADER = ["姓名", "性别", "身份证号", "出生日期", "村(社区)", "与监护人关系"]
ROW = ["张小明", "男", "", "2015-03-04", "界亭驿村", "父亲"]


def workbook(rows: list[list[object]], merge: str | None = None, before: list[str] = ()) -> bytes:
	buffer = io.BytesIO()
	book = xlsxwriter.Workbook(buffer, {"in_memory": True})
	for name in before:
		book.add_worksheet(name).write_string(0, 0, "请先阅读")
	sheet = book.add_worksheet()
	for at, row in enumerate(rows):
		sheet.write_row(at, 0, row)
	if merge:
		sheet.merge_range(merge, "合并")
	book.close()
	return buffer.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
		for name, data in parts.items():
			zipped.writestr(name, data)
	return buffer.getvalue()


def csv_bytes(rows: list[list[str]], encoding: str = "utf-8") -> bytes:
	return "\n".join(",".join(row) for row in rows).encode(encoding)


class TestReading(unittest.TestCase):
	def refused(self, content: bytes, name: str = "a.xlsx", kind: str = VILLAGE_LEDGER) -> FileRefused:
		with self.assertRaises(FileRefused) as caught:
			read_sheet(content, name, kind)
		return caught.exception

	def test_xlsx(self):
		sheet = read_sheet(workbook([HEADER, ROW]), "名单.XLSX", VILLAGE_LEDGER)
		self.assertEqual(sheet.rows, [(2, ROW)])

	def test_csv_in_every_encoding_used_in_china(self):
		for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk"):
			with self.subTest(encoding=encoding):
				sheet = read_sheet(csv_bytes([HEADER, ROW], encoding), "a.csv", VILLAGE_LEDGER)
				self.assertEqual(sheet.rows, [(2, ROW)])

	def test_csv_separated_by_tabs_or_semicolons(self):
		for mark in "\t;":
			text = "\n".join(mark.join(row) for row in (HEADER, ROW))
			self.assertEqual(read_sheet(text.encode(), "a.csv", VILLAGE_LEDGER).rows, [(2, ROW)])

	def test_titles_above_empty_rows_and_example_are_passed_over(self):
		example = ["示例:李小红", *ROW[1:]]
		rows = [["官庄镇未成年人台账"], [], HEADER, example, [""] * 6, ROW]
		sheet = read_sheet(workbook(rows), "a.xlsx", VILLAGE_LEDGER)
		self.assertEqual(sheet.rows, [(6, ROW)])

	def test_instructions_before_the_roster_sheet_are_passed_over(self):
		sheet = read_sheet(workbook([HEADER, ROW], before=["填写说明"]), "a.xlsx", VILLAGE_LEDGER)
		self.assertEqual(len(sheet.rows), 1)

	def test_rows_with_merged_cells_are_known(self):
		sheet = read_sheet(workbook([HEADER, ROW, ROW, ROW], merge="A3:A4"), "a.xlsx", VILLAGE_LEDGER)
		self.assertEqual(sheet.merged, {3, 4})

	def test_missing_columns_are_named(self):
		refusal = self.refused(workbook([["姓名", "性别", "备注"], ["张三", "男", ""]]))
		self.assertEqual((refusal.code, refusal.values), ("columns_missing", ("村(社区)、出生日期",)))

	def test_a_school_needs_no_village(self):
		rows = [["姓名", "身份证号", "班级"], ["张三", "", "三(1)班"]]
		self.assertEqual(len(read_sheet(workbook(rows), "a.xlsx", SCHOOL_ROSTER).rows), 1)
		self.assertEqual(self.refused(workbook(rows)).code, "columns_missing")

	def test_one_column_twice_is_refused(self):
		refusal = self.refused(workbook([[*HEADER, "身份证号码"], ROW]))
		self.assertEqual((refusal.code, refusal.values), ("column_twice", ("身份证号",)))

	def test_wrong_broken_and_closed_files(self):
		ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
		good = workbook([HEADER, ROW])
		table = [
			(b"", "a.xlsx", "empty_file"),
			(ole + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "encrypted"),
			(ole + b"Workbook", "a.xls", "old_excel"),
			(b"%PDF-1.7", "a.pdf", "wrong_type"),
			(b"hello", "a.xlsx", "wrong_type"),
			(good, "a.csv", "wrong_type"),
			(package({"word/document.xml": b"<x/>"}), "a.xlsx", "wrong_type"),
			(good[: len(good) // 2], "a.xlsx", "unreadable_excel"),
			(package({"xl/workbook.xml": b"<x/>"}), "a.xlsx", "unreadable_excel"),
			(b"\xff\xfe\x00\x01", "a.csv", "not_text"),
			(b"a,b\x00c", "a.csv", "not_text"),
			(csv_bytes([HEADER]), "a.csv", "no_rows"),
			(csv_bytes([["甲", "乙"], ["1", "2"]]), "a.csv", "no_header"),
		]
		for content, name, code in table:
			with self.subTest(code=code, name=name):
				self.assertEqual(self.refused(content, name).code, code)

	def test_bombs_are_refused_before_they_are_opened(self):
		flood = package({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * (151 * 1024 * 1024)})
		self.assertEqual(self.refused(flood).code, "bomb")
		many = package({"xl/workbook.xml": b"<x/>", **{f"xl/{number}.xml": b"" for number in range(2001)}})
		self.assertEqual(self.refused(many).code, "bomb")
		for address in (b'r="XFD1048576"', b"r='ZZ9'", b'r = "A1048576"', b'<row r="900000"'):
			far = package({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"<c " + address + b"/>"})
			self.assertEqual(self.refused(far).code, "too_wide")

	def test_too_many_rows(self):
		many = csv_bytes([HEADER]) + b"\n" + (",".join(ROW) + "\n").encode() * (MAX_ROWS + 1)
		self.assertEqual(self.refused(many, "a.csv").code, "too_many_rows")


class TestHeaders(unittest.TestCase):
	def test_headers_are_known_by_many_names(self):
		row = ["序号", "姓 名*", "性别", "身份证号码", "出生年月日", "所在村", "联系电话", "血型", "错误说明"]
		header = find_header([row], VILLAGE_LEDGER)
		self.assertEqual(
			header.positions,
			{"name": 1, "sex": 2, "id_number": 3, "birth_date": 4, "village": 5, "phone": 6},
		)
		self.assertEqual(header.unknown, ("血型",))

	def test_width_brackets_and_stars_make_no_difference(self):
		for text in ("村(社区)", "村(社区)", "*村 (社区)", "村/社区", "村\u3000社区"):
			self.assertEqual(normal_header(text), "村社区")
