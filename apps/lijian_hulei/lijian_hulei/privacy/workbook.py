"""The inside of a protected export: a workbook with a cover and one sheet of rows, and the encrypted archive around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pyzipper
import xlsxwriter

from lijian_hulei.privacy.rules.export_values import footer

KEY_BITS = 256
WIDEST, NARROWEST = 40, 9
ROWS_MEASURED = 200  # the first rows say how wide a column is


@dataclass
class Content:
	"""What the workbook says. `cover` are pairs of label and text; every text is in the reader's language already."""

	title: str
	sheet: str
	cover_sheet: str
	cover: list[tuple[str, str]]
	warning: str
	mark: str
	heads: Sequence[str]
	rows: list[list[str | int | float]] = field(default_factory=list)


def workbook(content: Content) -> bytes:
	"""The file's bytes; nothing is written to a disk. Texts are written as text: no cell can act as a formula or link."""
	buffer = BytesIO()
	book = xlsxwriter.Workbook(
		buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
	)
	formats = _formats(book)
	_cover(book, formats, content)
	_rows(book, formats, content)
	book.close()
	return buffer.getvalue()


def archive(name: str, content: bytes, password: str) -> bytes:
	"""A zip with one file, AES-256 (WinZip AE-2). `name` stands in clear in it and names nobody."""
	buffer = BytesIO()
	with pyzipper.AESZipFile(
		buffer, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
	) as file:
		file.setpassword(password.encode())
		file.setencryption(pyzipper.WZ_AES, nbits=KEY_BITS)
		file.writestr(name, content)
	return buffer.getvalue()


def _formats(book) -> dict:
	font = {"font_name": "Noto Sans CJK SC", "font_size": 11, "valign": "vcenter"}
	head = {
		**font,
		"bold": True,
		"bg_color": "#B22222",
		"font_color": "white",
		"border": 1,
		"text_wrap": True,
	}
	return {
		"head": book.add_format(head),
		"cell": book.add_format({**font, "border": 1}),
		"long": book.add_format({**font, "border": 1, "text_wrap": True, "valign": "top"}),
		"title": book.add_format({**font, "bold": True, "font_size": 18, "font_color": "#B22222"}),
		"mark": book.add_format({**font, "font_size": 9, "font_color": "#777777"}),
		"warning": book.add_format({**font, "bold": True, "text_wrap": True, "font_color": "#B22222"}),
	}


def _cover(book, formats: dict, content: Content) -> None:
	sheet = book.add_worksheet(content.cover_sheet[:31])
	sheet.set_column(0, 0, 18)
	sheet.set_column(1, 1, 80)
	sheet.write_string(0, 0, content.title, formats["title"])
	sheet.write_string(1, 0, content.mark, formats["mark"])
	for row, (label, text) in enumerate(content.cover, start=3):
		sheet.write_string(row, 0, label, formats["head"])
		sheet.write_string(row, 1, text, formats["long"])
	last = 4 + len(content.cover)
	sheet.merge_range(last, 0, last + 2, 1, content.warning, formats["warning"])
	_page(sheet, content)


def _rows(book, formats: dict, content: Content) -> None:
	sheet = book.add_worksheet(content.sheet[:31])
	sheet.write_string(0, 0, content.mark, formats["mark"])
	for place, head in enumerate(content.heads):
		sheet.set_column(place, place, _width(head, [row[place] for row in content.rows[:ROWS_MEASURED]]))
		sheet.write_string(1, place, head, formats["head"])
	for number, row in enumerate(content.rows, start=2):
		for place, value in enumerate(row):
			write = sheet.write_string if isinstance(value, str) else sheet.write_number
			write(number, place, value, formats["cell"])
	sheet.freeze_panes(2, 1)
	if content.heads:
		sheet.autofilter(1, 0, max(1, 1 + len(content.rows)), len(content.heads) - 1)
	sheet.repeat_rows(0, 1)
	sheet.set_landscape()
	_page(sheet, content)


def _page(sheet, content: Content) -> None:
	sheet.set_paper(9)  # A4
	sheet.fit_to_pages(1, 0)
	sheet.set_header(footer(content.mark))
	sheet.set_footer(footer(content.mark))


def _width(head: str, values: list) -> int:
	"""Chinese signs take two places."""
	widest = max(
		(sum(2 if ord(sign) > 255 else 1 for sign in str(text)) for text in (head, *values)), default=0
	)
	return min(max(widest + 2, NARROWEST), WIDEST)
