"""Headings of records that were told apart by their number alone: what it is, where, when; never who.

They stand in the record (`title`), so that lists and link boxes show them. Whoever sees a link reads the heading
without further rights: only kinds, places, units and dates may stand in it.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder import Case
from frappe.query_builder.functions import Coalesce, Date, NullIf
from frappe.utils import getdate

SEPARATOR = " · "
LONGEST_TITLE = 140

# Fields in their order; of `a|b` the first that is filled in; `rows.field` is taken from the first row of a table.
HEADINGS: dict[str, tuple[str, ...]] = {
	"Hiring Check": ("kind", "agency|venue", "requested_on"),
	"Mandatory Report": ("situation", "area", "reported_at"),
	"Referral": ("relief_type", "to_agency", "creation"),
	"Relief Case": ("area", "needs.relief_type", "opened_on"),
}


def heading(doc: Document) -> str:
	"""The heading of a record before it is stored, in the language of the site."""
	texts = (_text(doc, part) for part in HEADINGS[doc.doctype])
	return SEPARATOR.join(filter(None, texts))[:LONGEST_TITLE]


def fill_headings(doctype: str) -> None:
	"""The same for stored records that have none, in one statement: for bulk writers and migrations."""
	table = frappe.qb.DocType(doctype)
	update, parts = frappe.qb.update(table), []
	for part in HEADINGS[doctype]:
		choices = []
		for fieldname in part.split("|"):
			update, column = _joined(update, table, fieldname)
			choices.append(column)
		parts.append(Coalesce(*choices))
	joined = frappe.qb.functions("CONCAT_WS", SEPARATOR, *parts)
	update.set(table.title, frappe.qb.functions("LEFT", joined, LONGEST_TITLE)).where(
		Coalesce(table.title, "") == ""
	).run()


def _text(doc: Document, part: str) -> str:
	for fieldname in part.split("|"):
		source = doc
		if "." in fieldname:
			rows, fieldname = fieldname.split(".")
			source = next(iter(doc.get(rows)), None)
		if source and (source.get(fieldname) or fieldname == "creation"):
			return _word(source, fieldname)
	return ""


def _word(source: Document, fieldname: str) -> str:
	field, value = source.meta.get_field(fieldname), source.get(fieldname)
	if not field or field.fieldtype in ("Date", "Datetime"):
		return str(getdate(value))
	if field.fieldtype == "Link":
		return _place(value) if field.options == "Area" else _title(field.options, value)
	return _(value, _site_language())


def _place(area: str) -> str:
	"""The name of an area; a grid's says little, so its village stands for it."""
	known = frappe.db.get_value("Area", area, ["area_name", "level", "parent_area"], as_dict=True)
	if known and known.level == "Grid":
		return _title("Area", known.parent_area)
	return known.area_name if known else ""


def _title(doctype: str, name: str) -> str:
	return frappe.db.get_value(doctype, name, _title_field(doctype), cache=True) or ""


def _joined(update, table, fieldname: str):
	"""(the statement with what it must join, the column that holds the text)"""
	meta = frappe.get_meta(table._table_name.removeprefix("tab"))
	if "." in fieldname:
		rows, fieldname = fieldname.split(".")
		meta = frappe.get_meta(meta.get_field(rows).options)
		first = frappe.qb.DocType(meta.name)
		update = update.left_join(first).on((first.parent == table.name) & (first.idx == 1))
		table = first
	field, column = meta.get_field(fieldname), table[fieldname]
	if not field or field.fieldtype in ("Date", "Datetime"):
		return update, Date(column)
	if field.fieldtype == "Link":
		target = frappe.qb.DocType(field.options).as_(f"of_{fieldname}")
		update = update.left_join(target).on(target.name == column)
		if field.options == "Area":
			village = frappe.qb.DocType("Area").as_(f"above_{fieldname}")
			update = update.left_join(village).on(village.name == target.parent_area)
			return update, Case().when(target.level == "Grid", village.area_name).else_(target.area_name)
		return update, NullIf(target[_title_field(field.options)], "")
	words = Case()
	for option in filter(None, field.options.split("\n")):
		words = words.when(column == option, _(option, _site_language()))
	return update, words.else_(column)


def _title_field(doctype: str) -> str:
	return frappe.get_meta(doctype).title_field


def _site_language() -> str:
	return frappe.get_system_settings("language") or "en"
