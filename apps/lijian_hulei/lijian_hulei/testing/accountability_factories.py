"""Schemes, supervision sheets and accountability files for tests."""

import frappe
from frappe.model.document import Document

RULES = (
	{"rule_name": "逾期未办", "effect": "Deduction", "basis": "Overdue Duty", "points": 2, "cap": 30},
	{"rule_name": "逾期补办", "effect": "Deduction", "basis": "Late Duty", "points": 1, "grace_count": 1},
	{"rule_name": "问责移送", "effect": "Veto", "basis": "Accountability File Approved", "points": 0},
)


def make_scheme(township: str, effective_from: str = "2026-01-01", rules=RULES, **overrides) -> Document:
	"""A submitted scheme of 100 points."""
	values = {
		"doctype": "Assessment Scheme",
		"scheme_title": "测试考核办法",
		"year": int(effective_from[:4]),
		"township": township,
		"effective_from": effective_from,
		"full_points": 100,
		"appeal_days": 7,
		"rules": [{"unit_kind": "Village and Agency", **rule} for rule in rules],
	}
	scheme = frappe.get_doc({**values, **overrides}).insert()
	scheme.submit()
	return scheme


def make_supervision(
	area: str, by_agency: str, leader: str, day: str, problem: str | None = None, **overrides
) -> Document:
	"""A draft sheet about a village; with `problem` it has to be answered by the end of the month after."""
	values = {
		"doctype": "Supervision Visit",
		"visit_date": day,
		"focus": "Visiting",
		"by_agency": by_agency,
		"leader": leader,
		"unit_kind": "Village",
		"area": area,
		"items": [{"topic": "走访记录", "state": "Problem" if problem else "Good", "note": problem}],
		"deadline": f"{day[:8]}28" if problem else None,
	}
	return frappe.get_doc({**values, **overrides}).insert()


def make_file(area: str, case_date: str, basis: str = "R59 Visits and Help", **overrides) -> Document:
	"""A file about a case in a village, its facts collected."""
	values = {
		"doctype": "Accountability Referral",
		"basis": basis,
		"case_date": case_date,
		"place_kind": "In a Village",
		"place_area": area,
		"summary": "当日公安机关立案。",
		"looks_back_months": 3,
	}
	return frappe.get_doc({**values, **overrides}).insert()
