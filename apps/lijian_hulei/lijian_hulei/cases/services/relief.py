"""Relief cases: what they take from the ledger, their plan as values, and what a review leaves on the case."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import flt, getdate

from lijian_hulei.cases.rules.relief import Measure


def place_of_minor(minor: str | None) -> dict:
	"""area and household of a child; {} without one. Whether the user may name the child is the form's check."""
	if not minor:
		return {}
	found = frappe.db.get_value("Minor", minor, ["area", "household"], as_dict=True)
	return dict(found or {})


def measures_of(case: Document | None) -> list[Measure]:
	rows = case.measures if case else []
	return [
		Measure(
			row.relief_type,
			row.agency,
			(row.measure or "").strip(),
			flt(row.amount),
			getdate(row.due_on) if row.due_on else None,
			getdate(row.done_on) if row.done_on else None,
		)
		for row in rows
	]


def remember_review(case: str) -> None:
	"""The newest review's dates on the case."""
	newest = frappe.db.get_value(
		"Relief Review",
		{"relief_case": case},
		["reviewed_on", "next_review_on"],
		as_dict=True,
		order_by="reviewed_on desc, creation desc",
	)
	dates: dict[str, date | None] = {
		"last_review_on": newest.reviewed_on if newest else None,
		"next_review_on": newest.next_review_on if newest else None,
	}
	frappe.db.set_value("Relief Case", case, dates)
