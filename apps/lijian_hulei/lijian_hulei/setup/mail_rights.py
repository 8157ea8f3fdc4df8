"""The offices' rights on Frappe's Auto Email Report: scheduled mails of figures (access/mailing.py says of which)."""

import frappe
from frappe.permissions import add_permission, update_permission_property

from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE

DOCTYPE = "Auto Email Report"
DONE = "lijian_hulei_mail_rights"
RIGHTS = ("read", "write", "create", "delete")


def apply() -> None:
	"""Once: what an administrator changes or takes away afterwards stays."""
	if frappe.db.get_global(DONE):
		return
	for role in (PROTECTION_OFFICE, GOVERNANCE_OFFICE):
		add_permission(DOCTYPE, role)
		for right in RIGHTS:
			update_permission_property(DOCTYPE, role, 0, right, 1, validate=False)
	frappe.db.set_global(DONE, "1")
