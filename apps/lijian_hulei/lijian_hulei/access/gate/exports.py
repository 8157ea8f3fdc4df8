"""Frappe's own ways out (export of lists and reports, files of background reports) for what holds no personal data.

Everything else leaves as a protected export (privacy/protected_export.py): encrypted, with a reason, for a day.
"""

import frappe
from frappe import _

from lijian_hulei.access.figures import holds_no_person
from lijian_hulei.access.gate.refusal import refuse
from lijian_hulei.access.personal import is_open

LIST_METHOD = "frappe.desk.reportview.export_query"
REPORT_METHOD = "frappe.desk.query_report.export_query"
RESULT_METHOD = "frappe.core.doctype.prepared_report.prepared_report.download_attachment"


def check(method: str, form: dict) -> None:
	"""Raises Refused for an export of anything but masters and reports of figures. System Managers do not come this way."""
	if method == LIST_METHOD:
		uses = getattr(frappe.local, "hulei_gate_uses", [])
		kinds = {form.get("doctype"), *(use.doctype for use in uses if use.doctype)}
	elif method == REPORT_METHOD:
		return _check_report(form.get("report_name"))
	elif method == RESULT_METHOD:
		return _check_report(frappe.db.get_value("Prepared Report", str(form.get("dn")), "report_name"))
	else:
		return None
	if not all(is_open(kind) for kind in kinds):
		refuse_export()
	return None


def refuse_export() -> None:
	refuse(
		_(
			"Records with personal data leave the system only as a protected file: open the list or report and"
			" choose Protected Export in its menu."
		)
	)


def _check_report(name) -> None:
	if not name or not holds_no_person(str(name)):
		refuse_export()
