"""Frappe's reports show the codes and numbers of linked records; here their titles go with the rows."""

import frappe
from frappe.desk.query_report import run as frappe_run
from frappe.desk.reportview import get as frappe_get

from lijian_hulei.access.titles import titles_of


@frappe.whitelist()
def run(
	report_name: str,
	filters: str | dict | None = None,
	user: str | None = None,
	ignore_prepared_report: bool | int | str = False,
	custom_columns: str | list | None = None,
	is_tree: bool | int | str = False,
	parent_field: str | None = None,
	are_default_filters: bool | int | str = True,
) -> dict | None:
	"""Replaces frappe.desk.query_report.run, which checks the caller: the same answer, and the titles of the records in
	Link columns beside it, where the desk looks for them."""
	answer = frappe_run(
		*(report_name, filters, user, ignore_prepared_report, custom_columns),
		*(is_tree, parent_field, are_default_filters),
	)
	if answer and answer.get("result"):
		_send(_linked(answer.get("columns") or [], answer["result"]))
	return answer


@frappe.whitelist()
def get() -> dict | list:
	"""Replaces frappe.desk.reportview.get, which takes its arguments from the request and checks the caller: the same
	answer, and in the report view of a list the titles beside it."""
	doctype, view = frappe.form_dict.get("doctype"), frappe.form_dict.get("view")
	answer = frappe_get()
	if view == "Report" and isinstance(answer, dict):
		_send(_linked_of_list(doctype, answer["keys"], answer["values"]))
	return answer


def _send(linked: dict[str, set[str]]) -> None:
	titles = frappe.local.response.setdefault("_link_titles", {})
	for doctype, names in linked.items():
		titles.update({f"{doctype}::{name}": title for name, title in titles_of(doctype, names)})


def _linked_of_list(doctype: str, keys: list[str], rows: list[list]) -> dict[str, set[str]]:
	fields = {field.fieldname: field.options for field in frappe.get_meta(doctype).get_link_fields()}
	found: dict[str, set[str]] = {}
	for at, key in enumerate(keys):
		if key in fields:
			found.setdefault(fields[key], set()).update(str(row[at]) for row in rows if row[at])
	return found


def _linked(columns: list, rows: list) -> dict[str, set[str]]:
	"""The names in Link columns by DocType."""
	found: dict[str, set[str]] = {}
	for column in columns:
		if isinstance(column, dict) and column.get("fieldtype") == "Link" and column.get("options"):
			values = (row.get(column.get("fieldname")) for row in rows if isinstance(row, dict))
			found.setdefault(column["options"], set()).update(str(value) for value in values if value)
	return found
