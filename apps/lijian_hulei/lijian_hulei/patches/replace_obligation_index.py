"""Settling finds a period's obligations by (duty, period_end, status) now; the index by period_start only slows writing."""

import frappe

FORMER = "duty_period_start_index"


def execute() -> None:
	if frappe.db.has_index("tabObligation", FORMER):
		frappe.db.sql_ddl(f"alter table `tabObligation` drop index `{FORMER}`")
