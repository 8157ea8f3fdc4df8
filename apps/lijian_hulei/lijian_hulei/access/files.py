"""Attachments: a file that hangs on a limited document is private and follows that document."""

import frappe
from frappe.core.doctype.file.file import has_permission as frappe_has_permission

from lijian_hulei.access import scope
from lijian_hulei.access.personal import is_limited, made_by_staff
from lijian_hulei.access.registry import REGISTRY

WRITING = ("write", "delete", "create")


def query_condition(user: str | None = None, **_later_arguments) -> str:
	"""Lists show a user's own uploads and the public files of unlimited DocTypes; the rest opens by document."""
	user = user or frappe.session.user
	if scope.user_scope(user).unlimited:
		return ""
	limited = ", ".join(frappe.db.escape(doctype) for doctype in sorted((*REGISTRY, *made_by_staff())))
	return (
		f"(`tabFile`.`owner` = {frappe.db.escape(user, percent=False)} or (`tabFile`.`is_private` = 0"
		f" and ifnull(`tabFile`.`attached_to_doctype`, '') not in ({limited})))"
	)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""For a file of a limited document the document's own answer, even for who uploaded it."""
	if doc.attached_to_name and is_limited(doc.attached_to_doctype):
		user = user or frappe.session.user
		if not frappe.db.exists(doc.attached_to_doctype, doc.attached_to_name):
			# Uploaded into a row of a form that was not saved yet, or never: Frappe would look for that form and fail.
			return user in (doc.owner, "Administrator")
		document = frappe.get_doc(doc.attached_to_doctype, doc.attached_to_name)
		wanted = "write" if ptype in WRITING else "read"
		return bool(frappe.has_permission(document.doctype, wanted, doc=document, user=user))
	return bool(frappe_has_permission(doc, ptype, user))


def keep_private(doc, method: str | None = None) -> None:
	"""File, before it is checked: nobody can publish a file of a limited document by unticking a box.

	On insert Frappe has already put the content among the public files; it is moved at once.
	"""
	if doc.is_folder or not is_limited(doc.attached_to_doctype):
		return
	doc.is_private = 1
	if (doc.file_url or "").startswith("/files/") and (doc.is_new() or doc.flags.in_insert):
		# Without a field name Frappe does not write the new address into the document, which is not saved yet.
		fieldname, doc.attached_to_field = doc.attached_to_field, None
		doc.handle_is_private_changed()
		doc.attached_to_field = fieldname
