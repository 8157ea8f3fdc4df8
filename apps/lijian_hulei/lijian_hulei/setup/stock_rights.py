"""What the System Steward may look at among Frappe's own DocTypes, by rows of Frappe's Role Permissions.

Looking only, but for the paper of prints: a Print Format, Letter Head, Notification, Workflow or Server Script holds
a template or a script, and who may write one may read everything through it (docs/security.md). System Managers do.
"""

import json

import frappe
from frappe.permissions import add_permission, update_permission_property

from lijian_hulei.access.roles import SYSTEM_STEWARD

DONE = "lijian_hulei_stock_rights"
READ = ("read", "report", "print")
RIGHTS = {
	"Letter Head": READ,
	"Notification": READ,
	"Print Format": READ,
	"Print Settings": ("read", "write"),
	"Print Style": READ,
	"Server Script": READ,
	"Workflow": READ,
	"Workflow Action Master": READ,
	"Workflow State": READ,
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
