"""Referrals as a whole: which are past their day."""

import frappe
from frappe.utils import getdate

from lijian_hulei.cases.rules.referral import UNFINISHED


def mark_overdue() -> int:
	"""Sets the mark on every sent or accepted referral whose day is over; returns how many are marked."""
	referral = frappe.qb.DocType("Referral")
	late = referral.status.isin(UNFINISHED) & (referral.due_on < getdate())
	frappe.qb.update(referral).set(referral.is_overdue, 1).where(late & (referral.is_overdue == 0)).run()
	return frappe.db.count("Referral", {"is_overdue": 1})
