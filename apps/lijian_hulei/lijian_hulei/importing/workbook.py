"""Workbooks handed to people: the template to fill in, and the rows to correct. Text cells only, never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter
from frappe import _
from xlsxwriter.utility import xl_col_to_name

from lijian_hulei.importing import choices
from lijian_hulei.importing.columns import (
	CLASS_OF_COLUMN,
	ERROR_HEADER,
	EXAMPLE_MARK,
	ORIGINAL_ROW_HEADER,
	VILLAGE_LEDGER,
	Column,
	columns_of,
)
from lijian_hulei.importing.parse import Sheet
from lijian_hulei.importing.problem import Problem
from lijian_hulei.importing.wording import RowWording

SHEET_NAME = "名单"
LISTS_SHEET = "选项"
LAST_VALIDATED_ROW = 5_000
MOST_COMMENTED = 2_000
OPTIONS = {
	"in_memory": True,
	"strings_to_formulas": False,
	"strings_to_urls": False,
	"strings_to_numbers": False,
}
EXAMPLE = {
	"name": f"{EXAMPLE_MARK}:张小明",
	"sex": "男",
	"id_number": "",
	"birth_date": "2015-03-04",
	"household_head": "张大山",
	"guardian": "张大山",
	"relation": "父亲",
	"phone": "19900001234",
	"works_away": "是",
	"school_class": "三年级1班",
	"study_status": "在读",
	"left_behind": "是",
	"single_parent": "否",
	"remarried": "否",
	"disability": "否",
	"economic_state": "正常",
	"remarks": "本行为示例,导入时自动跳过",
}


@dataclass(frozen=True)
class TemplateLists:
	"""What the template's drop-down lists offer this user."""

	villages: tuple[str, ...]
	schools: tuple[str, ...]
	relations: tuple[str, ...]
	habits: tuple[str, ...]
	other_factors: tuple[str, ...]


@dataclass(frozen=True)
class BadRow:
	"""A row to correct: its number in the uploaded file, its cells as they came, and its problems."""

	number: int
	cells: list[object]
	problems: list[Problem]


def template(kind: str, lists: TemplateLists) -> bytes:
	"""An empty roster with lists to choose from, an example row that the import skips, and a page on how to fill it in."""
	buffer = io.BytesIO()
	book = xlsxwriter.Workbook(buffer, OPTIONS)
	columns = columns_of(kind)
	sheet = book.add_worksheet(SHEET_NAME)
	_instructions(book, kind, lists)
	_header(book, sheet, columns)
	example = {**EXAMPLE, **_first_choices(lists)}
	grey = book.add_format({"font_color": "#8c8c8c", "italic": True, "num_format": "@"})
	for at, column in enumerate(columns):
		sheet.write_string(1, at, example.get(column.key, ""), grey)
	_validations(book, sheet, columns, lists)
	sheet.freeze_panes(1, 1)
	book.close()
	return buffer.getvalue()


def _first_choices(lists: TemplateLists) -> dict[str, str]:
	return {
		"village": lists.villages[0] if lists.villages else "",
		"school": lists.schools[0] if lists.schools else "",
	}


def _header(book, sheet, columns: Iterable[Column]) -> None:
	bold = book.add_format({"bold": True, "bg_color": "#d9e8f6", "border": 1, "text_wrap": True})
	text = book.add_format({"num_format": "@"})
	for at, column in enumerate(columns):
		# Whole columns are text, or Excel rounds an identity number the moment it is typed.
		sheet.set_column(at, at, column.width, text)
		sheet.write_string(0, at, column.header, bold)


def _validations(book, sheet, columns: tuple[Column, ...], lists: TemplateLists) -> None:
	offered = {
		"sex": choices.offered(choices.SEX),
		"village": lists.villages,
		"school": lists.schools,
		"relation": lists.relations,
		"study_status": choices.offered(choices.STUDY_STATUS),
		"economic_state": choices.offered(choices.ECONOMIC_STATE),
		**dict.fromkeys((*CLASS_OF_COLUMN, "works_away"), ("是", "否")),
	}
	hidden = book.add_worksheet(LISTS_SHEET)
	hidden.hide()
	for at, column in enumerate(columns):
		words = offered.get(column.key)
		if not words:
			continue
		for row, word in enumerate(words):
			hidden.write_string(row, at, word)
		letter = xl_col_to_name(at)
		sheet.data_validation(
			1,
			at,
			LAST_VALIDATED_ROW,
			at,
			{
				"validate": "list",
				"source": f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(words)}",
				"error_type": "warning",
				"error_title": _("Not in the list"),
				"error_message": _("Please choose from the list."),
			},
		)


