"""The name of a child on records about the child: what lists and headings show in place of a number.

A record of care or grading lies in the child's area, so whoever may read it may know the name; an agency
that is given a follow-up is told whom to help, although it does not see the ledger (docs/security.md).
"""

import frappe
from pypika.terms import Criterion

CARRIERS = ("Visit", "Support Pairing", "Follow Up", "Grade Change", "Grade Drift")


def follow_name(minor) -> None:
	"""After a Minor is written: a corrected name is corrected on the child's records too."""
	before = minor.get_doc_before_save()
	if not before or before.minor_name == minor.minor_name:
		return
	for doctype in CARRIERS:
		record = frappe.qb.DocType(doctype)
		frappe.qb.update(record).set(record.minor_name, minor.minor_name).where(
			record.minor == minor.name
		).run()


def fill_names(doctype: str, names: tuple[str, str] | None = None) -> None:
	"""Writes the child's name into records that were written in bulk without it.

	`names`: the first and the last of the running numbers to look at; without it every record that has none.
	"""
	record, minor = frappe.qb.DocType(doctype), frappe.qb.DocType("Minor")
	# In a SET of several tables a column is written without its table: the two may not have the same name.
	child = (
		frappe.qb.from_(minor).select(minor.name.as_("child"), minor.minor_name.as_("called")).as_("child")
	)
	frappe.qb.update(record).join(child).on(child.child == record.minor).set(
		record.minor_name, child.called
	).where(_wanted(record, names)).run()


def _wanted(record, names: tuple[str, str] | None) -> Criterion:
	nameless = record.minor_name.isnull() | (record.minor_name == "")
	return nameless & record.name[names[0] : names[1]] if names else nameless
