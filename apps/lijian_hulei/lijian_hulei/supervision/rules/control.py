"""When control ends and what is kept afterwards; what a summary may say."""

import re
from datetime import date, timedelta

UNDER_CONTROL, ENDED = "Under Control", "Ended"
TERM_OVER = "Control Term Over"
# Entries that should never have been there, or whose reason is gone, lose their details at once.
AT_ONCE = ("Person Deceased", "Judgment Set Aside", "Entered in Error")
# Others keep them so long for a return or a question (PIPL article 19: the shortest time that is needed).
KEPT_DAYS = 180

NO_CHANGE = "As Before"
_NUMBERS = re.compile(r"\d{15,18}[\dXx]?|1[3-9]\d{9}|刑[初终再申]")


def status_of(control_until: date | None, end_reason: str | None, today: date) -> str:
	"""Control whose last day is over ends by itself; every other end has a reason."""
	over = control_until is not None and control_until < today
	return ENDED if end_reason or over else UNDER_CONTROL


def forget_from(ended_on: date, end_reason: str | None) -> date:
	"""The day from which name, number and judgment of an ended entry are deleted."""
	return ended_on if end_reason in AT_ONCE else ended_on + timedelta(days=KEPT_DAYS)


def names_somebody(text: str | None) -> bool:
	"""Whether a text holds an identity number, a telephone number or a judgment's number."""
	return bool(_NUMBERS.search(re.sub(r"[\s\-]+", "", text or "")))
