"""Reports of figures: each row counts for a village, a unit or a duty, and none speaks of a person.

They may leave as a plain workbook, and by mail to officers who see them anyway. Counts of graded children or of
mandatory reports are left out: in a small village a number of one is a child.
"""

import frappe
from frappe.core.doctype.custom_role.custom_role import get_custom_allowed_roles

from lijian_hulei.access.personal import is_open

FIGURES = frozenset(
	(
		"Assessment League",
		"Duty Coverage by Village",
		"Monthly League Table",
		"Open Hazards by Age",
		"Six Items by School",
		"Staff Check Rate by Unit",
		"Three Defences of Schools",
	)
)


def holds_no_person(report: str | None) -> bool:
	"""Reports of figures, and those of masters and facts of the organisation."""
	return report in FIGURES or is_open(frappe.db.get_value("Report", report, "ref_doctype"))


def may_be_mailed(report: str | None) -> bool:
	"""Only what the app ships: a stored report that somebody put together holds SQL of its own."""
	shipped = {"name": report, "is_standard": "Yes", "report_type": "Script Report", "disabled": 0}
	return bool(report) and holds_no_person(report) and bool(frappe.db.exists("Report", shipped))


def may_read_report(report: str, user: str) -> bool:
	"""Frappe's two questions about a report, for any user: its roles, and the right to reports of its DocType."""
	# get_all: the roles of a report are no record of anybody
	allowed = get_custom_allowed_roles("report", report) or frappe.get_all(
		"Has Role", {"parenttype": "Report", "parent": report}, pluck="role", order_by="role asc"
	)
	if allowed and not set(allowed) & set(frappe.get_roles(user)):
		return False
	kind = frappe.db.get_value("Report", report, "ref_doctype")
	return bool(frappe.has_permission(kind, "report", user=user))


def add_to_boot(bootinfo) -> None:
	"""Hook extend_bootinfo: for these reports the desk offers Frappe's own export and the mail."""
	bootinfo.hulei_figures = sorted(FIGURES)
