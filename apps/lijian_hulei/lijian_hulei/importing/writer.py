"""New minors in bulk: graded, sealed and recorded as a save of the form would, in a fixed number of statements."""

from __future__ import annotations

from datetime import date

from frappe.utils import getdate

from lijian_hulei.importing.bulk import BulkTable, reserve_names, row_names
from lijian_hulei.importing.check import Record
from lijian_hulei.importing.households import Home, HouseholdIndex
from lijian_hulei.ledger.rules.vocabulary import MinorStatus, Trigger
from lijian_hulei.ledger.services import grade_rows, record_changes, refresh_focus
from lijian_hulei.ledger.services.changes import change_row
from lijian_hulei.ledger.services.grading import GRADE_FIELDS
from lijian_hulei.ledger.services.pinyin import search_key
from lijian_hulei.ledger.services.policies import factor_kinds
from lijian_hulei.privacy.kinds import mask
from lijian_hulei.privacy.sealed_fields import IDENTITY, PHONE
from lijian_hulei.privacy.services import seal_many

MINOR_COLUMNS = (
	"name",
	"minor_name",
	"search_key",
	"household",
	"area",
	"sex",
	"birth_date",
	"id_number",
	"school",
	"school_class",
	"study_status",
	"remarks",
	*GRADE_FIELDS,
)
GUARDIAN_COLUMNS = ("name", "parent", "guardian_name", "relation", "phone", "works_away")
FACTOR_COLUMNS = ("name", "parent", "idx", "factor", "factor_class", "since")


def create_minors(
	records: list[Record],
	households: HouseholdIndex,
	user: str,
	moment: str,
	since: date | None = None,
) -> list[str]:
	"""Writes the records as new minors of `households`; returns their names. Runs in the caller's transaction.

	`since` is the day from which the risk factors hold, today by default. The records must have passed the row
	check and the match; `households.find()` must not have refused them.
	"""
	if not records:
		return []
	homes = households.find_or_create(records, user, moment)
	names = reserve_names("Minor", len(records))
	since = since or getdate()
	rows = [
		{
			"name": name,
			"area": home.area,
			"factors": [{"factor": code, "since": since, "until": None} for code in record.factors],
		}
		for name, record, home in zip(names, records, homes, strict=True)
	]
	graded = grade_rows(rows)
	_write_minors(records, homes, graded, user, moment)
	sealed = [
		("Minor", name, "id_number", record.id_number)
		for name, record in zip(names, records, strict=True)
		if record.id_number
	]
	sealed += _write_guardians(records, names, user, moment)
	_write_factors(records, names, since, user, moment)
	seal_many(sealed)
	changed = [row for row in graded if row["grade"] or row["literal_grade"]]
	record_changes([change_row(row, "", "") for row in changed], Trigger.IMPORT.value)
	refresh_focus({home.name for home, row in zip(homes, graded, strict=True) if row["grade"] == "Red"})
	return names


def _write_minors(
	records: list[Record], homes: list[Home], graded: list[dict], user: str, moment: str
) -> None:
	table = BulkTable("Minor", MINOR_COLUMNS, user, moment, status=MinorStatus.ACTIVE.value)
	for record, home, row in zip(records, homes, graded, strict=True):
		table.add(
			row["name"],
			record.name,
			search_key(record.name),
			home.name,
			home.area,
			record.sex,
			record.birth_date,
			mask(IDENTITY, record.id_number) if record.id_number else None,
			record.school,
			record.school_class,
			record.study_status,
			record.remarks,
			*[row[field] for field in GRADE_FIELDS],
		)
	table.write()


def _write_guardians(
	records: list[Record], names: list[str], user: str, moment: str
) -> list[tuple[str, str, str, str]]:
	"""One main guardian for each record that names one; returns what is to be sealed."""
	place = {"parenttype": "Minor", "parentfield": "guardians", "idx": 1, "is_main": 1}
	table = BulkTable("Minor Guardian", GUARDIAN_COLUMNS, user, moment, **place)
	sealed = []
	for record, name, row_name in zip(records, names, row_names(len(records)), strict=True):
		if not record.guardian:
			continue
		phone = mask(PHONE, record.phone) if record.phone else None
		works_away = 1 if record.works_away else 0
		table.add(row_name, name, record.guardian, record.relation, phone, works_away)
		if record.phone:
			sealed.append(("Minor Guardian", row_name, "phone", record.phone))
	table.write()
	return sealed


def _write_factors(records: list[Record], names: list[str], since: date, user: str, moment: str) -> None:
	place = {"parenttype": "Minor", "parentfield": "risk_factors"}
	table = BulkTable("Minor Risk Factor", FACTOR_COLUMNS, user, moment, **place)
	kinds = factor_kinds()
	fresh = iter(row_names(sum(len(record.factors) for record in records)))
	for record, name in zip(records, names, strict=True):
		for idx, code in enumerate(record.factors, start=1):
			table.add(next(fresh), name, idx, code, kinds[code].factor_class, since)
	table.write()
