"""Graded children whom nobody helps one to one (plan part 2(1)3, R18)."""

import frappe
from pypika.terms import Criterion

from lijian_hulei.care.services.pairing import ACTIVE, ONE_TO_ONE
from lijian_hulei.ledger.rules.vocabulary import GRADES, MinorStatus


def is_unhelped(minor) -> Criterion:
	"""For a query of `minor`, the table of Minor: on the ledger, with a grade, and in no pairing one to one that goes on."""
	pairing = frappe.qb.DocType("Support Pairing")
	helped = (
		frappe.qb.from_(pairing)
		.select(pairing.minor)
		.where((pairing.kind == ONE_TO_ONE) & (pairing.status == ACTIVE) & pairing.minor.isnotnull())
	)
	on_ledger = minor.status == MinorStatus.ACTIVE.value
	return on_ledger & minor.grade.isin(GRADES) & minor.name.notin(helped)
