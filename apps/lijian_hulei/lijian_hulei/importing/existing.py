"""A row beside the minor it already is: which filled cells differ, and how to write them through the form's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

import frappe

from lijian_hulei.importing.check import Record
from lijian_hulei.importing.households import Home
from lijian_hulei.privacy.services import find_many_by_sealed

# Column of the roster -> field of the Minor, where the cell is the field.
PLAIN_FIELDS = {
	"name": "minor_name",
	"sex": "sex",
	"birth_date": "birth_date",
	"school": "school",
	"school_class": "school_class",
	"study_status": "study_status",
	"remarks": "remarks",
}


@dataclass(slots=True)
class Stored:
	"""A stored minor with all that a roster can speak of."""

	minor: frappe._dict
	guardians: list[frappe._dict] = field(default_factory=list)
	open_factors: dict[str, str] = field(default_factory=dict)


def load_stored(names: list[str]) -> dict[str, Stored]:
	"""Minors with household, guardians and open factors: three queries for the whole batch."""
	if not names:
		return {}
	minor, household = frappe.qb.DocType("Minor"), frappe.qb.DocType("Household")
	rows = (
		frappe.qb.from_(minor)
		.left_join(household)
		.on(household.name == minor.household)
		.select(
			minor.name,
			minor.area,
			minor.id_number,
			minor.household,
			*(minor[f] for f in PLAIN_FIELDS.values()),
		)
		.select(household.household_name, household.address, household.economic_state)
		.where(minor.name.isin(names))
		.run(as_dict=True)
	)
	stored = {row.name: Stored(row) for row in rows}
	for row in _children("Minor Guardian", ("name", "guardian_name", "relation", "works_away"), names):
		stored[row.parent].guardians.append(row)
	for row in _children("Minor Risk Factor", ("factor", "factor_class", "until"), names):
		if not row.until or row.until >= frappe.utils.getdate():
			stored[row.parent].open_factors[row.factor] = row.factor_class
	return stored


def _children(doctype: str, fields: tuple[str, ...], parents: list[str]) -> list[frappe._dict]:
	table = frappe.qb.DocType(doctype)
	return (
		frappe.qb.from_(table)
		.select(table.parent, *(table[f] for f in fields))
		.where((table.parenttype == "Minor") & table.parent.isin(parents))
		.orderby(table.idx)
		.run(as_dict=True)
	)


def phone_owners(records: list[Record]) -> dict[str, list[str]]:
	"""From each phone of the batch to the guardian rows it is sealed in; says "same number" without opening any."""
	return find_many_by_sealed(
		"Minor Guardian", "phone", [record.phone for record in records if record.phone]
	)


def differences(
	record: Record, stored: Stored, village_of: dict[str, str], phones: dict[str, list[str]]
) -> tuple[str, ...]:
	"""Keys of the columns whose filled cell says something else than the ledger. Empty cells never differ."""
	minor = stored.minor
	found = [
		column
		for column, fieldname in PLAIN_FIELDS.items()
		if getattr(record, column) is not None and getattr(record, column) != minor[fieldname]
	]
	if record.id_number and not minor.id_number:
		found.append("id_number")
	if record.village and record.village != village_of.get(minor.area):
		found.append("village")
	elif record.area and record.area != record.village and record.area != minor.area:
		found.append("grid")
	found += _household_differences(record, minor)
	found += _guardian_differences(record, stored.guardians, phones)
	found += _factor_differences(record, stored.open_factors)
	return tuple(found)


def _household_differences(record: Record, minor: frappe._dict) -> list[str]:
	pairs = (
		("household_head", "household_name"),
		("address", "address"),
		("economic_state", "economic_state"),
	)
	return [
		column
		for column, fieldname in pairs
		if getattr(record, column) is not None and getattr(record, column) != minor[fieldname]
	]


def _guardian_differences(
	record: Record, guardians: list[frappe._dict], phones: dict[str, list[str]]
) -> list[str]:
	if not record.guardian:
		return []
	row = next((row for row in guardians if row.guardian_name == record.guardian), None)
	if row is None:
		return ["guardian"]
	found = []
	if record.relation and record.relation != row.relation:
		found.append("relation")
	if record.works_away is not None and bool(record.works_away) != bool(row.works_away):
		found.append("works_away")
	if record.phone and row.name not in phones.get(record.phone, ()):
		found.append("phone")
	return found


def _factor_differences(record: Record, open_factors: dict[str, str]) -> list[str]:
	new = any(code not in open_factors for code in record.factors)
	ended = any(factor_class in record.closed_classes for factor_class in open_factors.values())
	return ["factors"] if new or ended else []


def write_differences(doc, record: Record, columns: tuple[str, ...], home: Home | None, today: date) -> None:
	"""Puts the differing cells into the Minor's document; the caller saves it, so the form's rules and Version apply."""
	for column in columns:
		if column in PLAIN_FIELDS:
			doc.set(PLAIN_FIELDS[column], getattr(record, column))
	if "id_number" in columns:
		doc.id_number = record.id_number
	if home:
		doc.household, doc.area = home
	if {"guardian", "relation", "works_away", "phone"} & set(columns):
		_write_guardian(doc, record)
	if "factors" in columns:
		_write_factors(doc, record, today)


def _write_guardian(doc, record: Record) -> None:
	row = next((row for row in doc.guardians if row.guardian_name == record.guardian), None)
	if row is None:
		row = doc.append("guardians", {"guardian_name": record.guardian, "is_main": not doc.guardians})
	if record.relation:
		row.relation = record.relation
	if record.works_away is not None:
		row.works_away = int(record.works_away)
	if record.phone:
		row.phone = record.phone


def _write_factors(doc, record: Record, today: date) -> None:
	"""Adds what is new and ends the classes answered 否; a factor merely not named stays: silence takes nothing away."""
	open_codes = set()
	for row in list(doc.risk_factors):
		if row.until and frappe.utils.getdate(row.until) < today:
			continue
		if row.factor_class not in record.closed_classes:
			open_codes.add(row.factor)
		elif frappe.utils.getdate(row.since) >= today:
			# Noted and denied on one day: it never held. Version keeps the removed row.
			doc.remove(row)
		else:
			row.until = today - timedelta(days=1)
	for code in record.factors:
		if code not in open_codes:
			doc.append("risk_factors", {"factor": code, "since": today})


@contextmanager
def as_import() -> Iterator[None]:
	"""Saves within are marked as an import's: Grade Changes name it as their trigger, form warnings stay silent."""
	before, frappe.flags.in_import = frappe.flags.in_import, True
	try:
		yield
	finally:
		frappe.flags.in_import = before
