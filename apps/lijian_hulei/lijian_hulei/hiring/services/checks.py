"""Checks of staff: what a reply does to the worker, and what the worker's record says of the replies."""

from collections.abc import Callable
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate, today

from lijian_hulei.hiring.rules.standing import (
	IN_POST,
	RECORD_FOUND,
	STOPPED,
	UNCHECKED,
	WORKING,
	Answer,
	next_due,
	why_not_in_post,
)
from lijian_hulei.hiring.services.units import head_users
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.messages import tell_all

REPLIED = "Replied"
DEFAULT_DAYS, DEFAULT_REMIND = 365, 30


def days_between_checks() -> int:
	return cint(frappe.db.get_single_value("Hulei Settings", "background_query_days")) or DEFAULT_DAYS


def remind_days() -> int:
	stored = frappe.db.get_single_value("Hulei Settings", "background_query_remind_days")
	return DEFAULT_REMIND if stored is None else cint(stored)


def answers_of(worker: str) -> list[Answer]:
	"""All replies on a worker, oldest first."""
	# No permission filter: a rule must see every reply, also those outside the limits of who is saving.
	rows = frappe.get_all(
		"Hiring Check",
		{"worker": worker, "status": REPLIED},
		["kind", "result", "answered_on"],
		order_by="answered_on asc, creation asc",
	)
	return [Answer(row.kind, row.result, getdate(row.answered_on)) for row in rows]


def request_check(
	worker: str, kind: str, requested_on: date, batch: str | None = None, officer: str | None = None
) -> str:
	"""A new Hiring Check; its own rules apply. Returns its name."""
	check = frappe.new_doc("Hiring Check")
	check.update(
		{
			"worker": worker,
			"kind": kind,
			"requested_on": requested_on,
			"batch": batch,
			"requested_by": officer,
		}
	)
	# Follows from a batch or an entry that the user was allowed to make.
	return check.insert(ignore_permissions=True).name


def record_reply(
	check: str, result: str, answered_on: date, authority: str | None, reply_number: str | None
) -> None:
	"""Writes a reply into a check, by the check's own rules. A reply that stands already is left alone."""
	document = frappe.get_doc("Hiring Check", check)
	if document.result:
		return
	document.update(
		{"result": result, "answered_on": answered_on, "authority": authority, "reply_number": reply_number}
	)
	# The caller has checked the right to enter replies.
	document.save(ignore_permissions=True)


def apply_reply(check) -> None:
	"""After a reply: the worker's dates, and at once the stop of work where there is a record (R35)."""
	refresh_worker(check.worker)
	if check.result != RECORD_FOUND:
		lift_unchecked(check.worker)
		return
	stop_work(check)
	tell_unit(
		check.agency,
		lambda language: _("A staff check has been answered and needs handling: {0}", language).format(
			check.name
		),
		check.name,
	)


def lift_unchecked(worker: str) -> None:
	"""Who was hired before the law asked for it is in post rightly as soon as a clear reply is there."""
	status, first_day = frappe.db.get_value("Worker", worker, ["status", "first_day"])
	if status == UNCHECKED and not why_not_in_post(
		getdate(first_day), answers_of(worker), days_between_checks()
	):
		document = frappe.get_doc("Worker", worker)
		document.status = IN_POST
		# Follows from the reply, whoever entered it.
		document.save(ignore_permissions=True)


def stop_work(check) -> None:
	"""Whoever is in post stops on the day of the reply; an applicant is refused by the unit."""
	worker = frappe.get_doc("Worker", check.worker)
	if worker.status not in WORKING:
		return
	worker.status, worker.status_on = STOPPED, today()
	# The law stops the work, whoever entered the reply.
	worker.save(ignore_permissions=True)
	check.db_set("stopped_on", today(), update_modified=False)


def refresh_worker(worker: str) -> None:
	"""Last and next check, derived: written without a new version of the worker."""
	answers = answers_of(worker)
	last = max((answer.on for answer in answers), default=None)
	first_day = getdate(frappe.db.get_value("Worker", worker, "first_day"))
	due = next_due(first_day, last, days_between_checks())
	frappe.db.set_value(
		"Worker",
		worker,
		{"last_checked_on": last, "next_check_due_on": due, "reminded_on": None},
		update_modified=False,
	)


def refresh_all_due_dates() -> None:
	"""After the interval in Hulei Settings was changed: two statements, whatever the number of workers."""
	days = days_between_checks()
	worker, check = frappe.qb.DocType("Worker"), frappe.qb.DocType("Hiring Check")
	later = frappe.qb.functions(
		"TIMESTAMPADD", frappe.qb.terms.PseudoColumn("DAY"), days, worker.last_checked_on
	)
	frappe.qb.update(worker).set(worker.next_check_due_on, later).where(
		worker.last_checked_on.isnotnull()
	).run()
	until = frappe.qb.functions("TIMESTAMPADD", frappe.qb.terms.PseudoColumn("DAY"), days, check.answered_on)
	frappe.qb.update(check).set(check.valid_until, until).where(check.answered_on.isnotnull()).run()


def valid_until(answered_on: date) -> date:
	return add_days(answered_on, days_between_checks())


def tell_unit(agency: str | None, subject: Callable[[str], str], check: str | None = None) -> None:
	"""A notification to the unit's head: record names and numbers only, never a person's name or the answer.

	`subject` makes the sentence in a language.
	"""
	about = ("Hiring Check", check) if check else None
	tell_all(head_users(agency), lambda _user, language: (subject(language), ""), about)


def follow_settings(doc, method: str | None = None) -> None:
	"""Hook on Hulei Settings: another interval moves every due date."""
	if has_changed(doc, "background_query_days"):
		refresh_all_due_dates()
