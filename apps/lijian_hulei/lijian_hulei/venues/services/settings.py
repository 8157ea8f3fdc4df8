"""The reading A8 of Hulei Settings, carried into the venue types and venues it is about."""

import frappe
from frappe.utils import cint

from lijian_hulei.records.changes import has_changed
from lijian_hulei.venues.rules.inspecting import ENTERTAINMENT


def follow(settings, method: str | None = None) -> None:
	"""Document event of Hulei Settings. Song halls and bars are named only in the plan's last part (A8): in or out
	together with their venues, when the setting is changed."""
	if not has_changed(settings, "entertainment_in_scope"):
		return
	for doctype in ("Venue Type", "Venue"):
		table = frappe.qb.DocType(doctype)
		(
			frappe.qb.update(table)
			.set(table.in_scope, cint(settings.entertainment_in_scope))
			.where(table.category == ENTERTAINMENT)
			.run()
		)
	frappe.clear_document_cache("Venue Type")
