"""In place of Frappe's endpoints for reports that people put together and save.

What is saved is seen by everybody who may read the kind of record, with the values of its conditions: so only of
masters and facts of the organisation, in which no child is, and by the posts whose work it is.
"""

import json

import frappe
from frappe import _
from frappe.desk import reportview

from lijian_hulei.access.gate import levels, shapes
from lijian_hulei.access.gate.refusal import refuse_shape
from lijian_hulei.access.guards import require_role
from lijian_hulei.access.personal import is_open
from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE, SYSTEM_STEWARD, UNLIMITED_ROLE

SAVERS = (PROTECTION_OFFICE, GOVERNANCE_OFFICE, SYSTEM_STEWARD, UNLIMITED_ROLE)
BUILT = "Report Builder"


class NotToBeSaved(frappe.PermissionError):
	"""A report on records with personal data, or under the name of another report."""


@frappe.whitelist(methods=["POST"])
def save_report(name: str, doctype: str, report_settings: str) -> str:
	"""Saves columns, conditions and order of a list's report; returns its name. Raises NotToBeSaved, and refuses what
	Frappe could not build a query from."""
	_require_saver(doctype)
	stored = frappe.db.get_value("Report", name, ["ref_doctype", "report_type"], as_dict=True)
	if stored and (stored.ref_doctype, stored.report_type) != (doctype, BUILT):
		frappe.throw(
			_("Another report has this name already. Please choose another name."),
			exc=NotToBeSaved,
			title=_("Not Saved"),
		)
	return reportview.save_report(name, doctype, json.dumps(_checked(doctype, report_settings)))


@frappe.whitelist(methods=["POST"])
def delete_report(name: str) -> None:
	"""One's own saved report; Frappe asks whose it is. Raises NotToBeSaved, frappe.PermissionError."""
	_require_saver(frappe.db.get_value("Report", name, "ref_doctype"))
	reportview.delete_report(name)


def _require_saver(doctype: str | None) -> None:
	require_role(*SAVERS)
	if not is_open(doctype):
		frappe.throw(
			_(
				"Reports on records with personal data are not saved: their conditions would be seen by others. The reports that come with the system take conditions when they are opened."
			),
			exc=NotToBeSaved,
			title=_("Not Saved"),
		)
	frappe.has_permission(doctype, "report", throw=True)


def _checked(doctype: str, report_settings: str) -> dict:
	"""Only what the report view reads, each part in a form from which a query may be built, of columns one may read."""
	sent = frappe.parse_json(report_settings)
	if not isinstance(sent, dict):
		refuse_shape("report_settings")
	try:
		uses = [
			*shapes.filters("filters", sent.get("filters") or []),
			*shapes.order("order_by", sent.get("order_by") or ""),
			*(use for column in _columns(sent) for use in shapes.column("fields", column)),
		]
	except shapes.Misshapen as misshapen:
		refuse_shape(str(misshapen))
	levels.check(doctype, uses)
	kept = {key: sent[key] for key in ("filters", "fields", "order_by") if sent.get(key)}
	numbers = {key: frappe.utils.cint(sent.get(key)) for key in ("add_totals_row", "page_length")}
	return kept | numbers | {"column_widths": _widths(sent.get("column_widths"))}


def _columns(sent: dict) -> list[str]:
	"""The report view's columns, [fieldname, DocType] each, as names for a query."""
	columns = sent.get("fields") or []
	if not isinstance(columns, list) or not all(
		isinstance(column, list) and len(column) == 2 and all(isinstance(part, str) for part in column)
		for column in columns
	):
		refuse_shape("fields")
	return [f"`tab{doctype}`.`{fieldname}`" for fieldname, doctype in columns]


def _widths(sent) -> dict[str, int]:
	return (
		{str(key): frappe.utils.cint(width) for key, width in sent.items()} if isinstance(sent, dict) else {}
	)
