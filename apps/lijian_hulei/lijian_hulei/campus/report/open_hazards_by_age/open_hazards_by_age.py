"""Hazards that are not closed yet, school by school, by how long they stand (R04)."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, today

from lijian_hulei.access.scope import limited

# Upper ends of the age classes in days; older ones follow.
AGES = (7, 15, 30)


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	found = rows(getdate(today()))
	return columns(), found, None, chart(found)


def classes() -> list[str]:
	return ["days_7", "days_15", "days_30", "older"]


def labels() -> list[str]:
	return [_("Up to 7 Days"), _("8 to 15 Days"), _("16 to 30 Days"), _("More than 30 Days")]


def columns() -> list[dict]:
	ages = [
		{"fieldname": name, "label": label, "fieldtype": "Int", "width": 110}
		for name, label in zip(classes(), labels(), strict=True)
	]
	return [
		{"fieldname": "school", "label": _("School"), "fieldtype": "Link", "options": "Agency", "width": 220},
		*ages,
		{"fieldname": "total", "label": _("Open Hazards"), "fieldtype": "Int", "width": 110},
		{"fieldname": "major", "label": _("Major Hazard"), "fieldtype": "Int", "width": 110},
		{"fieldname": "overdue", "label": _("Past the Deadline"), "fieldtype": "Int", "width": 110},
		{"fieldname": "to_recheck", "label": _("Waiting for Recheck"), "fieldtype": "Int", "width": 120},
	]


def age_class(days: int) -> str:
	for name, most in zip(classes(), AGES, strict=False):
		if days <= most:
			return name
	return "older"


def rows(day: date) -> list[dict]:
	"""The worst first: most past their deadline."""
	schools: dict[str, frappe._dict] = {}
	for hazard in _open():
		row = schools.setdefault(
			hazard.school,
			frappe._dict(
				school=hazard.school,
				**dict.fromkeys((*classes(), "total", "major", "overdue", "to_recheck"), 0),
			),
		)
		row[age_class((day - hazard.found_on).days)] += 1
		row.total += 1
		row.major += hazard.severity == "Major Hazard"
		row.to_recheck += hazard.status == "Answered"
		row.overdue += hazard.status == "To Be Rectified" and hazard.due_on < day
	return sorted(schools.values(), key=lambda row: (-row.overdue, -row.total, row.school))


def _open() -> list:
	hazard = frappe.qb.DocType("Campus Hazard")
	query = (
		frappe.qb.from_(hazard)
		.select(hazard.school, hazard.found_on, hazard.due_on, hazard.status, hazard.severity)
		.where(hazard.status != "Rectified")
	)
	query = limited(query, "Campus Hazard")
	return query.run(as_dict=True)


def chart(found: list[dict]) -> dict:
	values = [sum(row[name] for row in found) for name in classes()]
	return {
		"data": {"labels": labels(), "datasets": [{"name": _("Open Hazards"), "values": values}]},
		"type": "bar",
		"colors": ["#e07b00"],
	}
