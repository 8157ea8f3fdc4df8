"""What the forms of the sharing module ask for: opening shared information, and giving feedback back to the office."""

import frappe
from frappe import _

from lijian_hulei.access.guards import require_document
from lijian_hulei.records.checks import Incomplete, OutOfOrder
from lijian_hulei.sharing.services import bulletins, feedback

FINAL = ("Answer Given", "Not Relevant")


@frappe.whitelist(methods=["POST"])
def open_bulletin(receipt: str) -> dict:
	"""The text behind a receipt; reading it is logged, and the agency's own people sign for it by that."""
	return bulletins.open_receipt(require_document("Bulletin Receipt", receipt, "read"))


@frappe.whitelist(methods=["POST"])
def open_share(request: str) -> dict:
	"""What was granted on a request, as long as the grant lasts; each opening is logged."""
	return bulletins.open_share(require_document("Share Request", request, "read"))


@frappe.whitelist(methods=["POST"])
def return_feedback(feedback_name: str, reason: str) -> dict:
	"""Gives a parent's feedback back to the governance office, which passes it to who is competent."""
	document = require_document("Parent Feedback", feedback_name, "write")
	if not (reason or "").strip():
		frappe.throw(
			_("Say who is competent, or why you are not."), exc=Incomplete, title=_("Something Is Missing")
		)
	if document.status in FINAL:
		frappe.throw(
			_("This feedback was dealt with already."), exc=OutOfOrder, title=_("Not Yet, or No Longer")
		)
	feedback.return_to_office(document, reason.strip()[:300])
	return {"name": document.name}
