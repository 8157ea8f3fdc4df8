"""Care in the parents' place and its checks."""

import frappe


def child_facts(minor: str) -> dict:
	"""Sex and year of birth of a child of the ledger, nothing else."""
	found = frappe.db.get_value("Minor", minor, ["sex", "birth_date"], as_dict=True)
	if not found:
		return {}
	return {"child_sex": found.sex, "child_birth_year": found.birth_date.year if found.birth_date else None}


def facts_of_care(care: str | None) -> dict:
	fields = ["carer_name", "area", "status"]
	return (care and frappe.db.get_value("Care Delegation", care, fields, as_dict=True)) or {}


def refresh_care(care: str) -> None:
	"""Date and conclusion of the latest check, derived: written without a new version of the record."""
	rows = frappe.get_all(  # no permission filter: the consequence of a submission that was allowed
		"Carer Check",
		{"care_delegation": care, "docstatus": 1},
		["check_date", "result"],
		order_by="check_date desc, name desc",
		limit=1,
	)
	latest = rows[0] if rows else frappe._dict()
	frappe.db.set_value(
		"Care Delegation",
		care,
		{"last_checked_on": latest.check_date, "last_result": latest.result or ""},
		update_modified=False,
	)
