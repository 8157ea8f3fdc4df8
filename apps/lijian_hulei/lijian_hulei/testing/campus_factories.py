"""Checks, hazards, activities, calendars and care for tests."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.campus.services.agencies import own_agency
from lijian_hulei.testing import factories as make


def make_campus_check(
	school: str, agency: str | None = None, gaps: dict[str, str] | None = None, **overrides
) -> Document:
	"""A check by the present user that may be submitted; `gaps` gives the remark of items (code) that are missing."""
	check = frappe.get_doc(
		{
			"doctype": "Campus Check",
			"school": school,
			"check_kind": "Hazard Check",
			"check_date": today(),
			"checking_agency": agency or own_agency(),
			"surroundings_checked": 1,
			**overrides,
		}
	).insert()
	for row in check.items:
		gap = (gaps or {}).get(row.item)
		row.remark = gap
		if row.answer_type == "Number":
			row.number = 0 if gap else row.minimum + 1
		else:
			row.answer = "Absent" if gap else "Present"
	return check.save()


def make_hazard(school: str, **overrides) -> Document:
	values = {
		"title": f"测试隐患{make.number()}",
		"school": school,
		"description": "围墙有缺口",
		"found_on": today(),
		"due_on": today(),
	}
	return frappe.get_doc({"doctype": "Campus Hazard", **values, **overrides}).insert()


def make_activity(
	kind: str, school: str | None = None, audience: str = "Pupils", number: int = 40, **overrides
) -> Document:
	"""An activity of the present user with a photo, that may be submitted."""
	values = {
		"kind": kind,
		"topic": f"测试活动{make.number()}",
		"activity_date": today(),
		"school": school,
		"organiser": own_agency(),
		"audiences": [{"audience": audience, "number": number}],
		"photos": [{"photo": make.make_photo()}],
		"summary": "测试",
	}
	return frappe.get_doc({"doctype": "Education Activity", **values, **overrides}).insert()


def make_calendar(area: str, *spans: tuple[str, str, str], submit: bool = True, **overrides) -> Document:
	"""`spans` are (kind, first day, last day)."""
	rows = [
		{"span_kind": kind, "label": f"{kind}{at}", "from_date": first, "to_date": last}
		for at, (kind, first, last) in enumerate(spans)
	]
	calendar = frappe.get_doc(
		{
			"doctype": "School Calendar",
			"title": f"测试校历{make.number()}",
			"school_year": "2025-2026",
			"area": area,
			"spans": rows,
			**overrides,
		}
	).insert()
	return calendar.submit() if submit else calendar


def make_expert(area: str, **overrides) -> Document:
	values = {
		"doctype": "Expert",
		"expert_name": "测试专家",
		"profession": "Psychologist",
		"organisation": "测试医院",
		"area": area,
	}
	return frappe.get_doc({**values, **overrides}).insert()


def make_vice_principal(school: str, unit: str, **overrides) -> Document:
	values = {
		"person_name": f"测试副校长{make.number()}",
		"school": school,
		"unit": unit,
		"from_date": "2025-09-01",
	}
	return frappe.get_doc({"doctype": "Legal Vice Principal", **values, **overrides}).insert(
		ignore_permissions=True
	)


def make_care(area: str, **overrides) -> Document:
	values = {
		"kind": "Delegated Care",
		"carer_name": f"测试照护人{make.number()}",
		"area": area,
		"from_date": "2026-01-10",
		"has_written_agreement": 1,
	}
	return frappe.get_doc({"doctype": "Care Delegation", **values, **overrides}).insert()


def make_carer_check(care: str, **overrides) -> Document:
	fields = ("home_safety", "daily_care", "schooling", "health_mood", "parents_contact", "carer_conduct")
	values = {"care_delegation": care, "check_date": today(), **dict.fromkeys(fields, "Good")}
	return frappe.get_doc({"doctype": "Carer Check", **values, **overrides}).insert()


def make_pledge(agency: str, names: tuple[str, ...] = ("甲", "乙"), **overrides) -> Document:
	day = overrides.get("signed_on") or str(getdate())
	rows = [{"person_name": name, "post": "医师", "signed_on": day} for name in names]
	values = {
		"agency": agency,
		"signed_on": day,
		"staff_total": len(names),
		"signatories": rows,
		"scan": make.make_photo(),
	}
	return frappe.get_doc({"doctype": "Confidentiality Pledge", **values, **overrides}).insert()
