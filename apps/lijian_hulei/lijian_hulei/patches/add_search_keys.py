"""Minors and sealed numbers of an earlier version become findable by pinyin and by their last four characters."""

import frappe

from lijian_hulei.ledger.services.pinyin import search_key
from lijian_hulei.privacy.endings import index_endings
from lijian_hulei.records.columns import fill_column

BATCH = 5000


def execute() -> None:
	"""Safe to repeat and to interrupt: takes only those that have no key yet."""
	last = ""
	while rows := _without_key(last):
		fill_column("Minor", "search_key", {name: search_key(full_name) for name, full_name in rows})
		# commit: a long run keeps what it has done, and the next one goes on from there.
		frappe.db.commit()
		last = rows[-1][0]
	index_endings()


def _without_key(last: str) -> list[tuple[str, str]]:
	minor = frappe.qb.DocType("Minor")
	return (
		frappe.qb.from_(minor)
		.select(minor.name, minor.minor_name)
		.where((minor.name > last) & (minor.search_key.isnull() | (minor.search_key == "")))
		.orderby(minor.name)
		.limit(BATCH)
		.run()
	)
