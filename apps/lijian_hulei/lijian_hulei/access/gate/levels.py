"""Columns that a request filters, sorts, groups or computes by must be readable by who asks.

Frappe leaves unreadable columns out of the answer but lets anybody filter by them: whoever may ask for the
children whose case notes contain a word learns the notes.
"""

import frappe
from frappe.model.meta import Meta

from lijian_hulei.access.gate.methods import SECRET_COLUMNS
from lijian_hulei.access.gate.refusal import refuse_shape
from lijian_hulei.access.gate.shapes import Use
from lijian_hulei.access.personal import is_limited
from lijian_hulei.access.registry import UNSCOPED


def check(doctype: str | None, uses: list[Use]) -> None:
	"""Raises Refused for the first column above the user's permission levels on a DocType of the app.

	Unknown names are left to Frappe.
	"""
	for use in uses:
		if use.name in SECRET_COLUMNS:
			refuse_shape(use.name)
		owner = use.doctype or doctype
		if owner not in UNSCOPED and not is_limited(owner):
			continue
		meta = frappe.get_meta(owner)
		if use.link:
			_check_linked(meta, use)
		elif use.reveals:
			_check_column(meta, use, doctype)


def _check_column(meta: Meta, use: Use, parent: str | None) -> None:
	"""A name that the DocType does not have is looked up in its tables, as Frappe does."""
	field = meta.get_field(use.name)
	if field:
		if field.permlevel and field.permlevel not in meta.get_permlevel_access("read", parenttype=parent):
			refuse_shape(use.name)
		return
	for table in meta.get_table_fields():
		child = frappe.get_meta(table.options)
		inner = child.get_field(use.name)
		if inner and not _may_read_row(meta, table, child, inner):
			refuse_shape(use.name)


def _may_read_row(meta: Meta, table, child: Meta, inner) -> bool:
	permitted = meta.get_permlevel_access("read")
	if table.permlevel and table.permlevel not in permitted:
		return False
	return not inner.permlevel or inner.permlevel in child.get_permlevel_access("read", parenttype=meta.name)


def _check_linked(meta: Meta, use: Use) -> None:
	"""`school.agency_name` as lists ask for it: of a linked record only its title, of a table only its columns."""
	through = meta.get_field(use.link)
	if not through or not through.options:
		return
	target = frappe.get_meta(through.options)
	if through.fieldtype == "Link":
		if use.name not in ("name", target.title_field):
			refuse_shape(use.name)
		return
	field = target.get_field(use.name)
	if field and not _may_read_row(meta, through, target, field):
		refuse_shape(use.name)
