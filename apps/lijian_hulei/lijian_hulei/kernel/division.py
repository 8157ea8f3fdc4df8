"""Codes of administrative divisions: twelve digits from province to village, fifteen for a grid of a village."""

import re
import unicodedata
from dataclasses import dataclass

PROVINCE = "Province"
CITY = "City"
COUNTY = "County"
TOWNSHIP = "Township"
VILLAGE = "Village"
GRID = "Grid"
LEVELS = (PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE, GRID)

# How many leading digits say which division it is; the rest of the twelve are zeros.
_SIGNIFICANT = {PROVINCE: 2, CITY: 4, COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12}


class InvalidDivisionCode(ValueError):
	"""The text is no division code; `reason` is one of length, characters, zeros."""

	def __init__(self, reason: str):
		super().__init__(f"invalid division code: {reason}")
		self.reason = reason


@dataclass(frozen=True)
class DivisionCode:
	"""A code, the level it speaks of and the code of the division above it ("" for a province)."""

	code: str
	level: str
	parent: str


def parse_division_code(text: str) -> DivisionCode:
	"""Reads a code of the national list (2-2-2-3-3 digits) or a grid (its village and three more digits).

	Raises InvalidDivisionCode. Zeros may only stand at the end: a village without its township is none.
	"""
	code = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))
	if not re.fullmatch(r"[0-9]*", code) or not code.isascii():
		raise InvalidDivisionCode("characters")
	if len(code) == 15:
		return _grid(code)
	if len(code) != 12:
		raise InvalidDivisionCode("length")
	_refuse_gaps(code)
	level = next(name for name, digits in _SIGNIFICANT.items() if set(code[digits:]) <= {"0"})
	return DivisionCode(code, level, _parent(code, level))


def _grid(code: str) -> DivisionCode:
	village = parse_division_code(code[:12])
	if village.level != VILLAGE or code[12:] == "000":
		raise InvalidDivisionCode("zeros")
	return DivisionCode(code, GRID, village.code)


def _refuse_gaps(code: str) -> None:
	"""An empty part may not be followed by a filled one, and the province is never empty."""
	parts = [code[0:2], code[2:4], code[4:6], code[6:9], code[9:12]]
	filled = [int(part) > 0 for part in parts]
	if not filled[0] or filled != sorted(filled, reverse=True):
		raise InvalidDivisionCode("zeros")


def _parent(code: str, level: str) -> str:
	if level == PROVINCE:
		return ""
	above = LEVELS[LEVELS.index(level) - 1]
	return code[: _SIGNIFICANT[above]].ljust(12, "0")
