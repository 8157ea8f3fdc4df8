"""The roles as records."""

import frappe

from lijian_hulei.access.roles import ROLES


def apply() -> None:
	"""Creates the roles that are missing; leaves those that exist as an administrator set them."""
	for role in ROLES:
		if not frappe.db.exists("Role", role):
			# ignore_permissions: runs while the app is installed or migrated.
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert(
				ignore_permissions=True
			)
