"""Opening one sealed field."""

import frappe

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.roles import REVEALING_ROLES
from lijian_hulei.privacy import services


@frappe.whitelist(methods=["POST"])
def reveal(doctype: str, name: str, fieldname: str, reason: str) -> dict[str, str]:
	"""{"value": clear text}, for the screen only and never to be stored. Every call that answers is logged."""
	require_role(*REVEALING_ROLES)
	return {"value": services.reveal(doctype, name, fieldname, reason)}
