"""Risk factor rows of many minors in one query."""

from collections import defaultdict
from datetime import date

import frappe

from lijian_hulei.ledger.rules.grading import Factor
from lijian_hulei.ledger.services.policies import as_factors


def standing_factors(names: list[str], on: date) -> dict[str, list[Factor]]:
	"""Those that stand on a day, of the minors between the first and the last of `names` (in order, never empty)."""
	row, query = _between(names)
	query = query.where((row.since <= on) & (row.until.isnull() | (row.until >= on)))
	return _by_minor(query.run(as_dict=True))


def all_factors(names: list[str]) -> dict[str, list[Factor]]:
	"""Those of any time, of exactly the minors in `names` (in order, never empty)."""
	row, query = _between(names)
	return _by_minor(query.where(row.parent.isin(names)).run(as_dict=True))


def _between(names: list[str]):
	"""A range of an index is cheaper than a long list."""
	row = frappe.qb.DocType("Minor Risk Factor")
	query = (
		frappe.qb.from_(row)
		.select(row.parent, row.factor, row.since, row.until)
		.where((row.parenttype == "Minor") & (row.parent >= names[0]) & (row.parent <= names[-1]))
	)
	return row, query


def _by_minor(rows: list) -> dict[str, list[Factor]]:
	grouped: dict[str, list] = defaultdict(list)
	for row in rows:
		grouped[row.parent].append(row)
	return {parent: as_factors(own) for parent, own in grouped.items()}
