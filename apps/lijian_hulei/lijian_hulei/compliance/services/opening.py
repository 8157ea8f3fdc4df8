"""Opening a period: who owes what, one INSERT ... SELECT for each duty, whatever the number of children."""

from datetime import date, datetime

import frappe
from frappe.query_builder.terms import ParameterizedValueWrapper
from frappe.utils import now_datetime
from pypika import Table
from pypika.terms import Term

from lijian_hulei.compliance.rules.schedule import due_at, frame_of, was_owed
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, OPEN
from lijian_hulei.compliance.services.definitions import DutySpec, enabled_duties
from lijian_hulei.compliance.services.leaving import follow_leavers
from lijian_hulei.compliance.services.subjects import Subjects, obligation_key, subjects_of
from lijian_hulei.kernel.periods import Period

PERIOD = "Compliance Period"
CLOSED = "Closed"


def open_period(period: Period, now: datetime | None = None) -> None:
	"""Opens the month, or brings an open one up to date: newcomers, leavers, raised grades, new helpers.

	Running it again changes nothing. A closed month is left alone. What has fallen due is owed by whom and as often as
	it was then; it is opened afterwards only for a month in which nothing ran at all.
	"""
	now = now or now_datetime()
	fresh = not frappe.db.exists(PERIOD, period.label)
	if _ensure_period(period, now) == CLOSED:
		return
	day = min(max(now.date(), period.start), period.end)
	for spec in enabled_duties():
		frame = frame_of(spec.timing.frequency, period.start)
		if spec.applies_in(frame) and _is_owed(spec, frame, period):
			_open_duty(spec, period, day, now, fresh)


def open_urgent(period: Period, now: datetime) -> None:
	"""Within the hour what the day's opening would bring tomorrow: urgent duties and those counted in hours."""
	if _ensure_period(period, now) == CLOSED:
		return
	for spec in enabled_duties():
		frame = frame_of(spec.timing.frequency, period.start)
		if spec.is_urgent and spec.applies_in(frame) and _is_owed(spec, frame, period):
			_open_duty(spec, period, now.date(), now)


def _is_owed(spec: DutySpec, frame: Period, period: Period) -> bool:
	return spec.timing.is_event or was_owed(due_at(spec.timing, frame), period)


def _ensure_period(period: Period, now: datetime) -> str:
	"""The period's status; a new one is created open."""
	status = frappe.db.get_value(PERIOD, period.label, "status")
	if status:
		return status
	document = frappe.new_doc(PERIOD)
	document.update(
		{
			"name": period.label,
			"period_start": period.start,
			"period_end": period.end,
			"opened_at": now,
			"status": OPEN,
		}
	)
	document.flags.name_set = True
	# Scheduled work: no user stands behind it.
	document.insert(ignore_permissions=True)
	return document.status


def _open_duty(spec: DutySpec, period: Period, day: date, now: datetime, fresh: bool = False) -> None:
	subjects, frame = subjects_of(spec, period, day), frame_of(spec.timing.frequency, period.start)
	if fresh or spec.timing.is_event or due_at(spec.timing, frame) >= now:
		_insert(spec, subjects, now)
	_follow_subjects(spec, subjects, frame, now)
	if not spec.timing.is_event:
		follow_leavers(spec, period, now)


def _insert(spec: DutySpec, subjects: Subjects, now: datetime) -> None:
	user = frappe.session.user
	values = {
		"name": obligation_key(spec, subjects),
		"creation": str(now),
		"modified": str(now),
		"owner": user,
		"modified_by": user,
		"docstatus": 0,
		"duty": spec.name,
		"title": subjects.title,
		"subject_doctype": spec.subject_doctype,
		"subject_name": subjects.name,
		"period_start": subjects.period_start,
		"period_end": subjects.period_end,
		"due_at": subjects.due_at,
		"area": subjects.area,
		"agency": subjects.agency,
		"responsible_officer": subjects.officer,
		"required": subjects.required,
		"done": 0,
		"status": OPEN,
		"escalation_level": 0,
	}
	fresh = subjects.query.select(*(named(value, column) for column, value in values.items())).as_("fresh")
	frappe.qb.into("Obligation").columns(*values).ignore().from_(fresh).select(fresh.star).run()


def named(value: object, alias: str) -> Term:
	"""A column of a SELECT, for terms and plain values alike."""
	term = value if isinstance(value, Term) else ParameterizedValueWrapper(value)
	return term.as_(alias)


def _follow_subjects(spec: DutySpec, subjects: Subjects, frame: Period, now: datetime) -> None:
	"""Open obligations follow their subject: a new helper, another village, a raised grade, a subject come back.

	What is required only ever rises while the subject stays; what is met, late, overdue or has just fallen due keeps
	who owed it and how much.
	"""
	obligation = frappe.qb.DocType("Obligation")
	current = subjects.query.select(
		subjects.name.as_("subject_key"),
		subjects.period_start.as_("started_on"),
		subjects.title.as_("title_now"),
		subjects.officer.as_("officer_now"),
		subjects.agency.as_("agency_now"),
		subjects.area.as_("area_now"),
		subjects.required.as_("required_now"),
	).as_("current")
	same = (obligation.duty == spec.name) & (obligation.subject_name == current.subject_key)
	same &= obligation.period_start == current.started_on
	# Says again what follows from started_on, so that the frame is found by index and not in all that was ever owed.
	same &= _since(frame.start) & (obligation.period_start <= str(frame.end))
	joined = frappe.qb.update(obligation).join(current).on(same).set(obligation.modified, str(now))
	joined = joined.where(obligation.due_at >= str(now))
	_take_back(joined, obligation, current)
	_follow_owner(joined, obligation, current)
	raised = joined.set(obligation.required, current.required_now)
	raised.where(obligation.required < current.required_now).run()


def _since(day: date):
	"""What ends on that day or later: the index starts with duty and period_end."""
	return frappe.qb.DocType("Obligation").period_end >= str(day)


def _take_back(joined, obligation: Table, current) -> None:
	"""Who comes back owes what a newcomer of that day owes, not what was owed before."""
	back = joined.set(obligation.required, current.required_now).set(obligation.status, OPEN)
	_owned_now(back, obligation, current).where(obligation.status == CANCELLED).run()


def _follow_owner(joined, obligation: Table, current) -> None:
	moved = (
		differs(obligation.title, current.title_now)
		| differs(obligation.responsible_officer, current.officer_now)
		| differs(obligation.agency, current.agency_now)
		| differs(obligation.area, current.area_now)
	)
	_owned_now(joined, obligation, current).where((obligation.status == OPEN) & moved).run()


def _owned_now(query, obligation: Table, current):
	return (
		query.set(obligation.title, current.title_now)
		.set(obligation.responsible_officer, current.officer_now)
		.set(obligation.agency, current.agency_now)
		.set(obligation.area, current.area_now)
	)


def differs(one, two):
	"""Blank and NULL are the same nothing."""
	ifnull = frappe.qb.functions
	return ifnull("IFNULL", one, "") != ifnull("IFNULL", two, "")
