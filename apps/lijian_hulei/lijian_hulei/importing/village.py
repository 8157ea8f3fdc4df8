"""A batch of a village's ledger into the database: new minors in bulk, changed ones through their own form's rules."""

from __future__ import annotations

from dataclasses import dataclass, field

import frappe
from frappe.utils import now

from lijian_hulei.importing.check import Record
from lijian_hulei.importing.existing import (
	as_import,
	differences,
	load_stored,
	phone_owners,
	write_differences,
)
from lijian_hulei.importing.households import Home, HouseholdIndex
from lijian_hulei.importing.match import Candidate
from lijian_hulei.importing.problem import Problem
from lijian_hulei.importing.roster import Roster
from lijian_hulei.importing.writer import create_minors

HOME_COLUMNS = frozenset({"household_head", "address", "village", "grid"})


@dataclass(slots=True)
class Sorted:
	"""A batch after matching: new children, and those already there with the columns that differ."""

	new: list[Record] = field(default_factory=list)
	present: list[tuple[Record, str, tuple[str, ...]]] = field(default_factory=list)

	@property
	def differing(self) -> list[tuple[Record, str, tuple[str, ...]]]:
		return [found for found in self.present if found[2]]


class VillageImport:
	"""Sorts and writes batches of one roster; counts what it did."""

	def __init__(self, roster: Roster) -> None:
		self.roster = roster
		self.matcher = roster.matcher()
		self.households = HouseholdIndex(roster.places.village_of, roster.villages())
		self.counts = {"created": 0, "updated": 0, "unchanged": 0}

	def sort(self, records: list[Record]) -> Sorted:
		"""Matches a batch; refused rows go to the roster's problems. Writes nothing."""
		batch = Sorted()
		present: list[tuple[Record, Candidate]] = []
		for record, answer in zip(records, self.matcher.match(records), strict=True):
			if isinstance(answer, Candidate):
				present.append((record, answer))
				continue
			problem = answer or self._household_problem(record)
			if problem:
				self.roster.refuse(record, problem)
			else:
				batch.new.append(record)
		stored = load_stored([candidate.name for _record, candidate in present])
		phones = phone_owners([record for record, _candidate in present])
		village_of = self.roster.places.village_of
		for record, candidate in present:
			columns = differences(record, stored[candidate.name], village_of, phones)
			batch.present.append((record, candidate.name, columns))
		return batch

	def _household_problem(self, record: Record) -> Problem | None:
		found = self.households.find(record)
		return found if isinstance(found, Problem) else None

	def write(self, records: list[Record]) -> None:
		"""Writes one batch within the caller's savepoint."""
		batch = self.sort(records)
		create_minors(batch.new, self.households, self.roster.user, now())
		self.counts["created"] += len(batch.new)
		for record, name, columns in batch.present:
			if columns and self.roster.doc.overwrite:
				self._update(record, name, columns)
			else:
				self.counts["unchanged"] += 1

	def _update(self, record: Record, name: str, columns: tuple[str, ...]) -> None:
		"""One changed minor through Document.save(): permission, validation, grading, sealing, Version."""
		frappe.db.savepoint("roster_row")
		try:
			self._save(record, name, columns)
			self.counts["updated"] += 1
		except frappe.PermissionError:
			self._take_back(record, Problem("name", "not_permitted"))
		except frappe.ValidationError as error:
			self._take_back(
				record, Problem("name", "refused_by_form", (frappe.utils.strip_html(str(error)),))
			)

	def _take_back(self, record: Record, problem: Problem) -> None:
		frappe.db.rollback(save_point="roster_row")
		frappe.clear_messages()
		self.roster.refuse(record, problem)

	def _save(self, record: Record, name: str, columns: tuple[str, ...]) -> None:
		doc = frappe.get_doc("Minor", name)
		doc.check_permission("write")
		home = self._home(doc, record, columns) if HOME_COLUMNS & set(columns) else None
		write_differences(doc, record, columns, home, self.roster.lookups.today)
		with as_import():
			doc.save()
		if "economic_state" in columns and doc.household:
			household = frappe.get_doc("Household", doc.household)
			if household.economic_state != record.economic_state:
				household.economic_state = record.economic_state
				household.save()

	def _home(self, doc, record: Record, columns: tuple[str, ...]) -> Home | None:
		"""Where the minor lives by the row; cells left empty are taken from the household he is in."""
		old = frappe.db.get_value("Household", doc.household, ["household_name", "address"], as_dict=True)
		wanted = Record(record.row, record.name, record.birth_date, record.sex, village=record.village)
		moved = {"village", "grid"} & set(columns)
		wanted.area = record.area if moved else doc.area
		wanted.household_head = record.household_head or (old and old.household_name) or record.guardian
		wanted.address = record.address or (old and old.address)
		wanted.economic_state = record.economic_state
		if not wanted.household_head:
			return None
		return self.households.find_or_create([wanted], self.roster.user, now())[0]
