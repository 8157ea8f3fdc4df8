"""Frappe's link boxes describe a choice by codes and stored English words; here each choice is told in readable words."""

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _
from frappe.desk.search import search_link as frappe_search_link
from frappe.desk.search import search_widget as frappe_search_widget
from frappe.model import get_permitted_fields
from frappe.model.meta import Meta
from frappe.utils import cint, formatdate

from lijian_hulei.access.titles import titles_of
from lijian_hulei.customising.limits import is_ours

SEPARATOR = " · "
LONGEST_PART = 40
# Their names are words of the system, translated like any label.
NAMED_BY_WORDS = ("DocType", "Module Def", "Report", "Role")


@frappe.whitelist()
def search_link(
	doctype: str,
	txt: str,
	query: str | None = None,
	filters: str | dict | list | None = None,
	page_length: int | str = 10,
	searchfield: str | None = None,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool | int | str = False,
	link_fieldname: str | None = None,
) -> list[dict] | None:
	"""Replaces frappe.desk.search.search_link, which finds the choices and checks the caller: the same choices, each
	described by the search fields that the user may read. Codes, numbers and stored words are told by their meaning."""
	answer = frappe.call(
		frappe_search_link,
		doctype=doctype,
		txt=txt,
		query=query,
		filters=filters,
		page_length=cint(page_length),
		searchfield=searchfield,
		reference_doctype=reference_doctype,
		ignore_user_permissions=cint(ignore_user_permissions),
		link_fieldname=link_fieldname,
	)
	# Releases of v15 differ: the choices are answered, or laid into the response.
	choices = answer if answer is not None else frappe.response.get("results")
	if choices and is_ours(doctype):
		_describe(doctype, choices)
	return answer


@frappe.whitelist()
def search_widget(
	doctype: str,
	txt: str,
	query: str | None = None,
	searchfield: str | None = None,
	start: int | str = 0,
	page_length: int | str = 10,
	filters: str | dict | list | None = None,
	filter_fields: str | list | None = None,
	as_dict: bool | int | str = False,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool | int | str = False,
) -> list | None:
	"""Replaces frappe.desk.search.search_widget in the same way, for the window "Advanced Search": (number, title if it
	has one, description) of each choice. Windows that ask for columns by name get Frappe's own answer."""
	answer = frappe.call(
		frappe_search_widget,
		doctype=doctype,
		txt=txt,
		query=query,
		searchfield=searchfield,
		start=cint(start),
		page_length=cint(page_length),
		filters=filters,
		filter_fields=filter_fields,
		as_dict=cint(as_dict),
		reference_doctype=reference_doctype,
		ignore_user_permissions=cint(ignore_user_permissions),
	)
	values = answer if answer is not None else frappe.response.get("values")
	if not values or cint(as_dict) or not is_ours(doctype):
		return answer
	readable = _rows(frappe.get_meta(doctype), values)
	if answer is None:
		frappe.response["values"] = readable
		return None
	return readable


def _rows(meta: Meta, values: list) -> list[list[str]]:
	texts = dict(_descriptions(meta, [row[0] for row in values]))
	titled = meta.title_field and meta.show_title_field_in_link
	return [
		list(filter(None, (row[0], row[1] if titled and len(row) > 1 else "", texts.get(row[0], ""))))
		for row in values
	]


def _describe(doctype: str, choices: list[dict]) -> None:
	texts = dict(_descriptions(frappe.get_meta(doctype), [choice["value"] for choice in choices]))
	seen = set()
	for choice in choices:
		text = texts.get(choice["value"], "")
		shown = (choice.get("label") or choice["value"], text)
		if shown in seen:  # only the number tells the two apart
			text = SEPARATOR.join(filter(None, (text, choice["value"])))
		choice["description"] = text
		seen.add(shown)


def _descriptions(meta: Meta, names: list[str]) -> Iterator[tuple[str, str]]:
	"""(name, description) of the records that the user may list."""
	if not frappe.has_permission(meta.name, "read"):
		return
	readable = set(get_permitted_fields(meta.name))
	shown = meta.title_field if meta.show_title_field_in_link else None
	fields = [
		field
		for fieldname in meta.get_search_fields()
		if (field := meta.get_field(fieldname)) and fieldname in readable and fieldname != shown
	]
	if not fields:
		return
	rows = frappe.get_list(
		meta.name,
		filters={"name": ("in", names)},
		fields=["name", *(field.fieldname for field in fields)],
		limit_page_length=0,
	)
	titles = _titles(fields, rows)
	for row in rows:
		parts = (_readable(field, row.get(field.fieldname), titles) for field in fields)
		yield str(row.name), SEPARATOR.join(dict.fromkeys(filter(None, parts)))


def _titles(fields: list, rows: list[dict]) -> dict[tuple[str, str], str]:
	wanted: dict[str, set[str]] = {}
	for field in fields:
		if field.fieldtype == "Link" and field.options not in NAMED_BY_WORDS:
			wanted.setdefault(field.options, set()).update(
				filter(None, (row[field.fieldname] for row in rows))
			)
	titles = {(kind, name): title for kind, names in wanted.items() for name, title in titles_of(kind, names)}
	return titles | _grids(wanted.get("Area", set()))


def _grids(areas: set[str]) -> dict[tuple[str, str], str]:
	"""A grid's name says little without its village."""
	if not areas:
		return {}
	# get_all: names of areas, which every officer may read
	grids = frappe.get_all(
		"Area",
		filters={"name": ("in", list(areas)), "level": "Grid"},
		fields=["name", "area_name", "parent_area"],
		order_by="name asc",
	)
	villages = dict(titles_of("Area", {grid.parent_area for grid in grids}))
	return {("Area", grid.name): villages.get(grid.parent_area, "") + grid.area_name for grid in grids}


def _readable(field: Any, value: Any, titles: dict[tuple[str, str], str]) -> str:
	"""Blank where only a code or a number would be left."""
	if value in (None, ""):
		return ""
	if field.fieldtype == "Link":
		return _(value) if field.options in NAMED_BY_WORDS else titles.get((field.options, value), "")
	if field.fieldtype == "Select":
		return _(value)
	if field.fieldtype in ("Date", "Datetime"):
		return formatdate(value)
	text = str(value)
	return text if len(text) <= LONGEST_PART else f"{text[:LONGEST_PART]}…"
