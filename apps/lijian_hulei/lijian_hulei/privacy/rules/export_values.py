"""What a sheet shows of a stored value, and which passwords and reasons are taken. Pure."""

import re
from datetime import date, datetime, timedelta
from html import unescape

SHORTEST_REASON = 10
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 64
LONGEST_CELL = 32_000  # Excel takes 32 767 characters
LONGEST_FOOTER = 200  # Excel takes 255, and its own marks are counted
NUMBERS = frozenset(("Int", "Long Int", "Float", "Currency", "Percent"))
MARKED_UP = frozenset(("Text Editor", "HTML Editor", "Markdown Editor"))
# Pictures, scripts and machine texts are of no use in a sheet, and attachments would only be addresses.
LEFT_OUT = frozenset(
	(
		*(
			"Password",
			"Attach",
			"Attach Image",
			"Signature",
			"Geolocation",
			"Code",
			"JSON",
			"Icon",
			"Barcode",
		),
		*(
			"Section Break",
			"Column Break",
			"Tab Break",
			"HTML",
			"Table",
			"Table MultiSelect",
			"Button",
			"Image",
		),
		*("Fold", "Heading"),
	)
)
_tag = re.compile(r"<[^>]*>")
_line = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|tr|h\d)>")


def is_strong(password: str) -> bool:
	"""Eight to 64 characters, not of one kind only (a date of birth, a word)."""
	kinds = (str.isalpha, str.isdigit, lambda sign: not sign.isalnum())
	used = sum(any(kind(sign) for sign in password) for kind in kinds)
	return SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD and used >= 2


def is_reason(text: str) -> bool:
	"""Ten characters without blanks and repetitions of one sign."""
	signs = re.sub(r"\s", "", text or "")
	return len(signs) >= SHORTEST_REASON and len(set(signs)) > 3


def cell(fieldtype: str, value: object, yes_no: tuple[str, str]) -> str | int | float:
	"""A number for numbers, a text for all else; `yes_no` are the words for a ticked and an unticked box."""
	if value is None or value == "":
		return ""
	if fieldtype == "Check":
		return yes_no[0] if value in (1, "1", True) else yes_no[1]
	if fieldtype in NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
		return value
	if isinstance(value, datetime):
		return value.strftime("%Y-%m-%d %H:%M")
	if isinstance(value, date):
		return value.isoformat()
	if isinstance(value, timedelta):
		minutes = int(value.total_seconds()) // 60
		return f"{minutes // 60:02d}:{minutes % 60:02d}"
	text = str(value)
	if fieldtype in MARKED_UP:
		text = unescape(_tag.sub("", _line.sub("\n", text))).strip()
	return text[:LONGEST_CELL]


def footer(text: str) -> str:
	"""The text as Excel's foot of a page: its sign for commands doubled, cut to what fits, and the number of the page."""
	return "&C" + text[:LONGEST_FOOTER].replace("&", "&&") + "  &P/&N"
