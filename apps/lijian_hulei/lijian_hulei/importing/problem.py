"""What can be wrong with a roster: a whole file refused, or one cell of one row. Pure data, worded in `wording.py`."""

from __future__ import annotations

from dataclasses import dataclass


class FileRefused(Exception):
	"""The whole file cannot be read as a roster; `code` and `values` choose the sentence the user sees."""

	def __init__(self, code: str, *values: object) -> None:
		super().__init__(code)
		self.code = code
		self.values = values


class CellRefused(ValueError):
	"""One cell cannot be understood; caught by the row check and turned into a `Problem`."""

	def __init__(self, code: str, *values: object) -> None:
		super().__init__(code)
		self.code = code
		self.values = values


@dataclass(frozen=True, slots=True)
class Problem:
	"""One thing wrong in one row: the column's key, a code, and the values the sentence needs."""

	column: str
	code: str
	values: tuple = ()
