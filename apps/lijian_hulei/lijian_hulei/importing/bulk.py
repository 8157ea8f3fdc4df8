"""Many rows of a DocType by multi-row INSERTs, with the columns and the running numbers Frappe itself would give.

For rows that have passed the same rules as the form; nothing here validates. Shared by importer and demonstration town.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import frappe
from frappe.model.naming import parse_naming_series

ROWS_PER_STATEMENT = 500


def reserve_names(doctype: str, count: int) -> list[str]:
	"""The next `count` names of a DocType's running number, taken from tabSeries in one step.

	The series row stays locked until the transaction ends, so nobody is given the same numbers, and a rollback
	gives them back. The number format is Frappe's own (`autoname` such as `MIN-.########`).
	"""
	if count < 1:
		return []
	seen: list[tuple[str, int]] = []

	def remember(prefix: str, digits: int) -> str:
		seen.append((prefix, digits))
		return ""

	parse_naming_series(frappe.get_meta(doctype).autoname, doctype=doctype, number_generator=remember)
	prefix, digits = seen[0]
	first = _advance(prefix, count)
	return [f"{prefix}{number:0{digits}d}" for number in range(first, first + count)]


def _advance(prefix: str, count: int) -> int:
	"""Moves the counter on by `count`; returns the first of the reserved numbers."""
	series = frappe.qb.DocType("Series")
	row = frappe.qb.from_(series).where(series.name == prefix).for_update().select(series.current).run()
	if row:
		current = int(row[0][0] or 0)
		frappe.qb.update(series).set(series.current, current + count).where(series.name == prefix).run()
		return current + 1
	frappe.qb.into(series).columns(series.name, series.current).insert(prefix, count).run()
	return 1


def row_names(count: int) -> list[str]:
	"""Names for child rows: 16 hexadecimal characters, cut from one draw of random bytes."""
	drawn = secrets.token_hex(8 * count)
	return [drawn[at : at + 16] for at in range(0, 16 * count, 16)]


class BulkTable:
	"""Rows of one DocType waiting to be written. `columns` are the fields given in each row, in order."""

	def __init__(
		self, doctype: str, columns: Sequence[str], user: str, moment: str, docstatus: int = 0
	) -> None:
		self.doctype = doctype
		self.constants = (user, moment, moment, user, docstatus)
		names = ("owner", "creation", "modified", "modified_by", "docstatus", *columns)
		self.columns = ", ".join(f"`{name}`" for name in names)
		self.row_form = f"({', '.join(['%s'] * len(names))})"
		self.rows: list[tuple] = []

	def add(self, *values: object) -> None:
		self.rows.append(values)

	def write(self) -> int:
		"""Writes the waiting rows; returns how many."""
		rows, self.rows = self.rows, []
		for start in range(0, len(rows), ROWS_PER_STATEMENT):
			part = rows[start : start + ROWS_PER_STATEMENT]
			values = [value for row in part for value in (*self.constants, *row)]
			forms = ", ".join([self.row_form] * len(part))
			# The text holds the DocType's and its fields' names only; every value is a parameter.
			frappe.db.sql(f"insert into `tab{self.doctype}` ({self.columns}) values {forms}", values)
		return len(rows)
