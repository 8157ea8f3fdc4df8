"""Today's work: what is due for the user's area or agency, the most urgent first, with the way to do it."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate, now_datetime

from lijian_hulei.access import scope
from lijian_hulei.access.titles import titles_of
from lijian_hulei.compliance.rules.vocabulary import EVENT_FREQUENCIES
from lijian_hulei.compliance.services.returned import RETURNED, owner_field, returning_doctypes

UNFINISHED = ("Open", "Overdue")
LIMIT = 8
WEEK = 7
MINOR, GRADE_CHANGE = "Minor", "Grade Change"


@frappe.whitelist()
def today_work(mine: bool = True) -> dict:
	"""Counts and the first eight unfinished obligations and follow ups in the user's limits.

	`mine` keeps what the user's own posts owe. Rows: title, subject, grade, area_name, days_left, overdue, missed,
	done, required, open (DocType and name to open), make (DocType and values of the record that settles it).
	What was missed in a period that is over comes last: nothing done today settles it any more.
	"""
	mine = bool(cint(mine))
	officers = list(scope.user_scope().officers)
	returned = _returned()
	rows = _obligations(mine, officers) + _follow_ups(mine, officers) + returned
	rows.sort(key=lambda row: (row["due"], row["title"]))
	if len(rows) < LIMIT:
		rows += _obligations(mine, officers, missed=True)
	return {
		"mine": mine,
		"counts": {**_counts(mine, officers), "returned": len(returned)},
		"rows": [{key: value for key, value in row.items() if key != "due"} for row in rows[:LIMIT]],
	}


def _counts(mine: bool, officers: list[str]) -> dict[str, int]:
	"""overdue, today and week (the next seven days) of obligations and follow ups together; missed in past periods."""
	counts = {"overdue": 0, "today": 0, "week": 0}
	now, tomorrow = now_datetime(), getdate() + timedelta(days=1)
	limits = {
		"overdue": ([["due_at", "<", now]], [["due_on", "<", getdate()]]),
		"today": ([["due_at", "between", [now, _last_second(getdate())]]], [["due_on", "=", getdate()]]),
		"week": (
			[["due_at", "between", [tomorrow, _last_second(getdate() + timedelta(days=WEEK))]]],
			[["due_on", "between", [tomorrow, getdate() + timedelta(days=WEEK)]]],
		),
	}
	for key, (by_time, by_day) in limits.items():
		owed = by_time + _unfinished("responsible_officer", mine, officers)
		counts[key] += _count("Obligation", owed, _can_be_settled())
		counts[key] += _count("Follow Up", by_day + _unfinished("officer", mine, officers))
	missed = _missed() + _unfinished("responsible_officer", mine, officers)
	return {**counts, "missed": _count("Obligation", missed)}


def _last_second(day: date):
	return get_datetime(f"{day} 23:59:59")


def _count(doctype: str, filters: list, any_of: list | None = None) -> int:
	if not frappe.has_permission(doctype, "read"):
		return 0
	fields = ["count(name) as total"]
	return cint(frappe.get_list(doctype, filters=filters, or_filters=any_of, fields=fields)[0].total)


def _late_duties() -> list[str]:
	"""Duties that a record of a later day still settles: those of events, and those whose record names its period."""
	# get_all: duties are the plan's, every officer may know them.
	return frappe.get_all(
		"Duty",
		or_filters={"frequency": ("in", EVENT_FREQUENCIES), "evidence_period_field": ("is", "set")},
		pluck="name",
		order_by="name asc",
	)


def _can_be_settled() -> list:
	"""One of these holds for what can still be done; the opposite of `_missed`."""
	return [["period_end", ">=", getdate()], ["duty", "in", [*_late_duties(), ""]]]


def _missed() -> list:
	return [["period_end", "<", getdate()], ["duty", "not in", [*_late_duties(), ""]]]


def _unfinished(owner_field: str, mine: bool, officers: list[str]) -> list:
	filters = [["status", "in", UNFINISHED]]
	return [*filters, [owner_field, "in", officers or [""]]] if mine else filters


def _obligations(mine: bool, officers: list[str], missed: bool = False) -> list[dict]:
	if not frappe.has_permission("Obligation", "read"):
		return []
	owed = _unfinished("responsible_officer", mine, officers)
	found = frappe.get_list(
		"Obligation",
		filters=owed + _missed() if missed else owed,
		or_filters=None if missed else _can_be_settled(),
		fields=[
			"name",
			"duty",
			"subject_doctype",
			"subject_name",
			"area",
			"agency",
			"due_at",
			"required",
			"done",
		],
		order_by="due_at desc, name asc" if missed else "due_at asc, name asc",
		limit=LIMIT,
	)
	duties = _duties({row.duty for row in found})
	subjects = _subjects(found)
	unread = {row.agency for row in found if (row.subject_doctype, row.subject_name) not in subjects}
	units, places = dict(titles_of("Agency", unread)), dict(titles_of("Area", {row.area for row in found}))
	rows = [_obligation_row(row, duties[row.duty], subjects, units, places) for row in found]
	return [{**row, "missed": missed} for row in rows]


def _obligation_row(row, duty, subjects: dict, units: dict[str, str], places: dict[str, str]) -> dict:
	key = (row.subject_doctype, row.subject_name)
	subject = subjects.get(key)
	return {
		"due": get_datetime(row.due_at),
		"title": duty.title,
		"subject": subject["title"] if subject else _unnamed(row, units),
		"grade": subject["grade"] if subject else "",
		"area_name": places.get(row.area, ""),
		**_time_left(row.due_at),
		"done": cint(row.done),
		"required": cint(row.required),
		"open": key if subject else ("Obligation", row.name),
		"make": _evidence(row, duty),
	}


def _unnamed(row, units: dict[str, str]) -> str:
	"""A subject whose record the user may not read: its kind and number, which name nobody, and the unit that has it."""
	return " · ".join(filter(None, (f"{_(row.subject_doctype)} {row.subject_name}", units.get(row.agency))))


def _follow_ups(mine: bool, officers: list[str]) -> list[dict]:
	if not frappe.has_permission("Follow Up", "read"):
		return []
	found = frappe.get_list(
		"Follow Up",
		filters=_unfinished("officer", mine, officers),
		fields=["name", "minor", "minor_name", "area", "description", "due_on"],
		order_by="due_on asc, name asc",
		limit=LIMIT,
	)
	for row in found:
		row.update({"subject_doctype": "Minor", "subject_name": row.minor})
	subjects, places = _subjects(found), dict(titles_of("Area", {row.area for row in found}))
	rows = []
	for row in found:
		subject = subjects.get(("Minor", row.minor))
		rows.append(
			{
				"due": _last_second(row.due_on),
				"title": _("Help promised: {0}").format(row.description),
				"subject": row.minor_name or row.minor,
				"grade": subject["grade"] if subject else "",
				"area_name": places.get(row.area, ""),
				**_time_left(_last_second(row.due_on)),
				"done": 0,
				"required": 1,
				"open": ("Follow Up", row.name),
				"make": None,
			}
		)
	return rows


def _returned() -> list[dict]:
	"""What was sent back to the session's user: one list for each kind of record, within the user's limits."""
	rows = []
	for doctype, field in returning_doctypes().items():
		if not frappe.has_permission(doctype, "read"):
			continue
		meta = frappe.get_meta(doctype)
		found = frappe.get_list(
			doctype,
			filters={field: RETURNED, owner_field(doctype): frappe.session.user, "docstatus": ["<", 2]},
			fields=["name", "modified", f"{meta.get_title_field()} as title"],
			order_by="modified asc",
			limit=LIMIT,
		)
		rows += [_returned_row(doctype, row) for row in found]
	return rows


def _returned_row(doctype: str, row) -> dict:
	return {
		"due": get_datetime(row.modified),
		"title": _("Returned: {0}").format(_(doctype)),
		"subject": row.title or row.name,
		"grade": "",
		"area_name": "",
		**_time_left(_last_second(getdate())),
		"done": 0,
		"required": 1,
		"open": (doctype, row.name),
		"make": None,
	}


def _time_left(due_at) -> dict:
	return {
		"days_left": (getdate(due_at) - getdate()).days,
		"overdue": get_datetime(due_at) < now_datetime(),
	}


def _evidence(row, duty) -> dict | None:
	"""The new record that would settle the obligation, if the user may make one and its subject is known."""
	doctype = duty.evidence_doctype
	meta = frappe.get_meta(doctype)
	field = meta.get_field(duty.evidence_link_field)
	if duty.subject_key_field or not field or field.read_only or meta.in_create:
		return None
	if not frappe.has_permission(doctype, "create"):
		return None
	return {"doctype": doctype, "values": {field.fieldname: row.subject_name}}


def _duties(names: set[str]) -> dict[str, dict]:
	# get_all: duties are the plan's, every officer may know them.
	rows = frappe.get_all(
		"Duty",
		{"name": ("in", list(names))},
		["name", "title", "evidence_doctype", "evidence_link_field", "subject_key_field"],
		order_by="name asc",
	)
	return {row.name: row for row in rows}


def _subjects(rows: list) -> dict[tuple[str, str], dict]:
	"""Title and grade of the subjects that the user may see; one query for each DocType, not for each row."""
	by_doctype: dict[str, set[str]] = {}
	for row in rows:
		by_doctype.setdefault(row.subject_doctype, set()).add(row.subject_name)
	found = {}
	for doctype, names in by_doctype.items():
		if not frappe.has_permission(doctype, "read"):
			continue
		meta = frappe.get_meta(doctype)
		title = "minor" if doctype == GRADE_CHANGE else meta.get_title_field()
		fields = list({"name", title} | ({"grade"} if doctype == MINOR else set()))
		for record in frappe.get_list(doctype, filters={"name": ("in", list(names))}, fields=fields, limit=0):
			found[doctype, record.name] = {"title": record[title], "grade": record.get("grade") or ""}
		_name_by_link(found, doctype, meta.get_field(title))
	_name_children(found)
	return found


def _name_by_link(found: dict[tuple[str, str], dict], doctype: str, field) -> None:
	"""A record that is titled by a link (a parents' message by its topic) is known by what the link names; one without
	a title by its kind and number.
	"""
	subjects = {name: subject for (kind, name), subject in found.items() if kind == doctype}
	if not field:
		for name, subject in subjects.items():
			subject["title"] = f"{_(doctype)} {name}"
	elif (
		field.fieldtype == "Link" and doctype != GRADE_CHANGE and frappe.has_permission(field.options, "read")
	):
		names = [subject["title"] for subject in subjects.values()]
		title = frappe.get_meta(field.options).get_title_field()
		rows = frappe.get_list(
			field.options, filters={"name": ("in", names)}, fields=["name", title], limit=0
		)
		titles = {row.name: row[title] for row in rows}
		for subject in subjects.values():
			subject["title"] = titles.get(subject["title"], subject["title"])


def _name_children(found: dict[tuple[str, str], dict]) -> None:
	"""A change of grade is known by its child: by name and colour to who may see the child."""
	minors = {subject["title"] for (doctype, _name), subject in found.items() if doctype == GRADE_CHANGE}
	if not minors or not frappe.has_permission(MINOR, "read"):
		return
	rows = frappe.get_list(
		MINOR, filters={"name": ("in", list(minors))}, fields=["name", "minor_name", "grade"], limit=0
	)
	children = {row.name: row for row in rows}
	for (doctype, _name), subject in found.items():
		child = children.get(subject["title"]) if doctype == GRADE_CHANGE else None
		if child:
			subject.update(title=child.minor_name, grade=child.grade or "")
