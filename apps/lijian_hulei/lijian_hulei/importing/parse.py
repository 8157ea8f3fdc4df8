"""A roster file to rows: xlsx or csv, with caps against bombs. Pure: bytes in, `Sheet` out, FileRefused if unreadable."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field

from python_calamine import CalamineWorkbook

from lijian_hulei.importing.columns import EXAMPLE_MARK, Header, find_header
from lijian_hulei.importing.problem import FileRefused

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 100_000
MAX_COLUMNS = 78  # column BZ

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
# A cell address beyond column BZ or row 999,999: the reader would lay out every empty cell before it.
_FAR_CELL = re.compile(rb"""\br\s*=\s*["'](?:[C-Z][A-Z]\d|[A-Z]{3,}\d|[A-Z]*\d{6})""")


@dataclass(slots=True)
class Sheet:
	"""The rows of a roster: `rows` holds (row number on paper, cells); `merged` the numbers of rows with merged cells."""

	header: Header
	titles: list[str]
	rows: list[tuple[int, list[object]]]
	merged: set[int] = field(default_factory=set)


def read_sheet(content: bytes, file_name: str, kind: str) -> Sheet:
	"""Reads a whole roster file. `file_name` only decides between xlsx and csv; its content must agree."""
	if not content:
		raise FileRefused("empty_file")
	if len(content) > MAX_BYTES:
		raise FileRefused("too_big", MAX_BYTES // 1024 // 1024)
	suffix = file_name.lower().rpartition(".")[2]
	if content.startswith(OLE_MAGIC):
		raise FileRefused("encrypted" if ENCRYPTED_MARK in content else "old_excel")
	if suffix == "xlsx" and content.startswith(ZIP_MAGIC):
		grid, merged = _read_xlsx(content)
	elif suffix == "csv" and not content.startswith(ZIP_MAGIC):
		grid, merged = _read_csv(content), set()
	else:
		raise FileRefused("wrong_type")
	return _sheet_of(grid, merged, kind)


def _sheet_of(grid: list[list[object]], merged: set[int], kind: str) -> Sheet:
	header = find_header(grid, kind)
	name_at = header.positions["name"]
	rows = []
	for number, cells in enumerate(grid[header.index + 1 :], start=header.index + 2):
		if not any(cell not in ("", None) and str(cell).strip() for cell in cells):
			continue
		name = cells[name_at] if name_at < len(cells) else ""
		if isinstance(name, str) and name.strip().startswith(EXAMPLE_MARK):
			continue
		rows.append((number, cells))
	if not rows:
		raise FileRefused("no_rows")
	if len(rows) > MAX_ROWS:
		raise FileRefused("too_many_rows", MAX_ROWS)
	titles = [str(cell or "").strip() for cell in grid[header.index]]
	return Sheet(header, titles, rows, merged)


def _read_xlsx(content: bytes) -> tuple[list[list[object]], set[int]]:
	_refuse_bombs(content)
	try:
		workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
		sheet = workbook.get_sheet_by_name(_roster_sheet(workbook))
		grid = sheet.to_python(skip_empty_area=False)
		merged = _merged_rows(sheet)
	except FileRefused:
		raise
	except Exception as error:  # calamine's errors share no base class but Exception
		raise FileRefused("unreadable_excel") from error
	return grid, merged


def _roster_sheet(workbook: CalamineWorkbook) -> str:
	"""The first visible sheet that has a header; else the first sheet, whose header error the user then sees."""
	names = [
		meta.name for meta in workbook.sheets_metadata if "Visible" in str(meta.visible)
	] or workbook.sheet_names
	if not names:
		raise FileRefused("unreadable_excel")
	if len(names) == 1:
		return names[0]
	for name in names:
		top = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=20)
		if any(str(cell).strip().rstrip("*＊ ") == "姓名" for row in top for cell in row):
			return name
	return names[0]


def _merged_rows(sheet: object) -> set[int]:
	"""1-based numbers of all rows touched by a merged range."""
	rows: set[int] = set()
	for (first, _left), (last, _right) in sheet.merged_cell_ranges or ():
		rows.update(range(first + 1, min(last, MAX_ROWS + 100) + 2))
	return rows


def _refuse_bombs(content: bytes) -> None:
	"""Unpacks every part once, counting real bytes, so that nothing is handed to the reader that would flood memory."""
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as package:
			parts = package.infolist()
			if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
				raise FileRefused("bomb")
			if not any(part.filename == "xl/workbook.xml" for part in parts):
				raise FileRefused("wrong_type")
			for part in parts:
				data = package.read(part)
				if part.filename.startswith("xl/worksheets/") and _FAR_CELL.search(data):
					raise FileRefused("too_wide", MAX_ROWS)
	except FileRefused:
		raise
	except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError) as error:
		raise FileRefused("unreadable_excel") from error
	except Exception as error:  # zlib.error and struct.error of broken packages
		raise FileRefused("unreadable_excel") from error


def decode(content: bytes) -> str:
	"""Text of a csv: UTF-8 (with or without mark), else GB18030, which Excel and WPS write in China."""
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			text = content.decode(encoding)
		except UnicodeDecodeError:
			continue
		if "\x00" in text:
			break
		return text
	raise FileRefused("not_text")


def _read_csv(content: bytes) -> list[list[object]]:
	text = decode(content)
	first_lines = text[:4000]
	delimiter = max(",\t;，", key=first_lines.count)
	grid: list[list[object]] = []
	try:
		for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
			if len(row) > MAX_COLUMNS:
				raise FileRefused("too_wide", MAX_ROWS)
			grid.append(row)
			if len(grid) > MAX_ROWS + 100:
				raise FileRefused("too_many_rows", MAX_ROWS)
	except csv.Error as error:
		raise FileRefused("unreadable_csv") from error
	return grid
