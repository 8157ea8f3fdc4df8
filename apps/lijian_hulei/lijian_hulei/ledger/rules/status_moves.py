"""How a minor leaves the ledger and comes back (requirement A24)."""

from datetime import date

from lijian_hulei.ledger.rules.life import is_adult_on
from lijian_hulei.ledger.rules.vocabulary import MinorStatus

PROBLEMS = ("needs_moved_to", "already_adult", "still_minor", "starts_inactive")


def status_problem(
	previous: str | None, status: str, birth_date: date, moved_to: str | None, today: date
) -> str | None:
	"""Why a status may not stand, as a key of PROBLEMS, or None. `previous` is None for a new record.

	Any move is allowed in itself, since a wrong entry must be correctable; what must hold is that the
	status agrees with the birth date, and that whoever moved out can be found by the next office.
	"""
	if status == MinorStatus.MOVED_OUT and not (moved_to or "").strip():
		return "needs_moved_to"
	if status == MinorStatus.ACTIVE and is_adult_on(birth_date, today):
		return "already_adult"
	if status == MinorStatus.TURNED_18 and not is_adult_on(birth_date, today):
		return "still_minor"
	if previous is None and status in (MinorStatus.TURNED_18, MinorStatus.DECEASED):
		return "starts_inactive"
	return None
