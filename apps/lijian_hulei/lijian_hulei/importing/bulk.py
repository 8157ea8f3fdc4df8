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
	"""Rows of one DocType waiting to be written.

	`columns` are the fields given in each row, in order; `constants` those that are the same in all. Constants are
	quoted once, not once for each row: half of an import's time would go into quoting them. `user` and `moment` give
	owner, creation and modified of all rows, but for those of them that stand among `columns`.
	"""

	def __init__(
		self, doctype: str, columns: Sequence[str], user: str, moment: str, **constants: object
	) -> None:
		self.doctype = doctype
		fixed = {"owner": user, "creation": moment, "modified": moment, "modified_by": user, **constants}
		fixed = {name: value for name, value in fixed.items() if name not in columns}
		self.columns = ", ".join(f"`{name}`" for name in (*fixed, *columns))
		quoted = [frappe.db.escape(str(value)) for value in fixed.values()]
		self.row_form = f"({', '.join([*quoted, *['%s'] * len(columns)])})"
		self.rows: list[tuple] = []

	def add(self, *values: object) -> None:
		self.rows.append(values)

	def write(self) -> int:
		"""Writes the waiting rows; returns how many."""
		rows, self.rows = self.rows, []
		for start in range(0, len(rows), ROWS_PER_STATEMENT):
			part = rows[start : start + ROWS_PER_STATEMENT]
			forms = ", ".join([self.row_form] * len(part))
			# The text holds names of the DocType and its fields and quoted constants; every row's value is a parameter.
			frappe.db.sql(
				f"insert into `tab{self.doctype}` ({self.columns}) values {forms}",
				[value for row in part for value in row],
			)
		return len(rows)
