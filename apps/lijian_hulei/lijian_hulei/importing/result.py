"""What the user is shown of a checked roster: counts, the first rows with covered numbers, and every bad row's reasons."""

from __future__ import annotations

import json
from collections import Counter

import frappe

from lijian_hulei.importing.columns import HEADER_OF
from lijian_hulei.importing.progress import DOCTYPE
from lijian_hulei.importing.roster import Roster
from lijian_hulei.importing.wording import RowWording
from lijian_hulei.importing.workbook import BadRow, error_workbook
from lijian_hulei.kernel.mask import mask_identity_number, mask_phone

FIRST_ROWS = 20
MOST_ERRORS_SHOWN = 200
COVERED = {"id_number": mask_identity_number, "phone": mask_phone}
# Cells a preview never repeats: why a child is at risk, and free text about the family.
LEFT_OUT = frozenset({"address", "remarks", "habits", "factors", "economic_state"})


def preview(
	roster: Roster, expected: dict[str, int], differing: list[tuple[int, str, tuple[str, ...]]]
) -> str:
	"""JSON for the form: no clear identity or phone number, sentences already in the user's language."""
	wording = RowWording()
	shown = [key for key in roster.sheet.header.positions if key not in LEFT_OUT]
	errors = [
		{"row": row, "column": HEADER_OF[problem.column], "text": wording.sentence(problem)}
		for row, problems in sorted(roster.problems.items())
		for problem in problems
	]
	counts = Counter(
		(problem.column, problem.code) for found in roster.problems.values() for problem in found
	)
	return json.dumps(
		{
			"columns": [HEADER_OF[key] for key in shown],
			"rows": [
				[row, *_first_cells(roster, cells, shown)] for row, cells in roster.sheet.rows[:FIRST_ROWS]
			],
			"errors": errors[:MOST_ERRORS_SHOWN],
			"error_count": len(errors),
			"error_kinds": [
				{"column": HEADER_OF[column], "count": count}
				for (column, _code), count in counts.most_common(20)
			],
			"unknown_columns": list(roster.sheet.header.unknown),
			"expected": expected,
			"differences": [
				{"row": row, "minor": minor, "columns": [HEADER_OF[column] for column in columns]}
				for row, minor, columns in differing[:MOST_ERRORS_SHOWN]
			],
			"difference_count": len(differing),
		},
		ensure_ascii=False,
	)


def _first_cells(roster: Roster, cells: list[object], shown: list[str]) -> list[str]:
	found = []
	for key in shown:
		at = roster.sheet.header.positions[key]
		text = str(cells[at] if at < len(cells) and cells[at] is not None else "")[:40]
		found.append(COVERED[key](text) if key in COVERED else text)
	return found


def save_error_file(roster: Roster) -> str | None:
	"""The workbook of bad rows as a private file of the import; replaces an earlier one. None when no row is bad."""
	name = roster.doc.name
	delete_files(name, fieldname="error_file")
	if not roster.problems:
		return None
	cells = dict(roster.sheet.rows)
	bad = [BadRow(row, cells[row], problems) for row, problems in sorted(roster.problems.items())]
	content = error_workbook(roster.sheet, bad, RowWording())
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{name}-errors.xlsx",
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": name,
			"attached_to_field": "error_file",
			"is_private": 1,
			"content": content,
		}
	)
	# ignore_permissions: the job attaches its own result to the import that its user was allowed to start.
	return file.insert(ignore_permissions=True).file_url


def delete_files(name: str, fieldname: str | None = None) -> int:
	"""Deletes an import's attached files (of one field, or all); returns how many."""
	filters = {"attached_to_doctype": DOCTYPE, "attached_to_name": name}
	if fieldname:
		filters["attached_to_field"] = fieldname
	# No permission filter: the import itself replaces or expires its files.
	files = frappe.get_all("File", filters=filters, pluck="name", order_by="creation asc")
	for file in files:
		# ignore_permissions: nobody may delete records; expiry and replacement are the system's own.
		frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)
	return len(files)
