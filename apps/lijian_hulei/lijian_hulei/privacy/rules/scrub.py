"""Covers identity and mobile numbers in texts that were never meant to hold any: tracebacks, saved filters."""

import re

from lijian_hulei.kernel.mask import mask_identity_number, mask_phone

_IDENTITY = re.compile(r"(?<![0-9])[1-8][0-9]{5}(?:18|19|20)[0-9]{2}[0-9]{2}[0-9]{2}[0-9]{3}[0-9Xx](?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def scrub(text: str) -> str:
	"""The text with everything that reads as an identity number or a mobile number masked."""
	text = _IDENTITY.sub(lambda found: mask_identity_number(found.group()), text or "")
	return _MOBILE.sub(lambda found: mask_phone(found.group()), text)
