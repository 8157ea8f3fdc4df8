"""Resident identity numbers: eighteen characters that carry a place, a birthday, a sex and their own check."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
MALE = "Male"
FEMALE = "Female"

# Reasons are codes; the parts with a user turn them into words.
BAD_LENGTH = "length"
BAD_CHARACTERS = "characters"
BAD_DIVISION = "division"
BAD_BIRTH_DATE = "birth_date"
BAD_CHECK = "check"

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")


class InvalidIdentityNumber(ValueError):
	"""The text is no identity number. `reason` says why; the text itself is never repeated."""

	def __init__(self, reason: str):
		super().__init__(f"invalid identity number: {reason}")
		self.reason = reason


@dataclass(frozen=True)
class IdentityNumber:
	"""A checked number and what it says. `division` is the county of first registration, not of residence."""

	number: str
	division: str
	birth_date: date
	sex: str
	sequence: int


def check_character(body: str) -> str:
	"""The eighteenth character for the first seventeen digits (GB 11643-1999, weights modulo 11)."""
	return CHECK_CHARACTERS[
		sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
	]


def parse_identity_number(text: str) -> IdentityNumber:
	"""Reads a number as people type it: spaces, full-width digits and a small x are put right.

	Raises InvalidIdentityNumber with the first thing found wrong. Only eighteen-character numbers
	are valid; the fifteen-digit form ended in 2013.
	"""
	number = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or ""))).upper()
	if len(number) != 18:
		raise InvalidIdentityNumber(BAD_LENGTH)
	if not _SHAPE.fullmatch(number):
		raise InvalidIdentityNumber(BAD_CHARACTERS)
	division = number[:6]
	if not "11" <= division[:2] <= "83":
		raise InvalidIdentityNumber(BAD_DIVISION)
	birth_date = _birth_date(number[6:14])
	if number[17] != check_character(number[:17]):
		raise InvalidIdentityNumber(BAD_CHECK)
	sequence = int(number[14:17])
	return IdentityNumber(number, division, birth_date, MALE if sequence % 2 else FEMALE, sequence)


def make_identity_number(division: str, birth_date: date, sequence: int) -> str:
	"""A number with a right check character, for tests and the demonstration town. Belongs to nobody."""
	if not re.fullmatch(r"[0-9]{6}", division) or not 0 <= sequence <= 999:
		raise ValueError("division must have six digits and sequence lie between 0 and 999")
	body = f"{division}{birth_date.year:04d}{birth_date:%m%d}{sequence:03d}"
	return body + check_character(body)


def _birth_date(digits: str) -> date:
	try:
		birth_date = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
	except ValueError:
		raise InvalidIdentityNumber(BAD_BIRTH_DATE) from None
	if birth_date.year < 1850:
		raise InvalidIdentityNumber(BAD_BIRTH_DATE)
	return birth_date
