"""Identity numbers and telephone numbers inside a text, however they are spaced. Says where, never repeats what."""

import re
import unicodedata
from dataclasses import dataclass

IDENTITY_NUMBER = "identity_number"
PHONE = "phone"

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
# What people put between digits so that they read well, or so that a search misses them.
_GAP = r"[ \t\-_.·*]{0,2}"
_IDENTITY = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?!\d)")
_OLD_IDENTITY = re.compile(r"(?<!\d)[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(rf"(?<!\d)0\d{{2,3}}{_GAP}[2-9](?:{_GAP}\d){{6,7}}(?!\d)")


@dataclass(frozen=True)
class Hit:
	"""Something that must not be there: its kind and the line it is in, counted from 1."""

	kind: str
	line: int


def plain(text: str) -> str:
	"""The text as a reader sees it: usual width, no invisible characters, Chinese numerals between digits kept."""
	return _INVISIBLE.sub("", unicodedata.normalize("NFKC", str(text or "")))


def find_numbers(lines: list[str]) -> list[Hit]:
	"""Resident identity numbers (18 or 15 characters, right or mistyped) and mobile numbers, line by line.

	Numbers spelled with Chinese numerals count too. Landlines are not reported: offices have them.
	"""
	hits = []
	for number, line in enumerate(lines, start=1):
		text = plain(line)
		for reading in dict.fromkeys((text, text.translate(_DIGITS))):
			rest, found = _IDENTITY.subn(" ", reading)
			rest, old = _OLD_IDENTITY.subn(" ", rest)
			if found or old:
				hits.append(Hit(IDENTITY_NUMBER, number))
			if _MOBILE.search(rest):
				hits.append(Hit(PHONE, number))
	return list(dict.fromkeys(hits))


def landlines(lines: list[str]) -> dict[str, int]:
	"""Digits of every landline -> the first line it is in, to be compared with numbers that are known."""
	found: dict[str, int] = {}
	for number, line in enumerate(lines, start=1):
		for match in _LANDLINE.finditer(plain(line)):
			found.setdefault(re.sub(r"\D", "", match[0]), number)
	return found
