"""Histories written before lose the copies of drawn signatures; the signatures stay on their records."""

import frappe

from lijian_hulei.privacy.traces import drop_drawings


def execute() -> None:
	# get_all: a migration looks at every history
	for name in frappe.get_all(
		"Version", {"data": ("like", "%data:image%")}, pluck="name", order_by="name asc"
	):
		version = frappe.get_doc("Version", name)
		drop_drawings(version)
		version.db_set("data", version.data, update_modified=False)
