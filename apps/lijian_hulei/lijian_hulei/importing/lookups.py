"""Everything the row check needs from the ledger, read once with a handful of queries."""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe import _
from frappe.utils import getdate

from lijian_hulei.access.scope import user_scope
from lijian_hulei.importing import choices
from lijian_hulei.importing.cells import narrow
from lijian_hulei.importing.check import Lookups, area_key
from lijian_hulei.importing.columns import CLASS_OF_COLUMN, HEADER_OF, SCHOOL_ROSTER


class Places:
	"""The Area tree of villages and grids in memory: names, who lies in whom, and what a user may reach."""

	def __init__(self) -> None:
		# No permission filter: names of places are open to every officer; what may be written is `reach`.
		rows = frappe.get_all(
			"Area",
			fields=["name", "area_name", "level", "parent_area", "lft", "rgt"],
			order_by="lft asc",
			limit_page_length=0,
		)
		self.rows = {row.name: row for row in rows}
		self.village_of = {row.name: self._village(row) for row in rows if row.level in ("Village", "Grid")}

	def _village(self, row: frappe._dict) -> str:
		return row.parent_area if row.level == "Grid" else row.name

	def reach(self, intervals: tuple[tuple[int, int], ...]) -> frozenset[str]:
		"""Codes of the villages and grids inside the (lft, rgt) intervals."""
		return frozenset(
			code
			for code in self.village_of
			if any(left <= self.rows[code].lft and self.rows[code].rgt <= right for left, right in intervals)
		)

	def villages(self) -> dict[str, tuple[str, ...]]:
		"""From each way to write a village to its codes: exact name, name without ending, with its town, code."""
		found: dict[str, set[str]] = defaultdict(set)
		for row in self.rows.values():
			if row.level != "Village":
				continue
			town = self.rows.get(row.parent_area)
			prefix = narrow(town.area_name) if town else ""
			for name in (narrow(row.area_name), area_key(row.area_name)):
				found[name].add(row.name)
				found[prefix + name].add(row.name)
			found[row.name].add(row.name)
		return {name: tuple(sorted(codes)) for name, codes in found.items()}

	def grids(self) -> dict[tuple[str, str], tuple[str, ...]]:
		found: dict[tuple[str, str], set[str]] = defaultdict(set)
		for row in self.rows.values():
			if row.level == "Grid":
				for name in (area_key(row.area_name), row.name):
					found[(row.parent_area, name)].add(row.name)
		return {key: tuple(sorted(codes)) for key, codes in found.items()}


def areas_of_user(places: Places, user: str) -> frozenset[str] | None:
	"""Villages and grids the user's posts reach; None for an unlimited user."""
	scope = user_scope(user)
	return None if scope.unlimited else places.reach(scope.areas)


def load_lookups(places: Places, kind: str, area: str | None, agency: str | None, user: str) -> Lookups:
	"""The lookups of one import: the user's areas, cut down to the import's own area."""
	lookups = Lookups(today=getdate(), villages=places.villages(), grids=places.grids())
	lookups.allowed_areas = _allowed(places, area, user)
	lookups.study_states = choices.spellings(choices.STUDY_STATUS)
	lookups.economic_states = choices.spellings(choices.ECONOMIC_STATE)
	lookups.relations = _relations()
	lookups.school = agency if kind == SCHOOL_ROSTER else None
	_load_schools(lookups)
	_load_factors(lookups)
	return lookups


def _allowed(places: Places, area: str | None, user: str) -> frozenset[str] | None:
	mine = areas_of_user(places, user)
	if not area or area not in places.rows:
		return mine
	inside = places.reach(((places.rows[area].lft, places.rows[area].rgt),))
	return inside if mine is None else inside & mine


def _relations() -> dict[str, str]:
	"""The form's own options, by their translation and by the usual spellings of those among them."""
	options = (frappe.get_meta("Minor Guardian").get_field("relation").options or "").split("\n")
	known = {
		word: stored for word, stored in choices.spellings(choices.RELATION).items() if stored in options
	}
	for option in filter(None, options):
		known.setdefault(narrow(_(option)), option)
	return known


def _load_schools(lookups: Lookups) -> None:
	agency, agency_type = frappe.qb.DocType("Agency"), frappe.qb.DocType("Agency Type")
	rows = (
		frappe.qb.from_(agency)
		.join(agency_type)
		.on(agency_type.name == agency.agency_type)
		.select(agency.name, agency.agency_name, agency_type.is_school)
		.where(agency.enabled == 1)
		.run()
	)
	schools: dict[str, set[str]] = defaultdict(set)
	others = set()
	for name, agency_name, is_school in rows:
		if is_school:
			schools[narrow(agency_name)].add(name)
			schools[name].add(name)
		else:
			others.add(narrow(agency_name))
	lookups.schools = {name: tuple(sorted(found)) for name, found in schools.items()}
	lookups.other_agencies = frozenset(others - set(schools))


def _load_factors(lookups: Lookups) -> None:
	# No permission filter: the list of risk factors names no person; the row check needs all of it.
	rows = frappe.get_all(
		"Risk Factor",
		filters={"enabled": 1},
		fields=["name", "factor_name", "factor_class", "counts_in_plan"],
		order_by="counts_in_plan desc, creation asc, name asc",
	)
	for row in rows:
		lookups.factors[narrow(row.factor_name)] = row.name
		lookups.class_of_factor[row.name] = row.factor_class
	by_class: dict[str, list[str]] = defaultdict(list)
	for row in rows:
		if row.counts_in_plan:
			by_class[row.factor_class].append(row.name)
	for column, factor_class in CLASS_OF_COLUMN.items():
		lookups.factor_of_class.update(_factor_of(column, factor_class, by_class, lookups.factors))


def _factor_of(
	column: str, factor_class: str, by_class: dict[str, list[str]], factors: dict[str, str]
) -> dict[str, str]:
	"""What 是 in a yes/no column means: the factor called like the column, else the first of the class."""
	named = factors.get(HEADER_OF[column])
	candidates = by_class.get(factor_class, [])
	if named in candidates:
		return {factor_class: named}
	return {factor_class: candidates[0]} if candidates else {}
