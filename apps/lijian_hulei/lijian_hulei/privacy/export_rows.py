"""What a protected export takes: columns, rows within the reach of the session's user, and the words of the cover."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.desk.query_report import run as run_report
from frappe.model.meta import Meta

from lijian_hulei.access.titles import titles_of
from lijian_hulei.privacy.rules.export_values import LEFT_OUT, cell

BATCH = 1000
MOST_NAMED = 10  # values of one condition that the cover spells out
NAME = "name"
TRANSLATED_LINKS = ("DocType", "Role", "Report")


class TooMany(frappe.ValidationError):
	"""More rows than one export holds."""


def columns_of(doctype: str) -> list[frappe._dict]:
	"""fieldname, label, fieldtype, options and `preset` of what the session's user may take out, in the form's order.

	Left out: fields above the user's level, hidden ones, tables, attachments. Sealed fields hold their masks.
	"""
	meta = frappe.get_meta(doctype)
	levels = meta.get_permlevel_access("read")
	found = [_column(NAME, _("Record No."), "Data", None, True)]
	for field in meta.fields:
		if field.fieldtype in LEFT_OUT or field.hidden or field.is_virtual or field.permlevel not in levels:
			continue
		preset = bool(field.in_list_view) or field.fieldname == meta.title_field
		found.append(_column(field.fieldname, _(field.label or ""), field.fieldtype, field.options, preset))
	return found


def conditions(doctype: str, filters: str | dict | list | None) -> list[list]:
	"""Filters of a list in whatever form, as [DocType, field, operator, value]."""
	parsed = frappe.parse_json(filters) or []
	if isinstance(parsed, dict):
		parsed = [
			[field, *(value if isinstance(value, list) else ("=", value))] for field, value in parsed.items()
		]
	return [list(one[:4]) if len(one) > 3 else [doctype, *one] for one in parsed]


def names_within(doctype: str, filters: list[list], most: int) -> list[str]:
	"""Names of at most `most` matching records that the session's user may list, in the list's own order."""
	through_table = any(one[0] != doctype for one in filters)
	return frappe.get_list(
		doctype, filters=filters, pluck=NAME, distinct=through_table, limit_page_length=most
	)


def rows_of_list(
	doctype: str, filters: list[list], columns: list, most: int, tell: Callable[[float], None]
) -> list[list]:
	"""One list of cells per record; `tell` hears the share that is done. Raises TooMany."""
	names = names_within(doctype, filters, most + 1)
	_check_size(len(names), most)
	rows: list[list] = []
	for start in range(0, len(names), BATCH):
		batch = names[start : start + BATCH]
		found = frappe.get_list(
			doctype,
			filters={NAME: ["in", batch]},
			fields=list(dict.fromkeys([NAME, *(column.fieldname for column in columns)])),
			limit_page_length=0,
		)
		place = {name: number for number, name in enumerate(batch)}
		found.sort(key=lambda row, place=place: place[row.name])
		rows += _cells(columns, found)
		tell(len(rows) / len(names))
	return rows


def rows_of_report(report: str, filters: dict, most: int) -> tuple[list, list[list]]:
	"""(columns, rows) of what the report shows to the session's user, whose right to it Frappe checks. Raises TooMany."""
	answer = run_report(report, filters, ignore_prepared_report=True, are_default_filters=False) or {}
	columns = [
		_column(
			column.get("fieldname"),
			_(column.get("label") or ""),
			column.get("fieldtype") or "Data",
			column.get("options"),
		)
		for column in answer.get("columns") or []
		if not column.get("hidden") and column.get("fieldname")
	]
	shown = [column.get("fieldname") for column in answer.get("columns") or []]
	rows = [
		row if isinstance(row, dict) else dict(zip(shown, row, strict=False))
		for row in answer.get("result") or []
	]
	_check_size(len(rows), most)
	return columns, _cells(columns, rows)


def conditions_in_words(doctype: str, filters: list[list]) -> str:
	"""The filters of a list as a reader would say them, one a line."""
	lines = []
	for kind, field, operator, value in filters:
		meta = frappe.get_meta(kind)
		label = _("Record No.") if field == NAME else _(meta.get_label(field))
		lines.append(f"{label} {operator} {_value_in_words(meta, field, value)}")
	return "\n".join(lines) or _("No conditions: everything within reach")


def values_in_words(filters: dict) -> str:
	"""The same for the filters of a report."""
	lines = [f"{_(frappe.unscrub(key))}: {_(str(value))}" for key, value in filters.items() if value]
	return "\n".join(lines) or _("No conditions: everything within reach")


def _value_in_words(meta: Meta, field: str, value: object) -> str:
	values = value if isinstance(value, list | tuple) else [value]
	if len(values) > MOST_NAMED:
		return _("{0} chosen values").format(len(values))
	told = meta.get_field(field)
	if told and told.fieldtype == "Link":
		titles = dict(titles_of(told.options, {str(one) for one in values}))
		return _(", ").join(titles.get(str(one), str(one)) for one in values)
	return _(", ").join(_(str(one)) for one in values)


def _column(
	fieldname: str, label: str, fieldtype: str, options: str | None, preset: bool = False
) -> frappe._dict:
	return frappe._dict(
		fieldname=fieldname, label=label or fieldname, fieldtype=fieldtype, options=options, preset=preset
	)


def _cells(columns: list, rows: list[dict]) -> list[list]:
	yes_no = (_("Yes"), _("No"))
	linked = {column.fieldname: _titles(column, rows) for column in columns if column.fieldtype == "Link"}
	return [[_cell(column, row.get(column.fieldname), linked, yes_no) for column in columns] for row in rows]


def _cell(column, value: object, linked: dict, yes_no: tuple[str, str]) -> str | int | float:
	if value and column.fieldtype == "Link":
		return str(linked[column.fieldname].get(str(value), value))
	if value and column.fieldtype == "Select":
		return _(str(value))
	return cell(column.fieldtype, value, yes_no)


def _titles(column, rows: list[dict]) -> dict[str, str]:
	values = {str(row[column.fieldname]) for row in rows if row.get(column.fieldname)}
	if column.options in TRANSLATED_LINKS:
		return {value: _(value) for value in values}
	return dict(titles_of(column.options, values)) if column.options else {}


def _check_size(count: int, most: int) -> None:
	if count > most:
		frappe.throw(
			_("One export holds at most {0} rows. Please narrow the conditions.").format(most),
			exc=TooMany,
			title=_("Too Many Rows"),
		)
