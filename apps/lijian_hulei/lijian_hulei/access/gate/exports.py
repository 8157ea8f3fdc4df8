"""Frappe's own ways out (export of lists and reports, files of background reports) for what holds no personal data.

Everything else leaves as a protected export (privacy/protected_export.py): encrypted, with a reason, for a day.
"""

import frappe
from frappe import _

from lijian_hulei.access.gate.refusal import refuse
from lijian_hulei.access.personal import is_open

LIST_METHOD = "frappe.desk.reportview.export_query"
REPORT_METHOD = "frappe.desk.query_report.export_query"
RESULT_METHOD = "frappe.core.doctype.prepared_report.prepared_report.download_attachment"


def check(method: str, form: dict) -> None:
	"""Raises Refused for an export of anything but masters. System Managers do not come this way."""
	if method == LIST_METHOD:
		uses = getattr(frappe.local, "hulei_gate_uses", [])
		kinds = {form.get("doctype"), *(use.doctype for use in uses if use.doctype)}
	elif method == REPORT_METHOD:
		kinds = {_kind_of_report(form.get("report_name"))}
	elif method == RESULT_METHOD:
		name = frappe.db.get_value("Prepared Report", str(form.get("dn")), "report_name")
		kinds = {_kind_of_report(name)}
	else:
		return
	if not all(is_open(kind) for kind in kinds):
		refuse_export()


def refuse_export() -> None:
	refuse(
		_(
			"Records with personal data leave the system only as a protected file: open the list or report and"
			" choose Protected Export in its menu."
		)
	)


def _kind_of_report(name) -> str | None:
	return frappe.db.get_value("Report", str(name), "ref_doctype") if name else None
