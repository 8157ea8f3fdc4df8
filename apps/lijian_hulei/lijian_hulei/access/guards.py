"""Checks for endpoints and services: who may call this, and may they have this document."""

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.access.scope import permits


class NotYours(frappe.PermissionError):
	"""The document does not exist or is not the user's to see; the two look the same from outside."""


def require_role(*roles: str) -> None:
	"""Lets Administrator and holders of one of `roles` pass; raises frappe.PermissionError for others."""
	if frappe.session.user == "Administrator" or set(roles) & set(frappe.get_roles()):
		return
	frappe.throw(
		_("This needs one of the roles {0}. Ask the system steward if it belongs to your post.").format(
			_(", ").join(_(role) for role in roles)
		),
		exc=frappe.PermissionError,
		title=_("Not Permitted"),
	)


def require_document(doctype: str, name: str, ptype: str = "read") -> Document:
	"""The document if the session's user has `ptype` on it; raises NotYours otherwise."""
	if frappe.db.exists(doctype, name):
		document = frappe.get_doc(doctype, name)
		if frappe.has_permission(doctype, ptype, doc=document):
			return document
	frappe.throw(
		_("There is no such record among those that your post may open."),
		exc=NotYours,
		title=_("Not Permitted"),
	)


def require_reach(doc: Document) -> None:
	"""For a controller that has just set where a record belongs, from another record the user named.

	Frappe asks for the right to create before that, by the place the client sent. Raises NotYours.
	"""
	if doc.flags.ignore_permissions or permits(doc):
		return
	frappe.throw(
		_("There is no such record among those that your post may open."),
		exc=NotYours,
		title=_("Not Permitted"),
	)
