"""What an activity's record takes from its kind, its place and the people it names."""

from datetime import date

import frappe

from lijian_hulei.campus.services.agencies import facts_of, village_above


def kind_of(kind: str) -> frappe._dict:
	"""The rules of a kind; empty for one that does not exist, which the link check refuses."""
	fields = ["place_kind", "reminder", "minimum_people", "needs_photo", "category"]
	return frappe.db.get_value("Activity Kind", kind, fields, as_dict=True) or frappe._dict()


def place_of(activity) -> tuple[str | None, str | None]:
	"""(area, village): of the school, else as chosen, else of the organiser."""
	area = facts_of(activity.school).get("area") if activity.school else activity.area
	area = area or facts_of(activity.organiser).get("area")
	return area, village_above(area)


def any_interactive(forms: list[str]) -> bool:
	if not forms:
		return False
	return bool(frappe.db.exists("Lesson Form", {"name": ("in", forms), "is_interactive": 1}))


def is_vice_principal(appointment: str, school: str | None, day: date | str) -> bool:
	"""Whether an appointment is of this school and holds on the day."""
	found = frappe.db.get_value(
		"Legal Vice Principal", appointment, ["school", "from_date", "to_date"], as_dict=True
	)
	if not found or found.school != school:
		return False
	day = frappe.utils.getdate(day)
	return found.from_date <= day and (not found.to_date or day <= found.to_date)
