"""Who owes nothing any more: a child that moved away, an order that was withdrawn, a grade that is no longer."""

from datetime import datetime

import frappe
from pypika.functions import Cast
from pypika.terms import ExistsCriterion

from lijian_hulei.compliance.rules.schedule import frame_of
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, OPEN, OVERDUE
from lijian_hulei.compliance.services.columns import column, criteria
from lijian_hulei.compliance.services.definitions import DutySpec, enabled_duties
from lijian_hulei.compliance.services.subjects import matching_names
from lijian_hulei.kernel.periods import Period

MINOR = "Minor"
ACTIVE = "Active"


def follow_leavers(spec: DutySpec, period: Period, now: datetime) -> None:
	"""A calendar duty of `period`: what is still to come is dropped, what has fallen due stays owed.

	The first run of a new month finds the old one's obligations still open. Whatever changed since midnight, a grade
	that fell, a birthday, a move, does not undo what was not done in the month that is over.
	"""
	_withdraw_coming(spec, period, now)
	if spec.subject_doctype == MINOR:
		_withdraw_departed(spec, period, now)


def withdraw_events(now: datetime) -> None:
	"""Event duties: an open obligation whose event is no more, was cancelled, or has another day, lapses.

	Called before anything is marked as overdue; what is overdue stays on record.
	"""
	for spec in enabled_duties():
		if spec.timing.is_event:
			_withdraw_event(spec, now)


def _withdraw_coming(spec: DutySpec, period: Period, now: datetime) -> None:
	obligation, owing = frappe.qb.DocType("Obligation"), matching_names(spec, period)
	joined = frappe.qb.update(obligation).left_join(owing).on(owing.subject_key == obligation.subject_name)
	(
		_cancelled(joined, now)
		.where(_in_frame(spec, period) & (obligation.status == OPEN))
		.where((obligation.due_at >= str(now)) & owing.subject_key.isnull())
		.run()
	)


def _withdraw_departed(spec: DutySpec, period: Period, now: datetime) -> None:
	"""A child that had left by the day the duty was due did not owe it, however late the job finds out (A24)."""
	obligation, owing = frappe.qb.DocType("Obligation"), matching_names(spec, period)
	minor = frappe.qb.DocType(MINOR)
	left_in_time = frappe.qb.from_(minor).select(minor.name).where(minor.name == obligation.subject_name)
	left_in_time = left_in_time.where(minor.status != ACTIVE)
	left_in_time = left_in_time.where(minor.status_on <= Cast(obligation.due_at, "DATE"))
	joined = frappe.qb.update(obligation).left_join(owing).on(owing.subject_key == obligation.subject_name)
	(
		_cancelled(joined, now)
		.where(_in_frame(spec, period) & obligation.status.isin((OPEN, OVERDUE)))
		.where(owing.subject_key.isnull() & ExistsCriterion(left_in_time))
		.run()
	)


def _withdraw_event(spec: DutySpec, now: datetime) -> None:
	obligation = frappe.qb.DocType("Obligation")
	subject = frappe.qb.DocType(spec.subject_doctype).as_("subject")
	event = column(subject, spec.subject_doctype, spec.event_date_field)
	standing = frappe.qb.from_(subject).select(subject.name).where(subject.name == obligation.subject_name)
	standing = standing.where(Cast(event, "DATE") == obligation.period_start)
	for criterion in criteria(subject, spec.subject_doctype, spec.subject_conditions):
		standing = standing.where(criterion)
	(
		_cancelled(frappe.qb.update(obligation), now)
		.where((obligation.duty == spec.name) & (obligation.status == OPEN))
		.where(ExistsCriterion(standing).negate())
		.run()
	)


def _cancelled(query, now: datetime):
	obligation = frappe.qb.DocType("Obligation")
	return query.set(obligation.status, CANCELLED).set(obligation.modified, str(now))


def _in_frame(spec: DutySpec, period: Period):
	"""period_end says again what follows from period_start: the index starts with duty and period_end."""
	obligation, frame = frappe.qb.DocType("Obligation"), frame_of(spec.timing.frequency, period.start)
	same = (obligation.duty == spec.name) & (obligation.period_start == str(frame.start))
	return same & (obligation.period_end >= str(frame.start))
