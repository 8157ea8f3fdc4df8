"""Settling: evidence closes obligations. Reads the evidence of the period once for each duty, writes what changed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby, islice
from operator import itemgetter

import frappe
from frappe.utils import get_datetime, now_datetime
from pypika.functions import Cast
from pypika.terms import Criterion, NullValue, Term

from lijian_hulei.compliance.rules.evidence import Evidence, count, different, status_of
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, OPEN, OVERDUE
from lijian_hulei.compliance.services.columns import column, criteria
from lijian_hulei.compliance.services.definitions import DutySpec, enabled_duties, evidence_doctypes
from lijian_hulei.kernel.periods import Period

BATCH = 2000
CHANGING = ("done", "met_at", "last_evidence", "status")


def settle(period: Period | None = None, now: datetime | None = None) -> int:
	"""Brings done, met_at and status of the period's obligations up to date; returns how many changed.

	Without a period: all that are open or overdue, and all of the months that are not closed yet.
	"""
	now = now or now_datetime()
	scope = _within(period) if period else _unfinished()
	return sum(_settle_duty(spec, scope, now) for spec in enabled_duties())


def settle_for(evidence, method: str | None = None) -> None:
	"""Document event: settles at once what this one piece of evidence touches, and nothing else."""
	if method == "on_update" and evidence.docstatus:
		return  # a submission: on_submit follows
	if frappe.flags.in_import or frappe.flags.in_install or evidence.doctype not in evidence_doctypes():
		return
	specs = enabled_duties(evidence.doctype)
	now = now_datetime()
	for spec in specs:
		key = evidence.get(spec.evidence_link_field)
		if key:
			_settle_duty(spec, _of_subject(spec, key), now)


def _settle_duty(spec: DutySpec, scope: Criterion, now: datetime) -> int:
	changed = 0
	stream = iter(_changes(spec, _evidence_rows(spec, scope, now.date()), now))
	while batch := list(islice(stream, BATCH)):
		_write(batch, now)
		changed += len(batch)
	return changed


def _changes(spec: DutySpec, rows: Iterable[dict], now: datetime) -> Iterator[tuple]:
	"""(name, done, met_at, last_evidence, status) of the obligations that no longer say what the evidence says."""
	for name, group in groupby(rows, key=itemgetter("name")):
		group = list(group)
		kept = group[0]
		found = [
			Evidence(get_datetime(row["happened_at"]), row["evidence"], str(row["kind"] or ""))
			for row in group
			if row["evidence"]
		]
		if spec.evidence_distinct_field:
			found = different(found)
		tally = count(found, kept["required"], spec.minimum_gap_days)
		status = status_of(tally, kept["due_at"], now)
		after = (tally.done, tally.met_at, tally.last, status)
		if after != (kept["done"], kept["met_at"], kept["last_evidence"], kept["status"]):
			yield (name, *after)


def evidence_of(spec: DutySpec, scope: Criterion, day: date) -> list[dict]:
	"""For the obligations in `scope` what counts as evidence: name, evidence, happened_at, entered_at, kind."""
	return _evidence_rows(spec, scope, day)


def _evidence_rows(spec: DutySpec, scope: Criterion, today: date) -> list[dict]:
	"""Obligations with their evidence, and those that claim evidence but have none left."""
	obligation = frappe.qb.DocType("Obligation")
	evidence = frappe.qb.DocType(spec.evidence_doctype).as_("evidence")
	query = frappe.qb.from_(obligation)
	key = obligation.subject_name
	if spec.subject_key != "name":
		subject = frappe.qb.DocType(spec.subject_doctype).as_("subject")
		query = query.join(subject).on(subject.name == obligation.subject_name)
		key = column(subject, spec.subject_doctype, spec.subject_key)
	happened = column(evidence, spec.evidence_doctype, spec.evidence_date_field)
	query = query.left_join(evidence).on(_counts(spec, obligation, evidence, key, happened, today))
	return (
		query.select(
			obligation.name,
			obligation.required,
			obligation.due_at,
			obligation.done,
			obligation.met_at,
			obligation.last_evidence,
			obligation.status,
			evidence.name.as_("evidence"),
			_counted_at(spec, obligation, happened).as_("happened_at"),
			evidence.creation.as_("entered_at"),
			_kind(spec, evidence).as_("kind"),
		)
		.where((obligation.duty == spec.name) & (obligation.status != CANCELLED) & scope)
		.where(evidence.name.isnotnull() | (obligation.done > 0))
		.orderby(obligation.name)
		.run(as_dict=True)
	)


def _counted_at(spec: DutySpec, obligation, happened) -> Term:
	"""What holds since before the period counts from its first day."""
	if not spec.evidence_may_precede:
		return happened
	later = frappe.qb.functions("GREATEST", happened, Cast(obligation.period_start, "DATETIME"))
	return Cast(
		later, "DATETIME(6)"
	)  # of a date and a time GREATEST makes a text, which is slow to read back


def _kind(spec: DutySpec, evidence) -> Term:
	"""What must differ from one counted record to the next; nothing where every record counts."""
	if not spec.evidence_distinct_field:
		return NullValue()
	return column(evidence, spec.evidence_doctype, spec.evidence_distinct_field)


def _counts(spec: DutySpec, obligation, evidence, key: Term, happened, today: date) -> Criterion:
	"""Whether a record is evidence for an obligation: it points to the subject, fits the filters and the time."""
	doctype = spec.evidence_doctype
	criterion = (column(evidence, doctype, spec.evidence_link_field) == key) & happened.isnotnull()
	for condition in criteria(evidence, doctype, spec.evidence_conditions):
		criterion &= condition
	if spec.evidence_period_field:
		belongs_to = column(evidence, doctype, spec.evidence_period_field)
		criterion &= (belongs_to >= obligation.period_start) & (belongs_to <= obligation.period_end)
	else:
		if not spec.evidence_may_precede:
			criterion &= happened >= obligation.period_start
		if not spec.timing.is_event:
			criterion &= Cast(happened, "DATE") <= obligation.period_end
	if spec.evidence_until_field:
		until = column(evidence, doctype, spec.evidence_until_field)
		still_needed = frappe.qb.functions("LEAST", Cast(obligation.due_at, "DATE"), str(today))
		criterion &= until.isnull() | (until >= still_needed)
	return criterion


def _write(batch: list[tuple], now: datetime) -> None:
	"""One statement for the whole batch; every name exists already, so nothing is inserted.

	Plain parameters: the query builder needs ten times as long for as many values.
	"""
	one_row = f"({', '.join(['%s'] * (len(CHANGING) + 2))})"
	replaced = ", ".join(f"`{field}` = values(`{field}`)" for field in (*CHANGING, "modified"))
	frappe.db.sql(
		f"insert into `tabObligation` (`name`, {', '.join(f'`{field}`' for field in CHANGING)}, `modified`)"
		f" values {', '.join([one_row] * len(batch))} on duplicate key update {replaced}",
		[value for row in batch for value in (*row, now)],
	)


def _within(period: Period) -> Criterion:
	obligation = frappe.qb.DocType("Obligation")
	return (obligation.period_start <= str(period.end)) & (obligation.period_end >= str(period.start))


def _unfinished() -> Criterion:
	obligation = frappe.qb.DocType("Obligation")
	# Names of months, no personal data: no permission check.
	oldest_open = frappe.db.get_value(
		"Compliance Period", {"status": OPEN}, "period_start", order_by="period_start"
	)
	unfinished = obligation.status.isin((OPEN, OVERDUE))
	return unfinished | (obligation.period_end >= str(oldest_open)) if oldest_open else unfinished


def _of_subject(spec: DutySpec, key: str) -> Criterion:
	obligation = frappe.qb.DocType("Obligation")
	if spec.subject_key == "name":
		return obligation.subject_name == key
	subject = frappe.qb.DocType(spec.subject_doctype).as_("touched")
	named = frappe.qb.from_(subject).select(subject.name)
	return obligation.subject_name.isin(
		named.where(column(subject, spec.subject_doctype, spec.subject_key) == key)
	)
