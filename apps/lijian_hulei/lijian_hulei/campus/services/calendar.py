"""From a school calendar to safety lessons that are due, and from lessons held to tasks that are done."""

from datetime import date

import frappe
from frappe.utils import getdate, now_datetime, today

from lijian_hulei.campus.rules.school_year import DAILY, Due, Span, lessons_due
from lijian_hulei.importing.bulk import BulkTable, reserve_names
from lijian_hulei.kernel.periods import month_of

TASK = "Safety Education Task"
SCHOOL, VILLAGE = "School", "Village"


def spans_of(calendar) -> list[Span]:
	return [Span(row.span_kind, getdate(row.from_date), getdate(row.to_date)) for row in calendar.spans]


def make_tasks(calendar) -> int:
	"""Writes the tasks that a submitted calendar makes due and that do not stand yet; returns how many.

	Running it again adds schools and villages that came later, and nothing twice.
	"""
	wanted = {}
	due = lessons_due(spans_of(calendar))
	for agency, area, for_whom in _owing(calendar):
		for one in due:
			if for_whom == VILLAGE and one.reminder == DAILY:
				continue
			wanted[_key(agency, one)] = (agency, area, for_whom, one)
	known = set(
		frappe.get_all(  # no permission filter: which tasks stand already, not shown to anybody
			TASK, {"task_key": ("in", list(wanted) or [""])}, pluck="task_key"
		)
	)
	fresh = {key: value for key, value in wanted.items() if key not in known}
	_write(calendar, fresh)
	return len(fresh)


def _key(agency: str, due: Due) -> str:
	return f"{agency}-{due.reminder}-{due.opens_on:%Y%m}"


def _owing(calendar) -> list[tuple[str, str, str]]:
	"""(agency, area, School or Village) of everybody that the calendar holds for."""
	if calendar.school:
		area = frappe.db.get_value("Agency", calendar.school, "area")
		return [(calendar.school, area, SCHOOL)]
	agency, kind = frappe.qb.DocType("Agency"), frappe.qb.DocType("Agency Type")
	place, within = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("within")
	rows = (
		frappe.qb.from_(agency)
		.join(kind)
		.on(kind.name == agency.agency_type)
		.join(place)
		.on(place.name == agency.area)
		.join(within)
		.on((within.lft <= place.lft) & (within.rgt >= place.rgt))
		.select(agency.name, agency.area, kind.is_school)
		.where((agency.enabled == 1) & (within.name == calendar.area))
		.where((kind.is_school == 1) | (kind.name == "village_committee"))
		.orderby(agency.name)
		.run()
	)
	with_own = _schools_with_own_calendar(calendar.area)
	return [
		(name, area, SCHOOL if is_school else VILLAGE)
		for name, area, is_school in rows
		if not (is_school and name in with_own)
	]


def _schools_with_own_calendar(area: str) -> set[str]:
	# No permission filter: which schools the general calendar does not hold for.
	return set(
		frappe.get_all(
			"School Calendar", {"docstatus": 1, "area": area, "school": ("is", "set")}, pluck="school"
		)
	)


def _write(calendar, fresh: dict[str, tuple]) -> None:
	moment = str(now_datetime())
	tasks = BulkTable(
		TASK,
		("name", "task_key", "label", "agency", "area", "for_whom", "reminder", "opens_on", "closes_on"),
		frappe.session.user,
		moment,
		school_calendar=calendar.name,
	)
	for name, (key, (agency, area, for_whom, due)) in zip(
		reserve_names(TASK, len(fresh)), fresh.items(), strict=True
	):
		label = f"{due.opens_on:%Y-%m-%d} ~ {due.closes_on:%Y-%m-%d}"
		tasks.add(name, key, label, agency, area, for_whom, due.reminder, due.opens_on, due.closes_on)
	tasks.write()


def withdraw_tasks(calendar: str, day: date | None = None) -> None:
	"""What a cancelled calendar would still make due after this month goes; what is running or done stays on record."""
	task = frappe.qb.DocType(TASK)
	last = month_of(getdate(day)).end
	(
		frappe.qb.from_(task)
		.delete()
		.where((task.school_calendar == calendar) & (task.closes_on > last) & task.activity.isnull())
		.run()
	)


def task_for(activity) -> str | None:
	"""The task that an activity fulfils: of its school or its village, on its day.

	An office's lesson in a village fulfils the village's task too.
	"""
	if not activity.reminder:
		return None
	filters = {
		"reminder": activity.reminder,
		"opens_on": ("<=", activity.activity_date),
		"closes_on": (">=", activity.activity_date),
	}
	if activity.school:
		filters |= {"for_whom": SCHOOL, "agency": activity.school}
		return frappe.db.get_value(TASK, filters)
	filters |= {"for_whom": VILLAGE, "area": activity.village}
	own = frappe.db.get_value(TASK, {**filters, "agency": activity.organiser})
	return own or frappe.db.get_value(TASK, filters, order_by="name asc")


def follow_activity(activity) -> None:
	"""Marks the task done, or open again when the record was cancelled and no other one fulfils it."""
	if not activity.safety_task:
		return
	rows = frappe.get_all(  # no permission filter: whether anything fulfils the task
		"Education Activity",
		{"safety_task": activity.safety_task, "docstatus": 1},
		["name", "activity_date"],
		order_by="activity_date asc, name asc",
		limit=1,
	)
	first = rows[0] if rows else None
	frappe.db.set_value(
		TASK,
		activity.safety_task,
		{"activity": first and first.name, "done_on": first and first.activity_date},
	)


def follow_calendars() -> None:
	"""Daily: schools and villages that were added since get the tasks of the calendars in force."""
	newest = today()
	names = frappe.get_all(  # scheduled work: no user stands behind it
		"School Calendar Day", {"docstatus": 1, "to_date": (">=", newest)}, pluck="parent", distinct=True
	)
	for name in names:
		# A handful at most: one calendar for the township, one for a school that differs.
		make_tasks(frappe.get_doc("School Calendar", name))
