"""The facts of an accountability file: who was responsible on that day, what was owed, done, reminded and sent up.

No child is named: duties, dates and officers only. Read once, kept as rows, fixed when the file is sent for approval.
"""

import hashlib
from datetime import date, datetime, time

import frappe
from frappe import _
from frappe.utils import add_months, get_datetime, getdate

from lijian_hulei.compliance.rules import accountability as rules
from lijian_hulei.compliance.rules.vocabulary import CANCELLED
from lijian_hulei.compliance.services import steps
from lijian_hulei.compliance.services.as_of import Stood, stood_on
from lijian_hulei.compliance.services.narrative import language
from lijian_hulei.organisation.services import township_of

MOST_ROWS = 400
SCHOOL_POSTS = {"school_head": "School Head", "school_staff": "Deputy School Head"}
KINDS = {"First": "First Responsible", "Second": "Second Responsible", "Direct": "Direct Responsible"}


def collect(file) -> None:
	"""Fills people, duties and events of an Accountability Referral as of its case_date."""
	day = getdate(file.case_date)
	file.township = township_of(file.place_area)
	people = _people(file, day)
	stood = stood_on(day, _obligations(file, day))
	history = steps.history([one.row["name"] for one in stood], rules.end_of(day))
	names, titles = _names(people, stood), _titles(stood)
	file.set("people", people)
	file.set("duties", [_fact(one, history, names, titles) for one in stood])
	file.set("events", _events(day, people, stood, history, names, titles))
	file.collected_at = frappe.utils.now_datetime()
	file.facts_digest = digest(file)
	file.facts_note = _note(file, stood)


def digest(file) -> str:
	"""A fingerprint of what the file says; printed with it, so that a changed copy shows."""
	shown = [file.case_date, file.basis, file.place_area, file.agency, file.summary]
	for table in ("people", "duties", "events"):
		for row in file.get(table):
			values = row.as_dict(no_default_fields=True)
			shown.append("|".join(f"{key}={_text(values[key])}" for key in sorted(values) if values[key]))
	return hashlib.sha256("\n".join(str(part) for part in shown).encode()).hexdigest()[:32]


def _text(value: object) -> str:
	"""Dates read alike before and after they are stored."""
	return str(value).removesuffix(" 00:00:00")


def _note(file, stood: list[Stood]) -> str:
	text = _("As known on {0}; what happened or was entered after the day is marked or left out.", language())
	note = text.format(frappe.utils.formatdate(getdate()))
	if len(stood) >= MOST_ROWS:
		note += " " + _("Only the {0} latest duties are listed.", language()).format(MOST_ROWS)
	return note


def _people(file, day: date) -> list[dict]:
	rows = _appointed(file, day)
	if file.place_kind == rules.CAMPUS:
		rows += _school_posts(file.agency, day)
	if file.place_kind == rules.VENUE:
		rows += _trade_posts(file, day)
	return rows


def _appointed(file, day: date) -> list[dict]:
	"""First, second and direct responsible of the village (and of the unit) on the day, by appointment."""
	term, officer = frappe.qb.DocType("Responsibility"), frappe.qb.DocType("Officer")
	position, agency = frappe.qb.DocType("Position"), frappe.qb.DocType("Agency")
	place, above = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("above")
	inside = frappe.qb.from_(place).join(above).on((above.lft <= place.lft) & (above.rgt >= place.rgt))
	areas = inside.select(above.name).where(
		(place.name == file.place_area) & above.level.isin(("Village", "Grid"))
	)
	concerns = term.area.isin(areas)
	if file.agency:
		concerns |= term.agency == file.agency
	found = (
		frappe.qb.from_(term)
		.join(officer)
		.on(officer.name == term.officer)
		.left_join(position)
		.on(position.name == officer.position)
		.left_join(agency)
		.on(agency.name == officer.agency)
		.select(term.kind, term.officer, officer.officer_name, position.position_name)
		.select(agency.agency_name.as_("unit_name"), term.from_date, term.to_date)
		.where(concerns & (term.from_date <= day) & (term.to_date.isnull() | (term.to_date >= day)))
		.orderby(term.from_date)
		.run(as_dict=True)
	)
	order = list(KINDS)
	found.sort(key=lambda row: order.index(row.kind))
	return [dict(row) | {"kind": KINDS[row.kind]} for row in found]


def _posts(kinds: dict[str, str], agencies: list[str], day: date, heads: str) -> list[dict]:
	"""Officers of the agencies on the day, by post; the head of an agency under `heads`."""
	officer, position, agency = (frappe.qb.DocType(name) for name in ("Officer", "Position", "Agency"))
	chosen = officer.position.isin(list(kinds) or [""]) | (agency.head == officer.name)
	found = (
		frappe.qb.from_(officer)
		.join(agency)
		.on(agency.name == officer.agency)
		.left_join(position)
		.on(position.name == officer.position)
		.select(officer.name.as_("officer"), officer.officer_name, position.position_name, officer.position)
		.select(
			agency.agency_name.as_("unit_name"),
			officer.started_on.as_("from_date"),
			officer.left_on.as_("to_date"),
		)
		.where(officer.agency.isin(agencies or [""]) & chosen)
		.where(officer.started_on.isnull() | (officer.started_on <= day))
		.where(officer.left_on.isnull() | (officer.left_on > day))
		.orderby(officer.name)
		.run(as_dict=True)
	)
	return [dict(row) | {"kind": kinds.get(row.pop("position"), heads)} for row in found]