def _instructions(book, kind: str, lists: TemplateLists) -> None:
	sheet = book.add_worksheet("填写说明")
	sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
	lines = [
		_("How to fill in the roster"),
		_("1. One row for each minor. Do not merge cells, do not use formulas, do not change the headers."),
		_(
			"2. The identity number is text of 18 characters. Without it, sex and birth date must be filled in."
		),
		_("3. Dates as 2015-03-04; 2015/3/4 and 2015年3月4日 are understood as well."),
		_(
			"4. The grey example row is skipped. Rows with errors come back as a workbook with the reason beside each."
		),
		_(
			"5. This file holds personal data of minors. Keep it off chat groups and private mail; delete it when imported."
		),
	]
	if kind == VILLAGE_LEDGER:
		lines += [
			_(
				"6. Village, school and relation: choose from the lists. School elsewhere: leave empty, write it in 备注."
			),
			_("7. Bad habits, several separated by 、: {0}").format("、".join(lists.habits)),
			_("8. Other risk factors, several separated by 、: {0}").format("、".join(lists.other_factors)),
			_("9. An empty cell never deletes what the ledger holds. 否 or 无 ends a risk factor."),
		]
	for row, line in enumerate(lines):
		sheet.write_string(row, 0, line)


def error_workbook(sheet: Sheet, bad_rows: list[BadRow], wording: RowWording) -> bytes:
	"""Only the rows to correct, as they came, with the reasons beside each; can be corrected and uploaded as it is."""
	buffer = io.BytesIO()
	book = xlsxwriter.Workbook(buffer, OPTIONS)
	page = book.add_worksheet(SHEET_NAME)
	bold = book.add_format({"bold": True, "bg_color": "#d9e8f6", "border": 1})
	text = book.add_format({"num_format": "@"})
	red = book.add_format({"num_format": "@", "bg_color": "#ffc7ce", "font_color": "#9c0006"})
	reason = book.add_format({"text_wrap": True, "font_color": "#9c0006"})
	kept = [at for at, title in enumerate(sheet.titles) if title not in (ERROR_HEADER, ORIGINAL_ROW_HEADER)]
	key_at = {at: key for key, at in sheet.header.positions.items()}
	titles = [sheet.titles[at] for at in kept] + [ERROR_HEADER, ORIGINAL_ROW_HEADER]
	for to, title in enumerate(titles):
		page.write_string(0, to, title, bold)
	page.set_column(0, max(len(kept) - 1, 0), 14, text)
	page.set_column(len(kept), len(kept), 60, reason)
	for row, bad in enumerate(bad_rows, start=1):
		sentences = _by_column(bad.problems, wording)
		for to, at in enumerate(kept):
			wrong = sentences.get(key_at.get(at))
			value = _shown(bad.cells[at] if at < len(bad.cells) else "")
			page.write_string(row, to, value, red if wrong else text)
			if wrong and row <= MOST_COMMENTED:
				page.write_comment(row, to, "\n".join(wrong), {"x_scale": 2})
		page.write_string(row, len(kept), "\n".join(map(wording.with_column, bad.problems)), reason)
		page.write_string(row, len(kept) + 1, str(bad.number), text)
	page.freeze_panes(1, 1)
	book.close()
	return buffer.getvalue()


def _by_column(problems: list[Problem], wording: RowWording) -> dict[str, list[str]]:
	found: dict[str, list[str]] = {}
	for problem in problems:
		found.setdefault(problem.column, []).append(wording.sentence(problem))
	return found


def _shown(value: object) -> str:
	"""A cell as text for re-upload: dates as dates, whole numbers without a fraction."""
	if value is None:
		return ""
	if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
		return str(int(value))
	if isinstance(value, bool):
		return "是" if value else "否"
	return str(value)[:32_000]
