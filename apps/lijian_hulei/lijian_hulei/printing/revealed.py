"""One print of one record with sealed fields open, for a reason. The next print is covered again."""

from collections.abc import Iterator

import frappe
from frappe import _

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.roles import REVEALING_ROLES
from lijian_hulei.printing import pdf
from lijian_hulei.privacy import services
from lijian_hulei.privacy.sealed_fields import SEALED


def places(document) -> list[dict[str, str]]:
	"""Sealed fields of the record and of its rows that hold something and lie within the reader's levels.

	`field` is a field name, or "table.field" for that field of every row; `label` is for the reader.
	"""
	found = [
		{"field": fieldname, "label": _(document.meta.get_label(fieldname))}
		for fieldname in _sealed(document)
		if document.get(fieldname)
	]
	for table in document.meta.get_table_fields():
		rows = document.get(table.fieldname) or []
		if not rows or table.permlevel not in document.get_permlevel_access("read"):
			continue
		for fieldname in _sealed(rows[0]):
			if any(row.get(fieldname) for row in rows):
				label = f"{_(table.label)} · {_(rows[0].meta.get_label(fieldname))}"
				found.append({"field": f"{table.fieldname}.{fieldname}", "label": label})
	return found


def revealed_pdf(
	document, fields: list[str], reason: str, print_format: str | None = None, letterhead: str | None = None
) -> bytes:
	"""The PDF with `fields` (of places()) in clear. Each opened text has its own line in the reveal log, written first.

	The document is changed in memory only and must not be saved. Raises frappe.PermissionError, services.RevealRefused.
	"""
	require_role(*REVEALING_ROLES)
	open_to_reader = {place["field"] for place in places(document)}
	wanted = [field for field in dict.fromkeys(fields) if field in open_to_reader]
	if not wanted:
		frappe.throw(
			_("Please choose at least one sealed field that holds something."),
			exc=services.RevealRefused,
			title=_("Nothing to Reveal"),
		)
	for row, fieldname in _chosen(document, wanted):
		row.set(fieldname, services.reveal(row.doctype, row.name, fieldname, reason))
	document.flags.hulei_revealed = True
	document.flags.hulei_print_reason = reason.strip()
	return pdf.pdf_of(document, print_format, letterhead=letterhead)


def _chosen(document, wanted: list[str]) -> Iterator[tuple]:
	for field in wanted:
		table, dot, fieldname = field.partition(".")
		rows = document.get(table) if dot else [document]
		for row in rows:
			if row.get(fieldname or table):
				yield row, fieldname or table


def _sealed(row) -> list[str]:
	levels = row.meta.get_permlevel_access("read") if not row.meta.istable else None
	names = SEALED.get(row.doctype, {})
	return [name for name in names if levels is None or row.meta.get_field(name).permlevel in levels]
