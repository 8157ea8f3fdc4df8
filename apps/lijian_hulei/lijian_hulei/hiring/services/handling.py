"""What the unit does with a person who has a record: refused or dismissed, with a date (R35)."""

import frappe

from lijian_hulei.hiring.rules.standing import DISMISSED, OVER, REFUSED

_BECOMES = {"Refused to Hire": REFUSED, "Dismissed": DISMISSED}


def follow_decision(check) -> None:
	"""The worker's status follows the decision; one that is over already stays as it is."""
	worker = frappe.get_doc("Worker", check.worker)
	if worker.status in OVER:
		return
	worker.status, worker.status_on = _BECOMES[check.decision], check.decision_on
	# Whoever may enter the decision may have it carried out.
	worker.save(ignore_permissions=True)
