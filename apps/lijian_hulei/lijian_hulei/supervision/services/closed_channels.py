"""No free text and no files beside an entry of the register: comments, attachments and assignments are refused."""

import frappe
from frappe import _

CLOSED = ("Restricted Person", "Control Record")


class NoNarrative(frappe.ValidationError):
	"""Somebody tried to add words or files to an entry of the register."""


def refuse_narrative(doc, method: str | None = None) -> None:
	"""Hook on Comment, File and ToDo."""
	named = doc.get("reference_doctype") or doc.get("attached_to_doctype") or doc.get("reference_type")
	if named not in CLOSED or (doc.doctype == "Comment" and doc.comment_type != "Comment"):
		return
	frappe.throw(
		_("The register of restricted persons keeps no texts and no files. Use the fields of the form."),
		exc=NoNarrative,
		title=_("No Texts Here"),
	)
