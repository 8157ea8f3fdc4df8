"""One Roster Import's file, read and checked: the part that the dry run and the import share."""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe.model.document import Document

from lijian_hulei.importing.check import (
	Record,
	RowChecker,
	check_rows,
	refuse_contradictions,
	refuse_duplicates,
)
from lijian_hulei.importing.columns import SCHOOL_ROSTER
from lijian_hulei.importing.lookups import Places, areas_of_user, load_lookups
from lijian_hulei.importing.match import Matcher
from lijian_hulei.importing.parse import Sheet, read_sheet
from lijian_hulei.importing.problem import FileRefused, Problem

ROWS_BETWEEN_REPORTS = 2_000


class Roster:
	"""The rows of one uploaded file as records and problems. `user` is who imports: his areas limit the rows."""

	def __init__(self, doc: Document, user: str) -> None:
		self.doc, self.user = doc, user
		self.is_school = doc.kind == SCHOOL_ROSTER
		self.places = Places()
		self.sheet: Sheet = read_sheet(file_content(doc), file_name(doc), doc.kind)
		self.lookups = load_lookups(self.places, doc.kind, doc.area, doc.agency, user)
		self.readable = areas_of_user(self.places, user)
		self.records: list[Record] = []
		self.problems: dict[int, list[Problem]] = {}

	def check(self, report: Callable[[float], None]) -> None:
		"""Fills `records` (good rows in file order) and `problems` (by row number). `report` gets shares of 1."""
		checker = RowChecker(self.lookups, self.sheet.header.positions, self.doc.kind, self.sheet.merged)
		total = len(self.sheet.rows)
		for at, (number, found) in enumerate(check_rows(checker, self.sheet.rows), start=1):
			if isinstance(found, Record):
				self.records.append(found)
			else:
				self.problems[number] = found
			if at % ROWS_BETWEEN_REPORTS == 0:
				report(at / total)
		for refuse in (refuse_duplicates, refuse_contradictions):
			for number, problems in refuse(self.records).items():
				self.problems.setdefault(number, []).extend(problems)
		self.records = [record for record in self.records if record.row not in self.problems]

	def refuse(self, record: Record, problem: Problem) -> None:
		self.problems.setdefault(record.row, []).append(problem)

	def matcher(self) -> Matcher:
		return Matcher(self.places.village_of, self.may_read, across_villages=self.is_school)

	def may_read(self, area: str) -> bool:
		return self.readable is None or area in self.readable

	def villages(self) -> set[str]:
		return {record.village for record in self.records if record.village}


def file_name(doc: Document) -> str:
	return (doc.file or "").rsplit("/", 1)[-1]


def file_content(doc: Document) -> bytes:
	"""The uploaded bytes. Raises FileRefused when the file is gone (deleted after the retention period)."""
	name = frappe.db.get_value(
		"File",
		{"file_url": doc.file, "attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
	)
	if not name:
		raise FileRefused("file_gone")
	try:
		content = frappe.get_doc("File", name).get_content()
	except OSError as error:
		raise FileRefused("file_gone") from error
	return content.encode() if isinstance(content, str) else content
