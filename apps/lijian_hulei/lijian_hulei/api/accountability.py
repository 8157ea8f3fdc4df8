"""Scores and accountability files: count, publish, and take a sealed file out."""

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate, now_datetime

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.roles import GOVERNANCE_OFFICE, LEADING_GROUP
from lijian_hulei.api.desk import ReasonMissing
from lijian_hulei.compliance.services import scorecard
from lijian_hulei.compliance.services.sealed_file import check_password, sealed_pdf
from lijian_hulei.privacy.services import log_export

OFFICES = (GOVERNANCE_OFFICE, LEADING_GROUP)
FILE = "Accountability Referral"
PERIODS = ("Quarter", "Year")


class NotApproved(frappe.ValidationError):
	"""A file leaves only after both approvals."""


@frappe.whitelist(methods=["POST"])
def count_scores(period_kind: str, day: str) -> dict:
	"""Brings the running scores of the quarter or year of `day` up to date; {"changed": n}."""
	require_role(*OFFICES)
	_check_kind(period_kind)
	return {"changed": scorecard.refresh(period_kind, getdate(day))}


@frappe.whitelist(methods=["POST"])
def publish_scores(period_kind: str, day: str) -> dict:
	"""Fixes the scores of a period that is over and opens the days of appeal; {"published": n}."""
	require_role(*OFFICES)
	_check_kind(period_kind)
	return {"published": len(scorecard.publish(period_kind, getdate(day)))}


@frappe.whitelist(methods=["POST"])
def take_out_file(name: str, reason: str, password: str) -> None:
	"""An approved accountability file as an encrypted PDF; noted with its reason before it is made."""
	require_role(*OFFICES)
	file = require_document(FILE, name, "print")
	if file.docstatus != 1:
		frappe.throw(
			_("The file can be taken out after its last approval."), exc=NotApproved, title=_("Not Approved")
		)
	if len((reason or "").strip()) < 4:
		frappe.throw(
			_("Please say what the file is for: it is kept in the export log."),
			exc=ReasonMissing,
			title=_("Reason Missing"),
		)
	check_password(password)
	file_name = f"{file.name}.pdf"
	number = log_export(FILE, reason.strip(), file_name, 1)
	mark = _("{0} · {1} · {2}").format(get_fullname(), now_datetime().strftime("%Y-%m-%d %H:%M"), number)
	frappe.response.update(
		{"type": "binary", "filename": file_name, "filecontent": sealed_pdf(FILE, file.name, password, mark)}
	)


def _check_kind(period_kind: str) -> None:
	if period_kind not in PERIODS:
		frappe.throw(_("Scores are counted by quarter or by year."), title=_("Period"))
