"""Bans from work with minors, as a court orders them.

Criminal Law article 37-1 (three to five years), and the opinion of the two supreme organs and the ministry of education
法发〔2022〕32号 (for life after sexual assault, abuse, trafficking or violence).
"""

from datetime import date

FIXED_TERM, LIFETIME = "Fixed Term", "Lifetime"
IN_FORCE, ENDED = "In Force", "Ended"
TERM_OVER = "Term Over"


def last_day(kind: str, to_date: date | None) -> date | None:
	"""None for a ban without end."""
	return to_date if kind == FIXED_TERM else None


def status_of(kind: str, to_date: date | None, end_reason: str | None, today: date) -> str:
	"""A ban whose last day is over ends by itself; any other end needs a reason."""
	if end_reason:
		return ENDED
	end = last_day(kind, to_date)
	return ENDED if end and end < today else IN_FORCE
