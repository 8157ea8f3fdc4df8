"""The System Steward's rights on Frappe's own DocTypes, by rows of Frappe's Role Permissions.

A Print Format, Letter Head, Notification, Workflow or Custom Field holds a template or a condition, and who writes one
could read everything through it: what a steward writes is held to customising/policy.py (docs/security.md). Server
Scripts he only reads.
"""

import json

import frappe
from frappe.permissions import add_permission, update_permission_property

from lijian_hulei.access.roles import SYSTEM_STEWARD

DONE = "lijian_hulei_stock_rights"
READ = ("read", "report", "print")
WRITE = (*READ, "write", "create")
RIGHTS = {
	"Custom Field": (*WRITE, "delete"),
	"Customize Form": ("read", "write"),
	"Letter Head": WRITE,
	"Notification": WRITE,
	"Print Format": WRITE,
	"Print Settings": ("read", "write"),
	"Print Style": READ,
	"Property Setter": (*WRITE, "delete"),
	"Role": ("read",),  # their names, in the rows of workflows, posts and record types
	"Server Script": READ,
	"Translation": (*WRITE, "delete"),
	"Workflow": WRITE,
	"Workflow Action Master": WRITE,
	"Workflow State": WRITE,
}


# Where a print format is put together with the mouse; what is saved there is a Print Format like any other.
PAGES = ("print-format-builder", "print-format-builder-beta")


def apply() -> None:
	"""Each DocType and page once: what an administrator changes or takes away afterwards stays."""
	done = set(json.loads(frappe.db.get_global(DONE) or "[]"))
	for doctype, rights in RIGHTS.items():
		if doctype in done:
			continue
		add_permission(doctype, SYSTEM_STEWARD)
		for right in rights:
			update_permission_property(doctype, SYSTEM_STEWARD, 0, right, 1, validate=False)
		done.add(doctype)
	for page in PAGES:
		if f"Page {page}" not in done:
			_open_page(page)
			done.add(f"Page {page}")
	frappe.db.set_global(DONE, json.dumps(sorted(done)))


def _open_page(page: str) -> None:
	"""By a row of Frappe's "Role Permission for Page and Report", which adds to the roles the page has."""
	name = frappe.db.get_value("Custom Role", {"page": page})
	custom = frappe.get_doc("Custom Role", name) if name else frappe.new_doc("Custom Role", page=page)
	if SYSTEM_STEWARD not in {row.role for row in custom.roles}:
		custom.append("roles", {"role": SYSTEM_STEWARD})
		custom.save(ignore_permissions=True)  # runs while the app is installed or migrated
