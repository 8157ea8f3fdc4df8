"""From the description of a record type to the DocType, with the limits and the audit trail of the app's own."""

import re

import frappe

from lijian_hulei.access.guards import require_document
from lijian_hulei.access.roles import UNLIMITED_ROLE
from lijian_hulei.ledger.services.pinyin import syllables

LONGEST_NAME = 40
LONGEST_DOCTYPE = 60
# Fields that every such DocType has, or that Frappe gives a meaning of its own.
TAKEN = frozenset(
	(
		*("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx", "parent", "parenttype"),
		*("parentfield", "area", "agency", "minor", "status", "title", "route", "doctype"),
	)
)


def doctype_name(title: str) -> str:
	"""Frappe names DocTypes in Latin letters: the pinyin of the title, which the screen shows in its place."""
	words = re.findall(r"[A-Za-z0-9]+", " ".join(syllables(title)))
	return " ".join(["Record", *(word.title() for word in words)])[:LONGEST_DOCTYPE].strip()


def fieldnames(labels: list[str], known: dict[str, str]) -> list[str]:
	"""A name for each label: the one it has, or its pinyin, made unique."""
	taken = {*TAKEN, *known.values()}
	names = []
	for label in labels:
		name = known.get(label) or _fresh_name(label, taken)
		taken.add(name)
		names.append(name)
	return names


def _fresh_name(label: str, taken: set[str]) -> str:
	base = re.sub(r"[^a-z0-9]+", "_", "_".join(syllables(label))).strip("_")[:LONGEST_NAME] or "field"
	if not base[0].isalpha():
		base = f"field_{base}"
	name, number = base, 2
	while name in taken:
		name, number = f"{base}_{number}", number + 1
	return name


def take_place_of_minor(doc, method: str | None = None) -> None:
	"""Hook before_validate: a record about a minor lies where the minor lies, and is about one whom its writer may see."""
	if doc.meta.custom and doc.get("minor") and doc.meta.has_field("area"):
		doc.area = require_document("Minor", doc.minor).area


def put_in_place(record_type) -> None:
	"""Makes or changes the DocType. Its own checks, and customising.policy, run as for anybody who would write it."""
	exists = frappe.db.exists("DocType", record_type.doctype_name)
	doctype = frappe.get_doc("DocType", record_type.doctype_name) if exists else frappe.new_doc("DocType")
	doctype.update(
		{
			"name": record_type.doctype_name,
			"custom": 1,
			"module": record_type.module,
			"autoname": f"{record_type.numbering}-.#####",
			"track_changes": 1,
			"allow_rename": 0,
			"sort_field": "modified",
			"sort_order": "DESC",
			"fields": _fields(record_type, doctype),
			"permissions": _permissions(record_type),
		}
	)
	# The steward has the right to describe record types, not to write DocTypes.
	doctype.save(ignore_permissions=True) if exists else doctype.insert(ignore_permissions=True)
	_show_as(record_type.doctype_name, record_type.title)


def _show_as(name: str, title: str) -> None:
	"""On the screen the DocType is called by its title: a Translation of the site."""
	known = {"language": "zh", "source_text": name}
	if not frappe.db.exists("Translation", known):
		frappe.get_doc({"doctype": "Translation", **known, "translated_text": title}).insert(
			ignore_permissions=True  # what it is called follows from the description
		)


def _fields(record_type, doctype) -> list[dict]:
	wanted = [*_place_fields(record_type), *(_field(row) for row in record_type.fields_wanted)]
	names = {field["fieldname"] for field in wanted}
	dropped = [
		{**field.as_dict(no_default_fields=True), "hidden": 1, "reqd": 0}
		for field in doctype.get("fields") or ()
		if field.fieldname not in names
	]
	return wanted + dropped


def _place_fields(record_type) -> list[dict]:
	fields = []
	if record_type.about_minor:
		fields.append(
			{
				"fieldname": "minor",
				"label": "Minor",
				"fieldtype": "Link",
				"options": "Minor",
				"reqd": 1,
				"in_list_view": 1,
				"in_standard_filter": 1,
			}
		)
	fields.append(
		{
			"fieldname": "area",
			"label": "Area",
			"fieldtype": "Link",
			"options": "Area",
			"reqd": 1,
			"in_list_view": 1,
			"in_standard_filter": 1,
		}
	)
	if record_type.has_agency:
		fields.append(
			{
				"fieldname": "agency",
				"label": "Agency",
				"fieldtype": "Link",
				"options": "Agency",
				"reqd": 1,
				"in_standard_filter": 1,
			}
		)
	return fields


def _field(row) -> dict:
	options = row.choices if row.fieldtype == "Select" else row.link_to if row.fieldtype == "Link" else None
	return {
		"fieldname": row.fieldname,
		"label": row.label.strip(),
		"fieldtype": row.fieldtype,
		"options": "\n".join(line.strip() for line in (options or "").splitlines() if line.strip()) or None,
		"reqd": row.is_required,
		"in_list_view": row.in_list if row.fieldtype not in ("Small Text", "Attach Image") else 0,
		"in_standard_filter": int(row.fieldtype in ("Select", "Link", "Date") and bool(row.in_list)),
		"description": row.description,
	}


def _permissions(record_type) -> list[dict]:
	full = {"role": UNLIMITED_ROLE, "read": 1, "write": 1, "create": 1, "delete": 1, "report": 1, "print": 1}
	return [full] + [
		{
			# Frappe ticks some rights of a new row by itself.
			**dict.fromkeys(("delete", "submit", "cancel", "amend", "export", "import", "share", "email"), 0),
			"role": row.role,
			"read": 1,
			"report": 1,
			"create": row.may_create,
			"write": int(bool(row.may_write or row.may_create)),
			"print": row.may_print,
		}
		for row in record_type.roles
	]
