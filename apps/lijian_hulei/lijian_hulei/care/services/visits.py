"""What follows from a visit: the child's last visit, and a Follow Up for each need."""

import frappe
from frappe import _
from frappe.utils import add_days

from lijian_hulei.care.rules.visiting import FOLLOW_UP_DAYS


def record_visit_effects(visit) -> None:
	"""After a visit was submitted or cancelled. Its obligations are settled by the compliance hooks."""
	refresh_last_visit(visit.minor)
	if visit.docstatus == 1:
		_open_follow_ups(visit)
	else:
		_withdraw_follow_ups(visit)


def refresh_last_visit(minor: str) -> None:
	"""The day of the latest submitted visit, or nothing."""
	visit = frappe.qb.DocType("Visit")
	latest = (
		frappe.qb.from_(visit)
		.select(frappe.qb.functions("MAX", visit.visit_date))
		.where((visit.minor == minor) & (visit.docstatus == 1))
		.run()[0][0]
	)
	# A derived, read only field: saving the whole record would grade the child again and clash with open forms.
	frappe.db.set_value("Minor", minor, "last_visit_on", latest, update_modified=False)


def _open_follow_ups(visit) -> None:
	for need in visit.needs:
		follow_up = frappe.new_doc("Follow Up")
		follow_up.update(
			{
				"visit": visit.name,
				"minor": visit.minor,
				"need_type": need.need_type,
				"description": need.description or _("See visit {0}").format(visit.name),
				"agency": need.agency,
				"officer": None if need.agency else visit.main_visitor,
				"due_on": need.due_on or add_days(visit.visit_date, FOLLOW_UP_DAYS),
			}
		)
		# A leader may submit a visit but not open a Follow Up by hand; here it is the visit's consequence.
		follow_up.insert(ignore_permissions=True)


def _withdraw_follow_ups(visit) -> None:
	"""Those already done stay: the help was given."""
	follow_up = frappe.qb.DocType("Follow Up")
	(
		frappe.qb.update(follow_up)
		.set(follow_up.status, "Cancelled")
		.set(follow_up.outcome, _("The visit was cancelled"))
		.where((follow_up.visit == visit.name) & (follow_up.status == "Open"))
		.run()
	)
