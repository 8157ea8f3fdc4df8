"""What a visitor should know before the door, and what he may choose from in the form."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lijian_hulei.organisation.services import area_path_names, township_of
from lijian_hulei.records.photos import DEFAULT_EDGE

OPEN_FOLLOW_UPS = 5
MAX_OFFICERS = 120
MAX_AGENCIES = 100


def about(child) -> dict:
	"""The child as the user may see it. Phone numbers stay covered and are left out here altogether."""
	household = _household(child.household)
	may_read_case = child.has_permlevel_access_to("grade_reason")
	return {
		"minor": child.name,
		"minor_name": child.minor_name,
		"sex": _(child.sex) if child.sex else "",
		"age": _age(getdate(child.birth_date), getdate()) if child.birth_date else None,
		"grade": child.grade or "",
		"grade_reason": (child.grade_reason or "") if may_read_case else "",
		"area_path": area_path_names(child.area),
		"address": household.address or "",
		"school": _title("Agency", child.school, "agency_name"),
		"school_class": child.school_class or "",
		"last_visit_on": str(child.last_visit_on) if child.last_visit_on else None,
		"guardians": [
			{
				"guardian_name": row.guardian_name,
				"relation": _(row.relation) if row.relation else "",
				"is_main": bool(row.is_main),
				"works_away": bool(row.works_away),
			}
			for row in child.guardians
		],
	}


def last_visit(minor: str) -> dict | None:
	"""Day and concerns of the latest visit, and the help that is still to come; None before the first visit."""
	latest = frappe.get_list(
		"Visit",
		filters={"minor": minor, "docstatus": 1},
		fields=["name", "visit_date"],
		order_by="visit_date desc, creation desc",
		limit=1,
	)
	if not latest:
		return None
	visit = frappe.get_doc("Visit", latest[0].name)
	visit.apply_fieldlevel_read_permissions()
	titles = _titles("Visit Topic", "topic_name")
	return {
		"visit_date": str(visit.visit_date),
		"concerns": [
			{"topic": titles.get(row.topic, row.topic), "state": row.state, "note": row.note or ""}
			for row in visit.get("findings") or []
			if row.state != "Good"
		],
		"follow_ups": [
			{"description": row.description, "due_on": str(row.due_on)}
			for row in frappe.get_list(
				"Follow Up",
				filters={"minor": minor, "status": "Open"},
				fields=["description", "due_on"],
				order_by="due_on asc",
				limit=OPEN_FOLLOW_UPS,
			)
		],
	}


def choices(area: str, visitor: str | None) -> dict:
	"""Topics, needs, agencies, possible companions and phrases, in the order in which they are offered."""
	return {
		"topics": _choices("Visit Topic", "topic_name"),
		"need_types": _choices("Need Type", "need_name"),
		"agencies": _agencies(),
		"officers": [row for row in _officers(area) if row["value"] != visitor],
		"phrases": phrases(),
		"photo_max_edge": cint(frappe.db.get_single_value("Hulei Settings", "photo_max_edge"))
		or DEFAULT_EDGE,
	}


def phrases() -> list[str]:
	"""Sentences that are often needed; they are put into the summary and can be changed there."""
	return [
		_("The child is in good health and spirits."),
		_("The child attends school normally."),
		_("The guardian takes good care of the child."),
		_("Safety at home was explained: water, traffic, fire and electricity."),
		_("Prevention of sexual harm was explained to child and guardian."),
		_("The parents work away from home; the grandparents look after the child."),
		_("The parents were asked to call the child more often."),
		_("Too much time on the mobile phone; the guardian was reminded."),
		_("Nobody was at home; another visit is arranged."),
	]


def _choices(doctype: str, title_field: str) -> list[dict]:
	rows = frappe.get_list(
		doctype, filters={"enabled": 1}, fields=["name", title_field], order_by="creation asc", limit=0
	)
	return [{"value": row.name, "label": row[title_field]} for row in rows]


def _titles(doctype: str, title_field: str) -> dict[str, str]:
	"""Of all records, also those no longer offered: earlier visits name them."""
	return {
		row.name: row[title_field] for row in frappe.get_list(doctype, fields=["name", title_field], limit=0)
	}


def _agencies() -> list[dict]:
	rows = frappe.get_list(
		"Agency",
		filters={"enabled": 1},
		fields=["name", "agency_name"],
		order_by="agency_type asc, agency_name asc",
		limit=MAX_AGENCIES,
	)
	return [{"value": row.name, "label": row.agency_name} for row in rows]


def _officers(area: str) -> list[dict]:
	"""Active officers of the township, those of the child's own village first."""
	titles = _titles("Position", "position_name")
	rows = frappe.get_list(
		"Officer",
		filters={"status": "Active", "area": ("descendants of (inclusive)", township_of(area) or area)},
		fields=["name", "officer_name", "position", "area"],
		order_by="area asc, officer_name asc",
		limit=0,
	)
	village = area[:12]
	rows.sort(key=lambda row: not (row.area or "").startswith(village))
	return [
		{"value": row.name, "label": row.officer_name, "post": titles.get(row.position, "")}
		for row in rows[:MAX_OFFICERS]
	]


def _household(name: str | None):
	"""The household's address if the user may see the household."""
	rows = frappe.get_list("Household", filters={"name": name}, fields=["address"], limit=1) if name else []
	return rows[0] if rows else frappe._dict()


def _title(doctype: str, name: str | None, title_field: str) -> str:
	# Organisational fact that every officer may know: no permission check.
	return (frappe.db.get_value(doctype, name, title_field) or "") if name else ""


def _age(born: date, today: date) -> int:
	return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
