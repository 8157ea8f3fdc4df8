"""Formats that came with the app stay as they came; what administrators made stays theirs, whatever an upgrade brings."""

import json
import re

import frappe
from frappe import _
from frappe.www.printview import get_print_format

OWN = "No"
STANDARD = "Yes"
TRANSLATED = re.compile(r"""\{\{\s*_\(["']([^"']+)["']\)\s*\}\}""")
LOCAL_NAME = "{0} (local {1})"


class ShippedFormat(frappe.ValidationError):
	"""A print format that came with the app was to be changed instead of copied."""


def keep(doc, method: str | None = None) -> None:
	"""Hook validate and on_trash of Print Format, for everybody: Frappe lets go of one that is declared not standard."""
	flags = frappe.flags
	if (
		flags.in_install
		or flags.in_migrate
		or flags.in_import
		or flags.in_uninstall
		or frappe.conf.developer_mode
	):
		return
	before = frappe.db.get_value("Print Format", doc.name, ["standard", "module"], as_dict=True)
	if not before or before.standard != STANDARD or not _is_ours(before.module):
		return
	frappe.throw(
		_(
			"This print format came with the app and stays as it is. Choose Duplicate in its menu and change the copy."
		),
		exc=ShippedFormat,
		title=_("Came With the App"),
	)


def make_room(doc, method: str | None = None) -> None:
	"""Hook before_import of Print Format: an administrator's format of the same name gets another name first.

	Frappe would delete it. Where it is the default of its form it stays the default under its new name.
	"""
	if doc.standard != STANDARD or frappe.db.get_value("Print Format", doc.name, "standard") != OWN:
		return
	number = 1
	while frappe.db.exists("Print Format", LOCAL_NAME.format(doc.name, number)):
		number += 1
	frappe.rename_doc(
		"Print Format", doc.name, LOCAL_NAME.format(doc.name, number), force=True, show_alert=False
	)


def _in_words(row: dict) -> dict:
	"""One row of a builder's format with the words of the reader's language, as he is going to edit them."""
	said = {key: _(row[key]) for key in ("label",) if row.get(key)}
	if row.get("fieldtype") in ("Custom HTML", "HTML") and row.get("options"):
		said["options"] = TRANSLATED.sub(lambda found: _(found[1]), row["options"])
	return {**row, **said}


def _is_ours(module: str | None) -> bool:
	return frappe.db.get_value("Module Def", module, "app_name", cache=True) == "lijian_hulei"


def copy(name: str, new_name: str):
	"""A copy of a format that the session's user may change: what stands in the app's files comes with it."""
	source = frappe.get_doc("Print Format", name)
	made = frappe.copy_doc(source)
	made.update({"name": new_name.strip(), "standard": OWN, "disabled": 0})
	if source.format_data:
		made.format_data = json.dumps([_in_words(row) for row in json.loads(source.format_data)])
	if source.custom_format and not source.html:
		made.html = get_print_format(source.doc_type, source)
	return made.insert()
