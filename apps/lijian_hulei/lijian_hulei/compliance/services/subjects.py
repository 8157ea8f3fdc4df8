"""The subjects of a duty in a period, as one query: what each owes, until when, and who owes it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import frappe
from frappe.query_builder.terms import ParameterizedValueWrapper as Value
from pypika import Case, Table
from pypika.functions import Cast, Concat
from pypika.terms import NullValue, PseudoColumn, Term

from lijian_hulei.compliance.rules.schedule import END_OF_DAY, due_at, frame_of, full_until
from lijian_hulei.compliance.rules.vocabulary import WITHIN_HOURS
from lijian_hulei.compliance.services.columns import column, criteria
from lijian_hulei.compliance.services.definitions import DutySpec
from lijian_hulei.compliance.services.responsibility import join_responsible
from lijian_hulei.kernel.periods import Period
from lijian_hulei.ledger.services import policy_in_force

TITLE_OF_SUBJECT = {
	"Agency": "agency_name",
	"Area": "area_name",
	"Follow Up": "minor_name",
	"Grade Change": "minor_name",
	"Household": "household_name",
	"Minor": "minor_name",
	"Officer": "officer_name",
	"Venue": "venue_name",
}
"""Whom an obligation may name in its title: subjects that everybody who reads the obligation may know. Others,
such as a person of the restricted register or who is named in a report, stay behind their record's own rights."""
SEPARATOR, LONGEST_TITLE = " · ", 140
LATE_ENTRY_DAYS = 92
"""An event of an earlier month, entered only now, is owed now if it lies no further back than a quarter: nobody gets
round a duty by a date in a month that is closed, and records of years ago that a new township enters bring none."""
VISITS_WITHOUT_POLICY = {"Red": 2, "Yellow": 1, "Blue": 1}


@dataclass(frozen=True)
class Subjects:
	"""A query over the subjects and the terms that make an obligation of each row."""

	query: object
	name: Term
	title: Term
	period_start: Term
	period_end: Term
	due_at: Term
	area: Term
	agency: Term
	officer: Term
	required: Term


def subjects_of(spec: DutySpec, month: Period, day: date) -> Subjects:
	"""`month`: the calendar month being opened. `day`: whose appointments count."""
	frame = frame_of(spec.timing.frequency, month.start)
	subject = frappe.qb.DocType(spec.subject_doctype).as_("subject")
	query = _matching(spec, subject, frame)
	area = _area(spec, subject)
	query, officer, agency = join_responsible(query, spec, subject, area, day)
	dates = _event_dates(spec, subject, frame) if spec.timing.is_event else _frame_dates(spec, frame)
	required = _required(spec, subject, frame)
	title = obligation_title(spec, subject)
	return Subjects(query.where(required > 0), subject.name, title, *dates, area, agency, officer, required)


def matching_names(spec: DutySpec, month: Period):
	"""Derived table (subject_key): the subjects that owe the duty as they stand now."""
	subject = frappe.qb.DocType(spec.subject_doctype).as_("subject")
	frame = frame_of(spec.timing.frequency, month.start)
	query = _matching(spec, subject, frame).where(_required(spec, subject, frame) > 0)
	return query.select(subject.name.as_("subject_key")).as_("owing_now")


def obligation_key(spec: DutySpec, subjects: Subjects) -> Term:
	"""{duty}-{subject}-{yyyymmdd}: the same every time, so a second run inserts nothing."""
	stamp = frappe.qb.functions("REPLACE", Cast(subjects.period_start, "CHAR"), "-", "")
	return Concat(spec.name, "-", subjects.name, "-", stamp)


def obligation_title(spec: DutySpec, subject: Table) -> Term:
	"""Whom it is about, then the duty: in a narrow list the end of a title is cut off."""
	field = TITLE_OF_SUBJECT.get(spec.subject_doctype)
	if not field:
		return Value(spec.title[:LONGEST_TITLE])
	functions = frappe.qb.functions
	about = functions("NULLIF", column(subject, spec.subject_doctype, field), "")
	return functions("LEFT", functions("CONCAT_WS", SEPARATOR, about, spec.title), LONGEST_TITLE)


