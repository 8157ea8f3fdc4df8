"""What a worker in close contact with minors may be, and when the next check is due.

Law on the Protection of Minors, article 62: query before hiring, every year afterwards; nobody with a record of sexual
assault, abuse, trafficking or violence is hired or kept. The answer counts for the day it is given only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

PRE_HIRE, PERIODIC = "Pre-hire", "Periodic"
NO_RECORD, RECORD_FOUND = "No Record", "Record Found"

APPLICANT, IN_POST, UNCHECKED = "Applicant", "In Post", "In Post Unchecked"
STOPPED, REFUSED, DISMISSED, LEFT = "Work Stopped", "Refused", "Dismissed", "Left"
WORKING = (IN_POST, UNCHECKED)
OVER = (REFUSED, DISMISSED, LEFT)
STATUSES = (APPLICANT, IN_POST, UNCHECKED, STOPPED, *OVER)

_NEXT = {
	APPLICANT: (IN_POST, UNCHECKED, REFUSED, LEFT),
	IN_POST: (STOPPED, DISMISSED, LEFT),
	UNCHECKED: (IN_POST, STOPPED, DISMISSED, LEFT),
	STOPPED: (IN_POST, UNCHECKED, DISMISSED, LEFT),
}

# Article 62 of the revised law is in force since then; who was hired earlier could not have been asked for.
PRE_HIRE_SINCE = date(2021, 6, 1)

NEVER, VALID, DUE_SOON, OVERDUE = "Never Checked", "Check Valid", "Check Due Soon", "Check Overdue"


@dataclass(frozen=True)
class Answer:
	"""One reply of the authority: no record, or a record; nothing else is known."""

	kind: str
	result: str
	on: date


def can_follow(before: str, after: str) -> bool:
	"""Whether a worker's status may go from one to the other; what is over stays over."""
	return before == after or after in _NEXT.get(before, ())


def is_barred(answers: Iterable[Answer]) -> bool:
	"""Whether the last word is a record; of two replies of one day the worse counts."""
	last = max(answers, key=lambda answer: (answer.on, answer.result == RECORD_FOUND), default=None)
	return last is not None and last.result == RECORD_FOUND


def why_not_in_post(first_day: date, answers: Iterable[Answer], valid_days: int) -> str | None:
	"""None when the person may be in post, else what is missing: "barred", "never" or "no_pre_hire".

	A check before hiring is answered on or before the first day and not more than `valid_days` earlier.
	"""
	answers = list(answers)
	if is_barred(answers):
		return "barred"
	clear = [answer for answer in answers if answer.result == NO_RECORD]
	if first_day < PRE_HIRE_SINCE:
		return None if clear else "never"
	oldest = first_day - timedelta(days=valid_days)
	in_time = any(answer.kind == PRE_HIRE and oldest <= answer.on <= first_day for answer in clear)
	return None if in_time else "no_pre_hire"


def next_due(first_day: date, last_checked_on: date | None, every_days: int) -> date:
	"""Who was never checked is due since the first day."""
	return last_checked_on + timedelta(days=every_days) if last_checked_on else first_day


def state_of(last_checked_on: date | None, due_on: date, remind_days: int, today: date) -> str:
	if not last_checked_on:
		return NEVER
	if due_on < today:
		return OVERDUE
	return DUE_SOON if due_on <= today + timedelta(days=remind_days) else VALID


def rate(checked: int, owing: int) -> float | None:
	"""Per cent of those in post who hold a valid check (查询率); None where nobody is in post."""
	return round(100 * checked / owing, 1) if owing else None
