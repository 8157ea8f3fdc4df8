"""Decisions of meetings that were handed in before tasks were given out become tasks too."""

import frappe

from lijian_hulei.sharing.services.meetings import give_tasks


def execute() -> None:
	"""Safe to run twice: a decision has one task."""
	# get_all: a patch acts for nobody
	for name in frappe.get_all("Joint Meeting", {"docstatus": 1}, pluck="name", order_by="name asc"):
		give_tasks(frappe.get_doc("Joint Meeting", name))