def _matching(spec: DutySpec, subject: Table, frame: Period):
	query = frappe.qb.from_(subject)
	for criterion in criteria(subject, spec.subject_doctype, spec.subject_conditions):
		query = query.where(criterion)
	if spec.timing.is_event:
		event = column(subject, spec.subject_doctype, spec.event_date_field)
		start, after = (datetime.combine(day, time()) for day in (frame.start, frame.next().start))
		entered_late = (subject.creation >= start) & (subject.creation < after)
		query = query.where((event >= start - timedelta(days=LATE_ENTRY_DAYS)) & (event < after))
		query = query.where((event >= start) | entered_late)
	elif spec.subject_date_field:
		since = column(subject, spec.subject_doctype, spec.subject_date_field)
		query = query.where(since.isnull() | (since < datetime.combine(frame.next().start, time())))
	return query


def _area(spec: DutySpec, subject: Table) -> Term:
	if not spec.subject_area_field:
		return NullValue()
	return column(subject, spec.subject_doctype, spec.subject_area_field)


def _frame_dates(spec: DutySpec, frame: Period) -> tuple[Term, Term, Term]:
	due = due_at(spec.timing, frame)
	return Value(str(frame.start)), Value(str(frame.end)), Value(str(due))


def _event_dates(spec: DutySpec, subject: Table, frame: Period) -> tuple[Term, Term, Term]:
	"""The SQL twin of rules.schedule.event_due_at; a test holds the two together."""
	event = column(subject, spec.subject_doctype, spec.event_date_field)
	timing = spec.timing
	if timing.frequency == WITHIN_HOURS:
		due = _add("HOUR", timing.due_within + 24 * timing.grace_days, event)
	else:
		day = _add("DAY", timing.due_within + timing.grace_days, Cast(event, "DATE"))
		due = frappe.qb.functions("TIMESTAMP", day, str(END_OF_DAY))
	due = frappe.qb.functions("GREATEST", due, str(datetime.combine(frame.start, time())))
	return Cast(event, "DATE"), Cast(due, "DATE"), due


def _add(unit: str, number: int, term: Term) -> Term:
	return frappe.qb.functions("TIMESTAMPADD", PseudoColumn(unit), number, term)


def _required(spec: DutySpec, subject: Table, frame: Period) -> Term:
	"""The SQL twin of rules.schedule.required_for, built from the same last day."""
	full = _full(spec, subject, frame)
	if not (spec.subject_date_field and spec.short_stay_days) or spec.timing.is_event:
		return full
	since = Cast(column(subject, spec.subject_doctype, spec.subject_date_field), "DATE")
	newcomer = since > str(full_until(frame, spec.short_stay_days))
	return Case().when(newcomer, frappe.qb.functions("LEAST", full, 1)).else_(full)


def _full(spec: DutySpec, subject: Table, frame: Period) -> Term:
	if not spec.count_by_grade:
		return Value(max(spec.required_count, 1))
	grade = column(subject, spec.subject_doctype, "grade")
	case = Case()
	for name, visits in visits_by_grade(frame).items():
		case = case.when(grade == name, visits)
	return case.else_(0)


def visits_by_grade(frame: Period) -> dict[str, int]:
	"""Ambiguity A9: how many visits a month the policy in force asks for (the plan says 1-2)."""
	policy = policy_in_force(frame.start) or policy_in_force(frame.end)
	if not policy:
		return dict(VISITS_WITHOUT_POLICY)
	return {
		"Red": policy.red_visits or 0,
		"Yellow": policy.yellow_visits or 0,
		"Blue": policy.blue_visits or 0,
	}