def _school_posts(school: str, day: date) -> list[dict]:
	"""Head, and the deputy in charge where the settings ask for both (ambiguity A19)."""
	both = frappe.db.get_single_value("Hulei Settings", "school_responsible") != "Head Only"
	kinds = SCHOOL_POSTS if both else {"school_head": "School Head"}
	return _posts(kinds, [school], day, "School Head")


def _trade_posts(file, day: date) -> list[dict]:
	"""The station and the office over the trade, and the head of the venue's own unit (plan part 3(1), R61)."""
	# The venue was named by an officer of the two offices that may see all venues.
	venue = frappe.db.get_value("Venue", file.venue, ["supervising_agency", "agency"], as_dict=True) or {}
	rows = _posts(
		{"police_chief": "Supervising Station"}, [venue.get("supervising_agency")], day, "Supervising Station"
	)
	return rows + _posts({}, [venue.get("agency")], day, "Head of the Unit")


def _obligations(file, day: date) -> list[dict]:
	"""What was owed in the place, or by the unit, or about the venue, in the months looked back."""
	obligation = frappe.qb.DocType("Obligation")
	start = getdate(add_months(day.replace(day=1), -int(file.looks_back_months)))
	query = (
		frappe.qb.from_(obligation)
		.select(obligation.star)
		.where((obligation.period_start <= day) & (obligation.status != CANCELLED))
		.where(obligation.due_at >= str(datetime.combine(start, time())))
		.where(_concerns(file, obligation))
		.orderby(obligation.due_at, order=frappe.qb.desc)
		.orderby(obligation.name)
		.limit(MOST_ROWS)
	)
	return list(reversed(query.run(as_dict=True)))


def _concerns(file, obligation):
	if file.place_kind == rules.VENUE:
		about = (obligation.subject_doctype == "Venue") & (obligation.subject_name == file.venue)
		return about | (obligation.agency == file.agency) if file.agency else about
	if file.place_kind == rules.CAMPUS:
		return obligation.agency == file.agency
	area, place = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("place")
	inside = frappe.qb.from_(area).join(place).on((area.lft >= place.lft) & (area.rgt <= place.rgt))
	return obligation.area.isin(inside.select(area.name).where(place.name == file.place_area))


def _names(people: list[dict], stood: list[Stood]) -> dict[str, str]:
	wanted = {one.row["responsible_officer"] for one in stood} | {row["officer"] for row in people}
	# Names of officers: every officer of the township may know them.
	rows = frappe.get_all("Officer", {"name": ["in", list(filter(None, wanted))]}, ["name", "officer_name"])
	return {row.name: row.officer_name for row in rows}


def _titles(stood: list[Stood]) -> dict[str, tuple[str, str]]:
	# Titles of duties: every officer may read them.
	duties = {one.row["duty"] for one in stood}
	rows = frappe.get_all("Duty", {"name": ["in", list(duties)]}, ["name", "title", "requirement"])
	return {row.name: (row.title, row.requirement or "") for row in rows}


def _fact(one: Stood, history: dict, names: dict, titles: dict) -> dict:
	row, taken = one.row, history.get(one.row["name"], [])
	title, requirement = titles.get(row["duty"], (row["duty"], ""))
	return {
		"duty_title": title,
		"requirement": requirement,
		"obligation": row["name"],
		"period_start": row["period_start"],
		"due_at": row["due_at"],
		"required": row["required"],
		"done": one.standing.done,
		"standing": one.standing.state,
		"officer": row["responsible_officer"],
		"officer_name": names.get(row["responsible_officer"], ""),
		"reminders": sum(step["kind"] != steps.ESCALATED for step in taken),
		"highest_level": max((step["step"] for step in taken if step["kind"] == steps.ESCALATED), default=0),
	}


def _events(
	day: date, people: list, stood: list[Stood], history: dict, names: dict, titles: dict
) -> list[dict]:
	"""Everything with its time, oldest first."""
	rows = [
		_event(row["from_date"], "Appointed", _(row["kind"], language()), row["officer_name"])
		for row in people
		if row["from_date"]
	]
	for one in stood:
		title = titles.get(one.row["duty"], (one.row["duty"], ""))[0]
		owner = names.get(one.row["responsible_officer"], "")
		rows += _evidence_events(one, title, owner, day)
		due = get_datetime(one.row["due_at"])
		if due <= rules.end_of(day) and one.standing.state == "Overdue":
			rows.append(_event(due, "Fell Due", title, owner, ("Obligation", one.row["name"])))
		rows += [_step_event(step, title, owner) for step in history.get(one.row["name"], [])]
	return sorted(rows, key=lambda row: (row["at"], row["kind"], row["what"]))


def _evidence_events(one: Stood, title: str, owner: str, day: date) -> list[dict]:
	rows = []
	for item, entered in one.evidence:
		row = _event(item.at, "Done", title, owner, (one.evidence_doctype, item.name))
		rows.append(row | {"entered_on": entered, "entered_later": int(entered > rules.end_of(day))})
	return rows


def _step_event(step: dict, title: str, owner: str) -> dict:
	if step["kind"] == steps.ESCALATED:
		what = _("{0}: step {1}", language()).format(title, step["step"])
		return _event(step["on_date"], "Escalated", what, owner, (steps.STEP, step["name"]))
	return _event(step["on_date"], "Reminded", title, owner, (steps.STEP, step["name"]))


def _event(at, kind: str, what: str, officer_name: str, reference: tuple[str, str] | None = None) -> dict:
	doctype, name = reference or (None, None)
	return {
		"at": get_datetime(at),
		"kind": kind,
		"what": what,
		"officer_name": officer_name,
		"reference_doctype": doctype,
		"reference_name": name,
	}
