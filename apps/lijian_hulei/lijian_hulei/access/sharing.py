"""Frappe can share a single document past every role and limit; limited documents cannot be shared."""

import frappe
from frappe import _

from lijian_hulei.access.personal import is_limited


class NotShareable(frappe.PermissionError):
	"""A share was attempted on a document with limits."""


def refuse(doc, method: str | None = None) -> None:
	"""DocShare, before it is written. Access comes from posts and areas alone, so that it ends with them."""
	if is_limited(doc.share_doctype):
		frappe.throw(
			_(
				"Records of this kind cannot be shared with single persons. Access follows the post and its area."
			),
			exc=NotShareable,
			title=_("Not Permitted"),
		)
