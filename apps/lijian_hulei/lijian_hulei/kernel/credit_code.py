"""Unified social credit codes of organisations (GB 32100-2015)."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(3**place % 31 for place in range(17))
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


class InvalidCreditCode(ValueError):
	"""The text is no credit code; `reason` is one of length, characters, check."""

	def __init__(self, reason: str):
		super().__init__(f"invalid credit code: {reason}")
		self.reason = reason


def check_character(body: str) -> str:
	"""The eighteenth character: (31 - weighted sum modulo 31) modulo 31 in the code's own alphabet."""
	total = sum(_VALUES[character] * weight for character, weight in zip(body, WEIGHTS, strict=True))
	return ALPHABET[-total % 31]


def parse_credit_code(text: str) -> str:
	"""The code in capitals without spaces. Raises InvalidCreditCode."""
	code = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or ""))).upper()
	if len(code) != 18:
		raise InvalidCreditCode("length")
	if any(character not in _VALUES for character in code):
		raise InvalidCreditCode("characters")
	if code[17] != check_character(code[:17]):
		raise InvalidCreditCode("check")
	return code


def make_credit_code(body17: str) -> str:
	"""Seventeen characters with their check character added; for tests and the demonstration town."""
	body = body17.upper()
	if len(body) != 17 or any(character not in _VALUES for character in body):
		raise InvalidCreditCode("characters")
	return body + check_character(body)
