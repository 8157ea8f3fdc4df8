"""The sentences for what is wrong with a roster. Every sentence says what is wrong and how to put it right."""

from __future__ import annotations

from frappe import _

from lijian_hulei.importing.columns import HEADER_OF
from lijian_hulei.importing.problem import FileRefused, Problem


def file_sentence(refusal: FileRefused) -> str:
	"""Why the whole file was refused, in the user's language."""
	return _file_sentences()[refusal.code].format(*refusal.values)


class RowWording:
	"""Sentences for rows in the language of whoever reads them; made once for a run, used for every row."""

	def __init__(self) -> None:
		self.sentences = {
			**_person_sentences(),
			**_place_sentences(),
			**_choice_sentences(),
			**_cell_sentences(),
			**_match_sentences(),
		}

	def sentence(self, problem: Problem) -> str:
		return self.sentences[problem.code].format(*problem.values)

	def with_column(self, problem: Problem) -> str:
		return _("[{0}] {1}").format(HEADER_OF[problem.column], self.sentence(problem))


def _file_sentences() -> dict[str, str]:
	return {
		"file_gone": _("The roster file is no longer there. Upload it again."),
		"empty_file": _("The file is empty. Choose the roster again."),
		"too_big": _(
			"The file is larger than {0} MB. Delete pictures and unused sheets, or split the roster."
		),
		"wrong_type": _(
			"This is not an .xlsx or .csv roster. Save it as Excel workbook (.xlsx) and upload it again."
		),
		"encrypted": _(
			"The workbook is protected by a password. Remove the password in Excel and upload it again."
		),
		"old_excel": _("This is an old .xls workbook. Save it as .xlsx in Excel or WPS and upload it again."),
		"unreadable_excel": _(
			"The workbook is damaged. Open it in Excel or WPS, save it under a new name and upload that."
		),
		"unreadable_csv": _(
			"The csv file is damaged: a quotation mark is open or a cell is too long. Save it as .xlsx instead."
		),
		"not_text": _("The csv file is neither UTF-8 nor GBK text. Save it as .xlsx instead."),
		"bomb": _(
			"The workbook unpacks to far more than a roster holds. Copy the roster into the template and upload that."
		),
		"too_wide": _(
			"The sheet has cells far outside a roster (beyond column BZ or row {0}). Copy the roster into the template."
		),
		"too_many_rows": _("The roster has more than {0} rows. Split it, for example by village."),
		"no_header": _(
			"No row of headers was found. Use the template: the first row names the columns, such as 姓名."
		),
		"no_rows": _("The roster has headers but no rows. Fill it in and upload it again."),
		"column_twice": _("The column “{0}” stands twice. Delete one of the two."),
		"columns_missing": _(
			"These columns are missing: {0}. Add them with exactly these headers, or use the template."
		),
	}


def _person_sentences() -> dict[str, str]:
	return {
		"missing": _("Must not be empty. Fill it in."),
		"name_characters": _(
			"A name has no digits or signs. Write the full name as in the household register."
		),
		"id_length": _("An identity number has 18 characters. Count them again."),
		"id_characters": _(
			"An identity number has 17 digits and a last digit or X. Look for a wrong letter."
		),
		"id_division": _("The first digits are no region. Check them against the household register."),
		"id_birth_date": _("Digits 7 to 14 are no date. Check them against the household register."),
		"id_check": _(
			"The last character does not fit the others, so a digit is wrong. Check it against the household register."
		),
		"id_masked": _("The number is covered by *. Write all 18 characters, or leave the cell empty."),
		"precision_lost": _(
			"Excel has rounded this number and its last digits are lost. Set the column to Text, then type the number again."
		),
		"birth_date_differs": _("The identity number says {0}. Correct whichever is wrong."),
		"sex_differs": _("The identity number says {0}. Correct whichever is wrong."),
		"needed_without_id": _("Without an identity number this cell is needed. Fill in one or the other."),
		"born_in_future": _("The birth date lies in the future. Correct it."),
		"adult": _("Has turned 18 and no longer belongs in the ledger of minors. Delete the row."),
		"phone_wrong": _("Not a telephone number: 11 digits, or area code and number. Correct it."),
		"phone_masked": _("The number is covered by *. Write it in full, or leave the cell empty."),
		"guardian_missing": _("There is a phone or a relation but no guardian. Write the guardian's name."),
		"relation_missing": _("Choose how the guardian is related to the minor."),
		"household_head_missing": _("Write the head of household or at least the guardian."),
	}


def _place_sentences() -> dict[str, str]:
	return {
		"village_unknown": _("There is no village “{0}”. Choose it from the list in the template."),
		"village_not_yours": _(
			"“{0}” is outside your area or outside this import. Its own village or the Protection Office imports it."
		),
		"grid_unknown": _(
			"There is no grid “{0}” in “{1}”. Choose an existing grid or leave the cell empty."
		),
		"not_unique": _(
			"Several places or schools are called “{0}”. Ask the administrator to tell them apart."
		),
		"school_unknown": _(
			"There is no school “{0}”. Choose it from the list; for a school elsewhere leave the cell empty and note it in 备注."
		),
		"not_a_school": _("“{0}” is not a school. Choose a school from the list in the template."),
		"other_school": _("This roster is for your own school only. Delete the row or leave the cell empty."),
	}


def _choice_sentences() -> dict[str, str]:
	return {
		"not_a_choice": _("Not a known answer. Write one of: {0}."),
		"yes_no_unclear": _("Write 是 or 否."),
		"factor_unknown": _(
			"There is no risk factor “{0}”. Use the names in the template's list, separated by 、."
		),
		"not_a_habit": _("“{0}” is a risk factor but not a bad habit. Write it in the column 风险因素."),
		"class_without_factor": _(
			"No risk factor of this class is in use. Ask the administrator to enable one."
		),
		"factor_contradicts": _(
			"A column says 否 or 无, but the list names a factor of the same class. Correct one of the two."
		),
	}


def _cell_sentences() -> dict[str, str]:
	return {
		"date_unclear": _("Not a full date. Write year, month and day, such as 2015-03-04."),
		"date_impossible": _("There is no such day. Correct the date."),
		"formula_text": _("Formulas are not read. Copy the column and paste it as values."),
		"excel_error": _("The cell holds an Excel error. Type the value itself."),
		"too_long": _("Longer than {0} characters. Shorten it."),
		"merged_cells": _("The row has merged cells. Unmerge them and fill in every row."),
	}


def _match_sentences() -> dict[str, str]:
	return {
		"twice_in_file": _("The same identity number is also in row {0}. Keep one row."),
		"person_twice_in_file": _(
			"The same child (name, birth date, village) is also in row {0}. Keep one row, or fill in both identity numbers."
		),
		"several_in_ledger": _(
			"Several records of the ledger fit this row{0}. Fill in the identity number, or correct the ledger first."
		),
		"other_village": _(
			"A child of the same name and birth date stands in another village{0}. "
			"If it is the same child, correct that record; if not, fill in the identity number."
		),
		"number_elsewhere": _(
			"This identity number is already in the ledger of another village{0}. Ask the Protection Office to move the record."
		),
		"left_ledger": _(
			"This child has left the ledger (moved out, turned 18 or deceased){0}. Bring the record back first."
		),
		"household_contradicts": _(
			"Row {0} gives another economic state for the same household. Make them equal."
		),
		"household_not_unique": _(
			"Several households have this head in this place. Fill in 家庭住址 as in the ledger."
		),
		"not_permitted": _("You may not change this child's record. Ask the Protection Office."),
		"refused_by_form": _("The record was refused as on its form: {0}"),
	}
