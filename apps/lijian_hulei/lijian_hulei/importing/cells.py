"""One cell to one value: dates, yes/no, lists, numbers that Excel has turned into floats. Pure, never guesses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from lijian_hulei.importing.problem import CellRefused

LONGEST_TEXT = 500
# Excel's day 0; day numbers of 1950-01-01 and 2099-12-31 bound what can be a birth date typed as a number.
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 18264, 73050

_YES = frozenset({"是", "有", "√", "✓", "✔", "Y", "YES", "1", "TRUE", "对"})
_NO = frozenset({"否", "无", "×", "✗", "X", "N", "NO", "0", "FALSE", "没有", "不是", "-", "/"})
_NOTHING = frozenset({"无", "没有", "否", "-", "/", "—"})
_DATE = re.compile(
	r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
_PACKED_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^\d{5}(\.0+)?$")
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?[eE]\+?\d{1,2}$")
_SEPARATORS = re.compile(r"[、,，;；/|\s]+")
_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
_EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")


def plain_text(value: object) -> str:
	"""Any cell as trimmed text; whole floats lose their `.0`. Raises CellRefused for formula text and Excel errors."""
	if value is None or value == "":
		return ""
	if isinstance(value, str):
		text = value.strip(" \t\r\n\u3000\u200b\ufeff")
	elif isinstance(value, bool):
		text = "是" if value else "否"
	elif isinstance(value, float) and value.is_integer():
		text = str(int(value))
	elif isinstance(value, datetime):
		text = value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
	else:
		text = str(value)
	if text and text[0] in "=@+#\t":
		_refuse_formula(text)
	if len(text) > LONGEST_TEXT:
		raise CellRefused("too_long", LONGEST_TEXT)
	return text


def _refuse_formula(text: str) -> None:
	if text.startswith(_EXCEL_ERRORS):
		raise CellRefused("excel_error")
	if text[0] in "=@" or (text[0] == "+" and not text[1:].isdigit()):
		raise CellRefused("formula_text")


def narrow(text: str) -> str:
	"""Full-width digits and letters to half-width, all spaces gone: what codes, phones and choices need."""
	if text.isascii():
		return "".join(text.split()) if " " in text or "\t" in text or "\n" in text else text
	return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def squeeze(text: str) -> str:
	"""A name without the blanks that align it on paper: `张 三` is `张三`; `Anna Li` keeps its one space."""
	if " " not in text and "\u3000" not in text and text.isprintable():
		return text
	words = _SPACES.split(text.strip())
	return (" " if text.isascii() else "").join(words)


def identity_text(value: object) -> str:
	"""An identity number as typed, upper-case. Raises CellRefused when Excel has already rounded it.

	Excel keeps 15 digits of a number: 18 typed as a number end in zeros for ever, so the cell must be text.
	"""
	if isinstance(value, int | float) and not isinstance(value, bool):
		if abs(value) >= 1e15:
			raise CellRefused("precision_lost")
		return str(int(value)) if float(value).is_integer() else str(value)
	text = narrow(plain_text(value)).lstrip("'’‘`").upper()
	if _SCIENTIFIC.match(text):
		raise CellRefused("precision_lost")
	return text


def date_value(value: object) -> date | None:
	"""A date from an Excel date, a day number, or the ways people type it; None when empty."""
	if value is None or value == "":
		return None
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	if isinstance(value, int | float) and not isinstance(value, bool):
		value = str(int(value)) if float(value).is_integer() else "?"
	text = unicodedata.normalize("NFKC", plain_text(value)).strip()
	if not text:
		return None
	if _SERIAL.match(text):
		return _serial_date(int(float(text)))
	found = _DATE.match(text) or _PACKED_DATE.match(text)
	if not found:
		raise CellRefused("date_unclear")
	try:
		return date(int(found[1]), int(found[2]), int(found[3]))
	except ValueError as error:
		raise CellRefused("date_impossible") from error


def _serial_date(days: int) -> date:
	if not FIRST_SERIAL <= days <= LAST_SERIAL:
		raise CellRefused("date_unclear")
	return EXCEL_EPOCH + timedelta(days=days)


def yes_no(value: object) -> bool | None:
	"""是/否 in the usual spellings; None when empty. Raises CellRefused for anything else."""
	text = narrow(plain_text(value)).upper()
	if not text:
		return None
	if text in _YES:
		return True
	if text in _NO:
		return False
	raise CellRefused("yes_no_unclear")


def listed(value: object) -> list[str] | None:
	"""Names separated by 、 or commas; None when empty, an empty list when the cell says 无."""
	text = unicodedata.normalize("NFKC", plain_text(value))
	if not text:
		return None
	if text in _NOTHING:
		return []
	return list(dict.fromkeys(part for part in _SEPARATORS.split(text) if part))
