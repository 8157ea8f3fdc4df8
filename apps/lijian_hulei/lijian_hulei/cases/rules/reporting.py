"""Mandatory reports: "at once" measured, receipt codes, and what each step of the handling stands on.

Law on the Protection of Minors, Article 11, and the nine ministries' opinion of 2020-05-07, Article 2: the report
is made at once. The law sets no number of hours, so a threshold here only asks somebody to look.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

REPORTED = "Reported"
HANDED_OVER = "Handed Over to Police"
RECEIVED = "Received by Police"
ACCEPTED = "Case Accepted"
MOVED = "Moved to Another Authority"
NOT_ACCEPTED = "Case Not Accepted"
HANDED_BACK = "Handed Back"
CONCLUDED = "Concluded"

ON_THE_DESK = "On the Desk"
CITIZEN = "Citizen"
OFFICIAL = "Public Official"
# What people of a unit of each kind are when they report (the nine ministries' opinion of 2020-05-07, Article 3, lists
# such units); those of an office are public officials.
KIND_OF_UNIT = {
	**dict.fromkeys(("school", "kindergarten", "training_institution"), "Teacher or School Staff"),
	**dict.fromkeys(("hospital", "village_clinic"), "Doctor or Nurse"),
	**dict.fromkeys(("hotel", "entertainment_venue"), "Hotel or Venue Staff"),
	"village_committee": "Village or Community Worker",
}
# Without 0 O 1 I L: read over the telephone, copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
GROUP = 4
CLOCK_ERROR = timedelta(minutes=10)

# Field that must be filled in before a state is reached.
NEEDED = {
	ACCEPTED: ("case_number",),
	MOVED: ("transferred_to",),
	NOT_ACCEPTED: ("not_accepted_reason",),
	HANDED_BACK: ("hand_back_reason",),
	CONCLUDED: ("closing_result",),
}
# Time that a state sets when it is reached.
STAMPED = {
	HANDED_OVER: "handed_over_at",
	RECEIVED: "received_at",
	ACCEPTED: "decided_at",
	MOVED: "decided_at",
	NOT_ACCEPTED: "decided_at",
	CONCLUDED: "closed_at",
}
# The note that goes into the step's record.
NOTED = {
	MOVED: "transferred_to",
	NOT_ACCEPTED: "not_accepted_reason",
	HANDED_BACK: "hand_back_reason",
	CONCLUDED: "closing_result",
}


@dataclass(frozen=True)
class Delay:
	"""How long it took from the discovery to the police or this system, whichever came first."""

	minutes: int
	is_late: bool


def delay(
	discovered_at: datetime, reported_at: datetime, police_called_at: datetime | None, threshold_hours: int
) -> Delay:
	"""A call to 110 is a report. Never negative: a clock that runs ahead is no merit."""
	first = min(reported_at, police_called_at) if police_called_at else reported_at
	minutes = max(int((first - discovered_at).total_seconds() // 60), 0)
	return Delay(minutes, minutes > threshold_hours * 60)


def not_ahead(moment: datetime | None, now: datetime) -> datetime | None:
	"""A phone's clock that runs a few minutes ahead is set back to now; what lies further ahead stays and is refused."""
	return now if moment and now < moment <= now + CLOCK_ERROR else moment


def kind_of_reporter(agency_type: str | None) -> str:
	"""What somebody of a unit of this type is when he reports; whoever has no unit here but an account is an official."""
	return KIND_OF_UNIT.get(agency_type or "", OFFICIAL)


def owes_report(reporter_kind: str | None) -> bool:
	"""Everybody may report; a citizen is not bound to (Article 11 binds units and their staff)."""
	return bool(reporter_kind) and reporter_kind != CITIZEN


def write_code(numbers: list[int]) -> str:
	"""A receipt code out of CODE_LENGTH numbers below the alphabet's length: ABCD-EFGH-JKMN."""
	if len(numbers) != CODE_LENGTH:
		raise ValueError(f"a receipt code is made of {CODE_LENGTH} numbers")
	signs = "".join(ALPHABET[number] for number in numbers)
	return "-".join(signs[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def read_code(text: str) -> str | None:
	"""The code as it is stored, however it was typed; None for what cannot be one."""
	signs = "".join(sign for sign in (text or "").upper() if sign.isalnum())
	if len(signs) != CODE_LENGTH or any(sign not in ALPHABET for sign in signs):
		return None
	return "-".join(signs[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))
