"""How obligations stood on a day in the past, from the evidence itself: one query for each duty concerned."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

import frappe
from frappe.utils import get_datetime

from lijian_hulei.compliance.rules.accountability import Standing, end_of, standing_on
from lijian_hulei.compliance.rules.evidence import Evidence, different
from lijian_hulei.compliance.services.definitions import DutySpec, all_duties
from lijian_hulei.compliance.services.settling import evidence_of


@dataclass
class Stood:
	"""An obligation on that day: its row, how it stood, and the (evidence, when it was entered) behind it."""

	row: dict
	standing: Standing
	evidence: list[tuple[Evidence, datetime]] = field(default_factory=list)
	evidence_doctype: str = ""


def stood_on(day: date, obligations: list[dict]) -> list[Stood]:
	"""`obligations`: rows of Obligation with all their columns, in the order wanted back."""
	by_duty: dict[str, list[dict]] = {}
	for row in obligations:
		by_duty.setdefault(row["duty"], []).append(row)
	specs = {spec.name: spec for spec in all_duties(list(by_duty))}
	found: dict[str, Stood] = {}
	for duty, rows in by_duty.items():
		if duty in specs:
			found |= _of_duty(specs[duty], rows, day)
	return [found.get(row["name"]) or _unknown(row, day) for row in obligations]


def _of_duty(spec: DutySpec, rows: list[dict], day: date) -> dict[str, Stood]:
	table = frappe.qb.DocType("Obligation")
	entries = evidence_of(spec, table.name.isin([row["name"] for row in rows]), day)
	grouped = {name: list(group) for name, group in groupby(entries, key=itemgetter("name"))}
	return {row["name"]: _stood(spec, row, grouped.get(row["name"], []), day) for row in rows}


def _stood(spec: DutySpec, row: dict, entries: list[dict], day: date) -> Stood:
	until = end_of(day)
	entered, evidence = {}, []
	for entry in entries:
		if entry["evidence"]:
			item = Evidence(get_datetime(entry["happened_at"]), entry["evidence"], str(entry["kind"] or ""))
			evidence.append(item)
			entered[item.name] = get_datetime(entry["entered_at"])
	counted = different(evidence) if spec.evidence_distinct_field else evidence
	standing = standing_on(day, counted, row["required"], get_datetime(row["due_at"]), spec.minimum_gap_days)
	shown = [(item, entered[item.name]) for item in sorted(evidence) if item.at <= until]
	return Stood(row, standing, shown, spec.evidence_doctype)


def _unknown(row: dict, day: date) -> Stood:
	"""A duty that has been deleted since: only its date is known."""
	return Stood(row, standing_on(day, [], row["required"], get_datetime(row["due_at"])))
