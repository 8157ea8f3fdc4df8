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


def apply() -> None:
	"""Each DocType once: what an administrator changes or takes away afterwards stays."""
	done = set(json.loads(frappe.db.get_global(DONE) or "[]"))
	for doctype, rights in RIGHTS.items():
		if doctype in done:
			continue
		add_permission(doctype, SYSTEM_STEWARD)
		for right in rights:
			update_permission_property(doctype, SYSTEM_STEWARD, 0, right, 1, validate=False)
		done.add(doctype)
	frappe.db.set_global(DONE, json.dumps(sorted(done)))
