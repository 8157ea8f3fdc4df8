"""What follows from a check of a school: one hazard for each gap."""

from datetime import date

import frappe
from frappe import _

from lijian_hulei.campus.rules.inventory import SURROUNDINGS, rectify_by
from lijian_hulei.campus.services.agencies import facts_of

TO_BE_RECTIFIED = "To Be Rectified"
OFFICES = ("governance_office", "justice_office")
OFFICE, SCHOOL_ITSELF = "Responsible Office", "School Itself"


def checker_of(checking_agency: str | None, school: str | None) -> str:
	"""Who checked: an office, the school itself, or nobody who may (blank)."""
	if checking_agency and checking_agency == school:
		return SCHOOL_ITSELF
	return OFFICE if facts_of(checking_agency).get("agency_type") in OFFICES else ""


def was_guided(note: str, school: str | None, day: date) -> bool:
	"""Whether a note is guidance on campus protection that the school had been given by that day."""
	found = frappe.db.get_value("Guidance Note", note, ["kind", "agency", "issued_on"], as_dict=True)
	if not found or not found.issued_on:
		return False
	return (found.kind, found.agency) == ("Campus Protection", school) and found.issued_on <= day


def inventory_items() -> list[dict]:
	"""The items in use in their order. No permission filter: the list is the same for everybody who checks."""
	return frappe.get_all(
		"Safety Item",
		{"enabled": 1},
		["name as item", "dimension", "answer_type", "minimum"],
		order_by="display_order asc, name asc",
	)


def names_of(items: list[str]) -> dict[str, str]:
	# No permission filter: names of items, no person in them.
	rows = frappe.get_all("Safety Item", {"name": ("in", items or [""])}, ["name", "item_name"])
	return {row.name: row.item_name for row in rows}


def open_hazards(check) -> list[str]:
	"""One for each gap of a submitted check; names of the new hazards.

	A gap of which the same school already has an open hazard opens no second one.
	"""
	gaps = [row for row in check.items if row.is_gap]
	if not gaps:
		return []
	titles = names_of([row.item for row in gaps])
	waiting = set(
		frappe.get_all(  # no permission filter: whether it is known already, not what
			"Campus Hazard", {"school": check.school, "status": TO_BE_RECTIFIED}, pluck="title"
		)
	)
	due_on = check.rectify_by or rectify_by(frappe.utils.getdate(check.check_date))
	made = []
	for row in gaps:
		title = titles.get(row.item, row.item)
		if title in waiting:
			continue
		hazard = frappe.new_doc("Campus Hazard")
		hazard.update(_hazard_of(check, row, title, due_on))
		# It follows from the check, whoever may submit that.
		hazard.insert(ignore_permissions=True)
		made.append(hazard.name)
	return made


def _hazard_of(check, row, title: str, due_on) -> dict:
	around = row.dimension == SURROUNDINGS
	by_office = check.checker == OFFICE
	return {
		"title": title,
		"school": check.school,
		"place": "Around the Campus" if around else "On Campus",
		"found_on": check.check_date,
		"found_by": check.lead_officer,
		"finding_agency": check.checking_agency,
		"campus_check": check.name,
		"description": row.remark or _("Found by the check {0}").format(check.name),
		# A school cannot put its surroundings right; the office that found it sees to that.
		"owner_agency": check.checking_agency if around and by_office else check.school,
		"due_on": due_on,
	}


def withdraw_hazards(check: str) -> None:
	"""A check that is cancelled takes along what nobody has answered yet."""
	names = frappe.get_all(  # no permission filter: the consequence of a cancellation that was allowed
		"Campus Hazard", {"campus_check": check, "status": TO_BE_RECTIFIED}, pluck="name"
	)
	for name in names:
		# At most one for each item of the list.
		frappe.delete_doc("Campus Hazard", name, ignore_permissions=True)
