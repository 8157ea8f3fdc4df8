"""What the forms of cases ask for beyond saving."""

import frappe
from frappe import _

from lijian_hulei.access.guards import require_document
from lijian_hulei.cases.services import reporting

MAX_TEXT = 2000


class NothingSaid(frappe.ValidationError):
	"""An obstruction was to be reported without a word on how it was tried."""


@frappe.whitelist(methods=["POST"])
def save_obstruction(report: str, manner: str, by_whom: str = "") -> dict:
	"""The reporter says that he was kept from reporting, or the police and offices learn of it. Leaves no trace
	on the report; the answer says only that it was taken in."""
	document = require_document("Mandatory Report", report, "read")
	manner = (manner or "").strip()[:MAX_TEXT]
	if not manner:
		frappe.throw(
			_("Please say how somebody tried to stop the report."),
			exc=NothingSaid,
			title=_("Nothing Entered"),
		)
	reporting.note_obstruction(document, manner, (by_whom or "").strip()[:140])
	return {"taken_in": True}


@frappe.whitelist(methods=["GET"])
def reporter() -> dict[str, str | None]:
	"""What a report of the session's user says about who reports: {kind, agency}, both from his own post."""
	return reporting.reporter_of(frappe.session.user)
