"""What staff set up without code, as one file that another site can read: which records, known by what, and the file.

A record in the file is {"doctype", "key", "values"}. The key is the same on every site (a code, a title, a field's
place); values are the fields of the record without users, attached files, or anything a site counts for itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, flt, today

from lijian_hulei import __version__
from lijian_hulei.access.registry import OPEN, REGISTRY, UNSCOPED
from lijian_hulei.customising.limits import is_ours
from lijian_hulei.customising.services.record_type import doctype_name

KIND = "lijian_hulei_configuration"
FORMAT_VERSION = 1
# Of persons and of the machine: never part of a configuration.
_OF_A_SITE = frozenset(("User", "Email Account", "Slack Webhook URL", "File"))
_UNCARRIED = frozenset(("Attach", "Attach Image", "Password", "Button", "HTML", "Signature"))
_NUMBERS = frozenset(("Check", "Int"))
_DECIMALS = frozenset(("Float", "Currency", "Percent", "Rating"))


@dataclass(frozen=True)
class Kind:
	"""One DocType in the file. `about` is the field that names the DocType it changes, which must be ours."""

	doctype: str
	key: tuple[str, ...] = ("name",)
	about: str | None = None
	filters: tuple[tuple[str, object], ...] = ()
	without: tuple[str, ...] = ()


# In the order in which they need each other.
_FORMS = (
	Kind("Record Type", without=("doctype_name",)),
	Kind("Custom Field", ("dt", "fieldname"), "dt", (("is_system_generated", 0),)),
	Kind(
		"Property Setter",
		("doc_type", "field_name", "row_name", "property"),
		"doc_type",
		(("is_system_generated", 0),),
	),
)
_RULES = (
	Kind("Duty"),
	Kind(
		"Grading Policy",
		("title", "effective_from"),
		filters=(("docstatus", ("<", 2)),),
		without=("supersedes", "effective_to", "amended_from"),
	),
	Kind("Workflow State"),
	Kind("Workflow Action Master"),
	Kind("Workflow", about="document_type"),
	Kind("Notification", about="document_type", filters=(("is_standard", 0),)),
	Kind("Print Format", about="doc_type", filters=(("standard", "No"),)),
	Kind("Letter Head"),
	Kind(
		"Translation",
		("language", "source_text", "context"),
		without=("contributed", "contribution_status", "contribution_docname"),
	),
)


def kinds() -> dict[str, Kind]:
	"""By DocType, in order: the forms, the lists of kinds (agency types first: others point to them), the rules."""
	known = {kind.doctype for kind in (*_FORMS, *_RULES)}
	masters = sorted(
		doctype
		for doctype in UNSCOPED
		if doctype not in known and frappe.get_meta(doctype).autoname == "field:code"
	)
	masters.sort(key=lambda doctype: doctype != "Agency Type")
	return {kind.doctype: kind for kind in (*_FORMS, *map(Kind, masters), *_RULES)}


def draw_up() -> str:
	"""The file's text: every record of `kinds`, sorted, so that two files can be compared line by line."""
	content = {
		"kind": KIND,
		"format_version": FORMAT_VERSION,
		"app_version": __version__,
		"drawn_up_on": today(),
		"records": [record for kind in kinds().values() for record in _records(kind)],
	}
	return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=str)


def _records(kind: Kind) -> list[dict]:
	# get_all: the caller was asked for his role, and none of these records is limited to an area or a person.
	names = frappe.get_all(kind.doctype, filters=dict(kind.filters), pluck="name", order_by="name asc")
	# One document after the other, with its rows: some hundreds at most.
	documents = (frappe.get_doc(kind.doctype, name) for name in names)
	records = [
		{"doctype": kind.doctype, "key": key_of(kind, doc), "values": values_of(kind, doc)}
		for doc in documents
		if _belongs(kind, doc)
	]
	return sorted(records, key=lambda record: [str(part) for part in record["key"]])


def _belongs(kind: Kind, doc) -> bool:
	if kind.doctype in ("Workflow State", "Workflow Action Master"):
		return doc.name in _words_of_workflows(kind.doctype)
	if kind.doctype == "Custom Field" and doc.options == "Workflow State":
		return False  # a workflow makes it by itself
	return not kind.about or is_ours(doc.get(kind.about))


def _words_of_workflows(doctype: str) -> set[str]:
	"""States and actions that workflows of the app's records speak of."""
	flow = frappe.qb.DocType("Workflow")
	row = frappe.qb.DocType(
		"Workflow Document State" if doctype == "Workflow State" else "Workflow Transition"
	)
	column = row.state if doctype == "Workflow State" else row.action
	query = frappe.qb.from_(row).join(flow).on(flow.name == row.parent)
	found = query.select(flow.document_type, column).distinct().run()
	return {word for document_type, word in found if is_ours(document_type)}


def key_of(kind: Kind, doc) -> list[str]:
	return [str(doc.get(field) or "") for field in kind.key]


def values_of(kind: Kind, doc) -> dict:
	return {
		field.fieldname: _rows(field, doc) if field.fieldtype in table_fields else plain(field, doc)
		for field in fields_of(kind)
	}


def _rows(field, doc) -> list[dict]:
	columns = carried(field.options)
	return [{column.fieldname: plain(column, row) for column in columns} for row in doc.get(field.fieldname)]


def fields_of(kind: Kind) -> list:
	return [field for field in carried(kind.doctype) if field.fieldname not in kind.without]


def carried(doctype: str) -> list:
	"""The fields of a DocType that go into the file."""
	return [field for field in frappe.get_meta(doctype).fields if _is_carried(field)]


def _is_carried(field) -> bool:
	if field.fieldtype in table_fields:
		return True
	if field.fieldtype in no_value_fields or field.fieldtype in _UNCARRIED or cint(field.get("is_virtual")):
		return False
	if field.fieldtype != "Link":
		return True
	limited = field.options in REGISTRY and REGISTRY[field.options].reach != OPEN
	return not limited and field.options not in _OF_A_SITE


def plain(field, source):
	"""A value as it stands in the file: numbers as numbers, everything else as text, nothing as ""."""
	value = source.get(field.fieldname)
	if field.fieldtype in _NUMBERS:
		return cint(value)
	if field.fieldtype in _DECIMALS:
		return flt(value)
	return "" if value is None else str(value)


def record_doctype(title: str) -> str:
	"""What the DocType of a record type is called inside."""
	return doctype_name(title)


def titles(records: list[dict]) -> Iterator[str]:
	"""How each record is called in the list of results."""
	for record in records:
		yield " / ".join(_(part) for part in record["key"] if part)
