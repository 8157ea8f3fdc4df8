"""Settings that named recipients and hand-overs had no effect: their duties get them."""

import frappe
from frappe.utils import cint

from lijian_hulei.compliance.services.readings import HANDOVER, RECIPIENTS, set_duty
from lijian_hulei.setup import seeds


def execute() -> None:
	seeds.apply()  # the duties of arrivals and hand-overs are new
	settings = frappe.get_single("Hulei Settings")
	for fieldname, codes in RECIPIENTS.items():
		for code in codes:
			if not frappe.db.get_value("Duty", code, "reported_to"):
				set_duty(code, reported_to=settings.get(fieldname))
	set_duty(HANDOVER, enabled=cint(settings.handover_needs_confirmation))
