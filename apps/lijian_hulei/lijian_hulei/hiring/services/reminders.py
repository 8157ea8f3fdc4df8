"""Telling units in good time that checks of their staff run out (A14: thirty days before)."""

from functools import partial

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, getdate

from lijian_hulei.hiring.rules.standing import WORKING
from lijian_hulei.hiring.services.checks import remind_days, tell_unit


def remind_units() -> int:
	"""One notification for each unit with checks newly coming due; returns how many. Repeating it tells nobody twice."""
	today = getdate()
	worker = frappe.qb.DocType("Worker")
	due = (
		worker.status.isin(WORKING)
		& worker.reminded_on.isnull()
		& worker.agency.isnotnull()
		& (worker.next_check_due_on <= add_days(today, remind_days()))
	)
	rows = frappe.qb.from_(worker).select(worker.agency, Count("*")).where(due).groupby(worker.agency).run()
	days = remind_days()
	for agency, number in rows:  # a handful of units each day
		tell_unit(agency, partial(_subject, days, number))
	if rows:
		frappe.qb.update(worker).set(worker.reminded_on, str(today)).where(due).run()
	return len(rows)


def _subject(days: int, number: int, language: str) -> str:
	return _("Staff checks due within {0} days: {1}", language).format(days, number)
