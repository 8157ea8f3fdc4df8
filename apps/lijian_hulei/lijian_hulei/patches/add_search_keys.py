"""Minors and sealed numbers of an earlier version become findable by pinyin and by their last four characters."""

import frappe
from pypika import Case

from lijian_hulei.ledger.services.pinyin import search_key
from lijian_hulei.privacy.services import reseal_all

BATCH = 500


def execute() -> None:
	"""Safe to repeat: takes only those that have no key yet; sealing again gives the same indexes."""
	minor = frappe.qb.DocType("Minor")
	last = ""
	while rows := (
		frappe.qb.from_(minor)
		.select(minor.name, minor.minor_name)
		.where((minor.name > last) & (minor.search_key.isnull() | (minor.search_key == "")))
		.orderby(minor.name)
		.limit(BATCH)
		.run()
	):
		keys = Case()
		for name, full_name in rows:
			keys = keys.when(minor.name == name, search_key(full_name))
		frappe.qb.update(minor).set(minor.search_key, keys).where(
			minor.name.isin([row[0] for row in rows])
		).run()
		last = rows[-1][0]
	reseal_all()
