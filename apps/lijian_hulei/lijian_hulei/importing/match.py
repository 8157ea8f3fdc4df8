"""Is this row's child already in the ledger? Asked for a whole batch at once, answered without guessing.

By identity number first; without one (or when the ledger has none) by name, birth date and village. Exactly one
fitting record is the same child; more than one, or a namesake of the same day in another village, is ambiguous
and the row is refused (the anchors' known flaw: a match that takes the first hit).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import frappe

from lijian_hulei.importing.check import Record
from lijian_hulei.importing.problem import Problem
from lijian_hulei.ledger.rules.vocabulary import MinorStatus
from lijian_hulei.privacy.services import find_many_by_sealed

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
	"""What is needed of a stored minor to decide whether he is the row's child."""

	name: str
	minor_name: str
	birth_date: date
	village: str | None
	area: str
	status: str
	has_number: bool


Answer = Candidate | Problem | None


class Matcher:
	"""`village_of` maps villages and grids to their village; `may_read` says whose record numbers may be named.

	A school's roster is matched `across_villages`: where a pupil lives is the village's word, not the school's.
	"""

	def __init__(
		self, village_of: dict[str, str], may_read: Callable[[str], bool], across_villages: bool = False
	) -> None:
		self.village_of = village_of
		self.may_read = may_read
		self.across_villages = across_villages

	def match(self, records: list[Record]) -> list[Answer]:
		"""For each record: the stored minor it is, a Problem, or None when it is a new child."""
		by_number = find_many_by_sealed("Minor", "id_number", [r.id_number for r in records if r.id_number])
		stored, by_person = self._candidates(
			records, {name for names in by_number.values() for name in names}
		)
		return [self._answer(record, by_number, stored, by_person) for record in records]

	def _answer(
		self, record: Record, by_number: dict, stored: dict[str, Candidate], by_person: dict
	) -> Answer:
		numbered = [stored[name] for name in by_number.get(record.id_number, ()) if name in stored]
		if numbered:
			return self._numbered(record, numbered)
		fitting = by_person.get((record.name, record.birth_date), ())
		if record.id_number:
			# Who has another number is another child, whatever the name.
			fitting = [candidate for candidate in fitting if not candidate.has_number]
		if not fitting:
			return None
		here = [one for one in fitting if self.across_villages or one.village == record.village]
		if len(here) > 1:
			return Problem("id_number", "several_in_ledger", (self._named(here),))
		if not here:
			return Problem("village", "other_village", (self._named(fitting),))
		return self._present(here[0])

	def _numbered(self, record: Record, found: list[Candidate]) -> Answer:
		if len(found) > 1:
			return Problem("id_number", "several_in_ledger", (self._named(found),))
		if not self.across_villages and not self.may_read(found[0].area):
			return Problem("id_number", "number_elsewhere", ("",))
		return self._present(found[0])

	def _present(self, candidate: Candidate) -> Answer:
		if candidate.status != MinorStatus.ACTIVE:
			return Problem("name", "left_ledger", (self._named([candidate]),))
		return candidate

	def _named(self, candidates: list[Candidate]) -> str:
		"""Record numbers in brackets, of those the user may read; nothing about the others."""
		names = sorted(candidate.name for candidate in candidates if self.may_read(candidate.area))
		return f" ({', '.join(names[:MOST_NAMED])})" if names else ""

	def _candidates(
		self, records: list[Record], numbered: set[str]
	) -> tuple[dict[str, Candidate], dict[tuple[str, date], list[Candidate]]]:
		"""All stored minors found by number or of one of the names, by record name and by (name, birth date)."""
		persons = {(record.name, record.birth_date) for record in records}
		rows = list(_minors("(`minor_name`, `birth_date`) in %s", persons))
		known = {row[0] for row in rows}
		rows += _minors("`name` in %s", numbered - known)
		stored: dict[str, Candidate] = {}
		by_person: dict[tuple[str, date], list[Candidate]] = defaultdict(list)
		for name, minor_name, birth_date, area, status, number in rows:
			candidate = Candidate(
				name, minor_name, birth_date, self.village_of.get(area), area, status, bool(number)
			)
			stored[name] = candidate
			by_person[(minor_name, birth_date)].append(candidate)
		return stored, by_person


def _minors(where: str, values: set) -> list[tuple]:
	"""`where` is one of our own two conditions, never a user's."""
	if not values:
		return []
	# Plain parameters: lists of hundreds of names are what the query builder is slow at.
	return frappe.db.sql(
		"select `name`, `minor_name`, `birth_date`, `area`, `status`, `id_number` from `tabMinor`"
		f" where {where} order by `name`",
		(tuple(values),),
	)
