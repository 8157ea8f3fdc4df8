"""How people leave the register, and what is deleted then."""

import frappe
from frappe.utils import getdate, today

from lijian_hulei.records.terms import end_what_is_over
from lijian_hulei.supervision.rules.control import ENDED, TERM_OVER, UNDER_CONTROL, forget_from

# What says who it was and why; the number, the village and the dates of control stay for the figures.
DETAILS = ("person_name", "id_number", "court", "judgment_number", "offence", "offence_date", "judgment_date")


def end_terms() -> list[str]:
	"""Nightly: entries whose last day of control is over. Returns their names; a second run finds nothing."""
	return end_what_is_over(
		"Restricted Person",
		"control_until",
		running={"status": UNDER_CONTROL},
		ended={"status": ENDED, "end_reason": TERM_OVER},
	)


def forget_ended() -> list[str]:
	"""Nightly: deletes name, number and judgment of ended entries once they need not be kept any longer."""
	# No permission filter: the scheduler acts for the station.
	rows = frappe.get_all(
		"Restricted Person",
		{"status": ENDED, "forgotten_on": ("is", "not set")},
		["name", "ended_on", "end_reason"],
		order_by="name",
	)
	due = [row.name for row in rows if forget_from(getdate(row.ended_on), row.end_reason) <= getdate()]
	forget(due)
	return due


def forget(names: list[str]) -> None:
	"""Set-based and past the controller: the details are mandatory for everybody who writes them."""
	if not names:
		return
	person = frappe.qb.DocType("Restricted Person")
	query = frappe.qb.update(person).set(person.forgotten_on, today()).where(person.name.isin(names))
	for field in DETAILS:
		query = query.set(person[field], None)
	query.run()
	frappe.db.delete(
		"Sealed Value", {"reference_doctype": "Restricted Person", "reference_name": ("in", names)}
	)
	# Old versions of the entries hold the court and the dates.
	frappe.db.delete("Version", {"ref_doctype": "Restricted Person", "docname": ("in", names)})
