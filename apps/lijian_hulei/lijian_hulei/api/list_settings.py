"""Replaces Frappe's endpoint that remembers a list's filters, so that no number typed into a filter is kept."""

import frappe
from frappe import _
from frappe.model.utils.user_settings import save as frappe_save

from lijian_hulei.privacy.rules.scrub import scrub


@frappe.whitelist(methods=["POST"])
def save(doctype: str, user_settings: str) -> dict:
	"""Stores the session user's own settings of one list, with identity and phone numbers covered."""
	if frappe.session.user == "Guest":
		frappe.throw(_("Please log in."), exc=frappe.PermissionError)
	return frappe_save(doctype, scrub(user_settings))
