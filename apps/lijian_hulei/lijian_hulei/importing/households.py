"""Households of an import: found by village, head and address, made when there is none, never guessed between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import frappe

from lijian_hulei.importing.bulk import BulkTable, reserve_names
from lijian_hulei.importing.cells import narrow
from lijian_hulei.importing.check import Record, home_key
from lijian_hulei.importing.problem import Problem

COLUMNS = ("name", "household_name", "area", "address", "economic_state")


class Home(NamedTuple):
	"""A household's name and the area it stands in, which is also its minors' area."""

	name: str
	area: str


class HouseholdIndex:
	"""All households of some villages in memory, and those that this import has made."""

	def __init__(self, village_of: dict[str, str], villages: set[str]) -> None:
		self.exact: dict[tuple, list[Home]] = defaultdict(list)
		self.by_head: dict[tuple, list[Home]] = defaultdict(list)
		if villages:
			self._load(village_of, villages)

	def _load(self, village_of: dict[str, str], villages: set[str]) -> None:
		areas = [code for code, village in village_of.items() if village in villages]
		table = frappe.qb.DocType("Household")
		rows = (
			frappe.qb.from_(table)
			.select(table.name, table.household_name, table.area, table.address)
			.where(table.area.isin(areas))
			.run()
		)
		for name, head, area, address in rows:
			self._remember((village_of[area], head, narrow(address or "")), Home(name, area))

	def _remember(self, key: tuple, home: Home) -> None:
		self.exact[key].append(home)
		self.by_head[key[:2]].append(home)

	def find(self, record: Record) -> Home | Problem | None:
		"""The household; None when it must be made; a Problem when two could be meant.

		A row without address belongs to the one household of its head, if there is one; a row that names a grid
		belongs to no household of another grid.
		"""
		key = home_key(record)
		found = self._in_grid(self.exact.get(key, ()), record)
		if not found and not key[2]:
			found = self._in_grid(self.by_head.get(key[:2], ()), record)
		if len(found) > 1:
			return Problem("address", "household_not_unique")
		return found[0] if found else None

	def _in_grid(self, homes: Iterable[Home], record: Record) -> list[Home]:
		names_grid = record.area != record.village
		return [home for home in homes if not names_grid or home.area == record.area]

	def find_or_create(self, records: list[Record], user: str, moment: str) -> list[Home]:
		"""A household for each record, in order; the missing ones are written in one statement."""
		missing: dict[tuple, Record] = {}
		for record in records:
			if not isinstance(self.find(record), Home):
				missing.setdefault((*home_key(record), record.area), record)
		table = BulkTable("Household", COLUMNS, user, moment)
		names = reserve_names("Household", len(missing))
		for (key, record), name in zip(missing.items(), names, strict=True):
			table.add(name, key[1], record.area, record.address, record.economic_state or "Normal")
			self._remember(key[:3], Home(name, record.area))
		table.write()
		return [self._settled(record) for record in records]

	def _settled(self, record: Record) -> Home:
		"""After creation: of two that fit (one with a grid, one without) the one of the record's own area."""
		found = self.find(record)
		if isinstance(found, Home):
			return found
		return next(home for home in self.exact[home_key(record)] if home.area == record.area)
