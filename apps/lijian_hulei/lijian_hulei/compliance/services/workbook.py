"""A Compliance Report as an Excel workbook: cover, duties, league table; marked with who took it out and when."""

from datetime import datetime
from io import BytesIO

import frappe
import xlsxwriter
from frappe import _

NUMBERS = ("obligations", "required", "done", "met", "met_late", "overdue", "rate", "score")
LINE_COLUMNS = ("duty", *NUMBERS, "weight")
UNIT_COLUMNS = ("rank", "unit_name", "obligations", "met", "met_late", "overdue", "rate", "score")
COVER = (
	"title",
	"period_start",
	"period_end",
	"version",
	"obligations",
	"met",
	"met_late",
	"overdue",
	"rate",
	"score",
	"grade_red",
	"grade_yellow",
	"grade_blue",
	"new_red",
	"visits",
)
WIDTHS = {"duty": 40, "unit_name": 28}


def report_workbook(report, taken_by: str, taken_at: datetime) -> bytes:
	"""The file's content. Text cells are written as text: no cell can act as a formula."""
	buffer = BytesIO()
	# strings_to_*: a name that begins with = or looks like a link stays what it is.
	book = xlsxwriter.Workbook(
		buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
	)
	formats = _formats(book)
	mark = _("Taken out by {0} on {1}").format(taken_by, taken_at.strftime("%Y-%m-%d %H:%M"))
	_cover(book, formats, report, mark)
	_table(book, formats, _("By Duty"), _lines(report), LINE_COLUMNS, "Compliance Report Line", mark)
	if report.units:
		units = [row.as_dict() for row in report.units]
		_table(book, formats, _("League Table"), units, UNIT_COLUMNS, "Compliance Report Unit", mark)
	book.close()
	return buffer.getvalue()


def _formats(book) -> dict:
	font = {"font_name": "Noto Sans CJK SC", "font_size": 11, "valign": "vcenter"}
	return {
		"head": book.add_format(
			{**font, "bold": True, "bg_color": "#B22222", "font_color": "white", "border": 1}
		),
		"cell": book.add_format({**font, "border": 1}),
		"title": book.add_format({**font, "bold": True, "font_size": 18, "font_color": "#B22222"}),
		"mark": book.add_format({**font, "font_size": 9, "font_color": "#777777"}),
		"text": book.add_format({**font, "text_wrap": True, "valign": "top"}),
	}


def _cover(book, formats: dict, report, mark: str) -> None:
	sheet = book.add_worksheet(_("Bulletin", context="worksheet"))
	sheet.set_column(0, 0, 24)
	sheet.set_column(1, 1, 60)
	sheet.write_string(0, 0, report.title or "", formats["title"])
	sheet.write_string(1, 0, mark, formats["mark"])
	meta = frappe.get_meta("Compliance Report")
	row = 3
	for fieldname in COVER[1:]:
		sheet.write_string(row, 0, _(meta.get_label(fieldname)), formats["head"])
		_write(sheet, row, 1, report.get(fieldname), formats["cell"])
		row += 1
	for fieldname in ("narrative", "problems"):
		if report.get(fieldname):
			sheet.write_string(row + 1, 0, _(meta.get_label(fieldname)), formats["head"])
			sheet.merge_range(row + 2, 0, row + 9, 1, report.get(fieldname), formats["text"])
			row += 10


def _table(
	book, formats: dict, title: str, rows: list[dict], columns: tuple, doctype: str, mark: str
) -> None:
	sheet = book.add_worksheet(title[:31])
	meta = frappe.get_meta(doctype)
	sheet.write_string(0, 0, mark, formats["mark"])
	for place, fieldname in enumerate(columns):
		sheet.set_column(place, place, WIDTHS.get(fieldname, 12))
		sheet.write_string(1, place, _(meta.get_label(fieldname)), formats["head"])
	for number, row in enumerate(rows, start=2):
		for place, fieldname in enumerate(columns):
			_write(sheet, number, place, row.get(fieldname), formats["cell"])
	sheet.freeze_panes(2, 1)
	sheet.set_landscape()
	sheet.set_paper(9)
	sheet.fit_to_pages(1, 0)


def _write(sheet, row: int, place: int, value: object, cell_format) -> None:
	if isinstance(value, int | float):
		sheet.write_number(row, place, value, cell_format)
	else:
		sheet.write_string(row, place, "" if value is None else str(value), cell_format)


def _lines(report) -> list[dict]:
	titles = report.duty_titles()
	return [row.as_dict() | {"duty": titles.get(row.duty, row.duty)} for row in report.lines]
