"""The protected export: ask for one, see how far it is, download it."""

import frappe
from frappe import _

from lijian_hulei.access.gate import levels, shapes
from lijian_hulei.access.gate.refusal import refuse_shape
from lijian_hulei.privacy import export_rows, protected_export


@frappe.whitelist()
def columns(doctype: str) -> list[dict]:
	"""What the caller may take out of a list: fieldname, label, preset. Empty without the right to export."""
	if not (frappe.has_permission(doctype, "read") and frappe.has_permission(doctype, "export")):
		return []
	return [
		{"fieldname": column.fieldname, "label": column.label, "preset": int(column.preset)}
		for column in export_rows.columns_of(doctype)
	]


@frappe.whitelist(methods=["POST"])
def start(
	doctype: str, filters: str | list | dict | None, fields: str | list, reason: str, password: str
) -> dict:
	"""Rows of a list as a password-protected archive; the answer of state(). The right to export is asked inside."""
	forget_password()
	check_filters(doctype, filters)
	wanted = frappe.parse_json(fields)
	if not isinstance(wanted, list) or not all(isinstance(field, str) for field in wanted):
		refuse_shape("fields")
	return protected_export.start_list(doctype, filters, wanted, reason, password)


@frappe.whitelist(methods=["POST"])
def start_report(report_name: str, filters: str | dict | None, reason: str, password: str) -> dict:
	"""What a report shows with these filters, in the same way. The rights to export and to the report are asked inside."""
	forget_password()
	values = frappe.parse_json(filters) or {}
	if not isinstance(values, dict):
		refuse_shape("filters")
	return protected_export.start_report(report_name, values, reason, password)


@frappe.whitelist()
def state(name: str) -> dict:
	"""name, status, row_count, file_name, expires_at, failure of the caller's own export."""
	return protected_export.state(name)


@frappe.whitelist(methods=["POST"])
def download(name: str) -> None:
	"""The archive itself, to who asked for it and before it expires. POST, as it counts and notes; Frappe checks the token."""
	file_name, content = protected_export.take(name)
	frappe.response.update({"type": "download", "filename": file_name, "filecontent": content})


def forget_password() -> None:
	"""What fails later is logged together with the request's arguments."""
	frappe.local.form_dict.pop("password", None)


def check_filters(doctype: str, filters: str | list | dict | None) -> None:
	"""Who may filter by a column learns it: only by columns of the caller's level, of whatever table."""
	try:
		uses = list(shapes.filters("filters", filters))
	except shapes.Misshapen:
		refuse_shape("filters")
	for use in uses:
		if use.doctype and use.doctype != doctype and not _is_table_of(doctype, use.doctype):
			frappe.throw(_("A condition names a table that is not part of the record."))
	levels.check(doctype, uses)


def _is_table_of(doctype: str, table: str) -> bool:
	return any(field.options == table for field in frappe.get_meta(doctype).get_table_fields())
