"""States that a steward had added to a workflow could not be reached; now they can."""

import frappe

from lijian_hulei.customising.services.choices import offer_states


def execute() -> None:
	"""Safe to run twice."""
	# get_all: a migration looks at every workflow
	for name in frappe.get_all("Workflow", pluck="name", order_by="name asc"):
		offer_states(frappe.get_doc("Workflow", name))
