"""The right to print, which Frappe asks for only where the right to read is missing."""

import frappe
from frappe import _

from lijian_hulei.access.guards import NotYours
from lijian_hulei.access.personal import is_limited
from lijian_hulei.access.registry import UNSCOPED
from lijian_hulei.access.titles import keep_readable


def check(doc, method: str | None = None, settings=None) -> None:
	"""Hook before_print of every document, so for print view, PDF, batch and mail alike. Raises NotYours.

	What the app itself prints for a job sets frappe.flags.ignore_print_permissions, as in Frappe.
	"""
	if doc.doctype not in UNSCOPED and not is_limited(doc.doctype):
		return
	if frappe.flags.ignore_print_permissions:
		return
	if frappe.has_permission(doc.doctype, "print", doc=doc):
		keep_readable(getattr(doc, "__link_titles", {}))  # Frappe put in those of all links
		return
	frappe.throw(
		_("Your post may read this record but not print it."), exc=NotYours, title=_("Not Permitted")
	)
