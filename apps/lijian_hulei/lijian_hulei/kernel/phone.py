"""Telephone numbers as they are dialled in mainland China."""

import re
import unicodedata

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}")


class InvalidPhone(ValueError):
	"""The text is no telephone number; the text itself is never repeated."""


def normalise_phone(text: str) -> str:
	"""Digits only, without +86. Accepts mobiles and landlines with their area code; raises InvalidPhone."""
	digits = re.sub(r"[\s\-()]+", "", unicodedata.normalize("NFKC", str(text or "")))
	digits = re.sub(r"^(?:\+|00)86", "", digits)
	if re.fullmatch(r"86(1[3-9][0-9]{9})", digits):
		digits = digits[2:]
	if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
		return digits
	raise InvalidPhone("neither a mobile number nor a landline with its area code")
