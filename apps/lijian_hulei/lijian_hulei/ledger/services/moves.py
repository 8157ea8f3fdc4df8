"""Moving in and moving away: when a child came, and who took over where it went (A11, A24)."""

import frappe
from frappe import _
from frappe.utils import getdate

from lijian_hulei.ledger.rules.vocabulary import MinorStatus
from lijian_hulei.ledger.services.errors import MoveError


def check_arrival(doc) -> None:
	"""Raises MoveError for a child that moved in before its birth or tomorrow."""
	if not doc.arrived_on:
		return
	if getdate(doc.arrived_on) > getdate():
		_refuse(_("Moved In On lies in the future."))
	if doc.birth_date and getdate(doc.arrived_on) < getdate(doc.birth_date):
		_refuse(
			_("Moved In On lies before the birth. Whoever was born here did not move in: leave it empty.")
		)


def check_handover(doc) -> None:
	"""The place a child moved to confirms that it looks after it now; without that the duty R11_handover stays open."""
	if doc.status != MinorStatus.MOVED_OUT:
		doc.handover_confirmed_on = doc.handover_confirmed_by = None
	if not doc.handover_confirmed_on:
		return
	if getdate(doc.handover_confirmed_on) > getdate():
		_refuse(_("Hand-over Confirmed On lies in the future."))
	if getdate(doc.handover_confirmed_on) < getdate(doc.status_on):
		_refuse(_("Hand-over Confirmed On lies before the day of the move."))
	if not (doc.handover_confirmed_by or "").strip():
		_refuse(
			_("Please say under Hand-over Confirmed By which office took over, and who there confirmed it.")
		)


def _refuse(message: str) -> None:
	frappe.throw(message, exc=MoveError, title=_("Moving In and Away"))
