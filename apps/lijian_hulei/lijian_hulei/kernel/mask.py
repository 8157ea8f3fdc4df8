"""What the screen shows in place of a sealed text: enough to recognise it, never enough to use it."""

MARK = "*"


def mask_identity_number(text: str) -> str:
	"""The first six characters (the county) and the last; the birthday and the sequence are covered."""
	return _cover(text, 6, 1)


def mask_phone(text: str) -> str:
	"""The first three and the last two characters."""
	return _cover(text, 3, 2)


def mask_name(text: str) -> str:
	"""The family name's first character; the rest covered."""
	return _cover(text, 1, 0)


def mask_text(text: str) -> str:
	"""Nothing readable and nothing about the length."""
	return MARK * 6 if str(text or "").strip() else ""


def is_masked(text: str) -> bool:
	"""Whether a text is (or pretends to be) the output of a mask: it holds two covering marks side by side."""
	return MARK * 2 in str(text or "") or str(text or "").endswith(MARK)


def _cover(text: str, head: int, tail: int) -> str:
	"""A text too short to keep its ends is covered whole, and at least two characters always are."""
	text = str(text or "").strip()
	if not text:
		return ""
	if len(text) < head + tail + 4 and head + tail > 1:
		return MARK * max(len(text), 2)
	return text[:head] + MARK * max(len(text) - head - tail, 2) + (text[-tail:] if tail else "")
