"""Desk: the staff of a unit who are to be checked, for a batch."""

import frappe
from frappe.utils import getdate

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.roles import POLICE_OFFICER, STAFF_CHECK_OFFICER
from lijian_hulei.hiring.services import batches


@frappe.whitelist()
def workers_to_check(kind: str, agency: str | None = None, venue: str | None = None) -> list[dict]:
	"""{worker, worker_name, post, authorised_on} of the unit's staff who are due, agreed and are not waited for already."""
	require_role(STAFF_CHECK_OFFICER, POLICE_OFFICER)
	frappe.has_permission("Worker", "read", throw=True)
	return batches.workers_to_check(agency, venue, kind, getdate())
