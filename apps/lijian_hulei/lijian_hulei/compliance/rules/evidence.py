"""How pieces of evidence add up, and what status follows. One rule for forms, jobs and imports alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lijian_hulei.compliance.rules.vocabulary import CANCELLED, MET, MET_LATE, OPEN, OVERDUE


@dataclass(frozen=True, order=True)
class Evidence:
	"""One record that may count: when it happened, its name and, where only different kinds count, its kind."""

	at: datetime
	name: str = ""
	kind: str = ""


@dataclass(frozen=True)
class Tally:
	"""`done`: how many count. `met_at`: when the required number was reached. `last`: the last record that counts."""

	done: int = 0
	met_at: datetime | None = None
	last: str | None = None


def different(evidence: Iterable[Evidence]) -> list[Evidence]:
	"""The earliest record of each kind: six lectures are not the six different things a school owes (plan 2(2)1).

	A record without a kind is none of them.
	"""
	first: dict[str, Evidence] = {}
	for item in sorted(evidence):
		if item.kind:
			first.setdefault(item.kind, item)
	return list(first.values())


def count(evidence: Iterable[Evidence], required: int, minimum_gap_days: int = 0) -> Tally:
	"""Counts from the earliest on, leaving out whatever follows the last counted one too closely.

	Taking the earliest possible next one gives the largest possible number, so nobody is short-changed.
	A gap is in whole calendar days: 10 means the 1st and the 11th both count. Records without a gap rule may
	share a day.
	"""
	done, met_at, last = 0, None, None
	for item in sorted(evidence):
		if last and minimum_gap_days and item.at.date() < last.at.date() + timedelta(days=minimum_gap_days):
			continue
		done, last = done + 1, item
		if done == required:
			met_at = item.at
	return Tally(done, met_at, last.name if last else None)


def status_of(tally: Tally, due_at: datetime, now: datetime, cancelled: bool = False) -> str:
	"""Met by the day it was due, met late, still open, or overdue. Evidence exactly at the due second is in time."""
	if cancelled:
		return CANCELLED
	if tally.met_at:
		return MET if tally.met_at <= due_at else MET_LATE
	return OVERDUE if now > due_at else OPEN
