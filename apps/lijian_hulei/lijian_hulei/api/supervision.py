"""Desk: which contacts are due, by number, for the police and the auxiliary officers of the villages."""

import frappe
from frappe.utils import getdate

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.roles import AUXILIARY_POLICE, POLICE_OFFICER
from lijian_hulei.supervision.services import summaries


@frappe.whitelist()
def contacts_due() -> list[dict]:
	"""{person, area_name, last_contact_on}: the numbers of the register not yet contacted this month in the own areas."""
	require_role(POLICE_OFFICER, AUXILIARY_POLICE)
	return summaries.contacts_due(getdate())
