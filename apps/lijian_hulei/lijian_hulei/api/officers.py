"""What the system steward does for an officer besides saving the record."""

import frappe
from frappe import _

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.roles import SYSTEM_STEWARD, UNLIMITED_ROLE


@frappe.whitelist(methods=["POST"])
def issue_login_link(officer: str) -> dict[str, str]:
	"""{"link": ...} by which the officer sets a password; to be handed over in person, as towns have no mail server.

	It is noted on the officer's record who asked for it. Raises frappe.ValidationError for an officer who left.
	"""
	require_role(SYSTEM_STEWARD, UNLIMITED_ROLE)
	document = require_document("Officer", officer, "write")
	if document.status != "Active" or not document.user:
		frappe.throw(_("Only an active officer can be given a login link."), title=_("Officer Has Left"))
	if UNLIMITED_ROLE in frappe.get_roles(document.user):
		frappe.throw(
			_(
				"This login belongs to the administration of the system: its password is not the steward's to give."
			),
			exc=frappe.PermissionError,
			title=_("Not Permitted"),
		)
	link = frappe.get_doc("User", document.user).reset_password(send_email=False)
	document.add_comment("Info", _("A login link was issued."))
	return {"link": link}
