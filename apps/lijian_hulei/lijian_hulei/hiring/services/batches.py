"""Batches: from a unit's list of staff to one check each, and from the replies back into them."""

import frappe

from lijian_hulei.access.scope import limited
from lijian_hulei.hiring.rules.standing import APPLICANT, PRE_HIRE, WORKING
from lijian_hulei.hiring.services.checks import record_reply, remind_days, request_check


def open_checks(batch) -> None:
	"""One Hiring Check for every row. Inserted one by one: each is screened and logged by itself."""
	for row in batch.workers:
		check = request_check(row.worker, batch.kind, batch.requested_on, batch.name, batch.requested_by)
		row.db_set("check", check, update_modified=False)


def enter_replies(batch) -> None:
	"""Replies of the rows into their checks; those that stand already are left alone."""
	for row in batch.workers:
		if row.result and row.check:
			record_reply(row.check, row.result, batch.answered_on, batch.authority, batch.reply_number)


def follow_batch(batch) -> None:
	replied = sum(1 for row in batch.workers if row.result)
	batch.status = "All Replied" if replied == len(batch.workers) else "Partly Replied" if replied else "Sent"


def withdraw_checks(batch) -> None:
	"""A batch that is taken back takes its unanswered checks along."""
	names = [row.check for row in batch.workers if row.check]
	for row in batch.workers:
		row.db_set("check", None, update_modified=False)
	for name in names:
		# The consequence of a cancellation that was allowed.
		frappe.delete_doc("Hiring Check", name, ignore_permissions=True)


def workers_to_check(agency: str | None, venue: str | None, kind: str, today) -> list[dict]:
	"""{worker, worker_name, post, authorised_on} of those of a unit who are due and have no open check, within the user's limits."""
	worker, check = frappe.qb.DocType("Worker"), frappe.qb.DocType("Hiring Check")
	waiting = frappe.qb.from_(check).select(check.worker).where(check.status == "Requested")
	latest = frappe.utils.add_days(today, remind_days())
	query = (
		frappe.qb.from_(worker)
		.select(worker.name.as_("worker"), worker.worker_name, worker.post, worker.authorised_on)
		.where(worker.authorised_on.isnotnull() & worker.name.notin(waiting))
		.orderby(worker.next_check_due_on)
		.orderby(worker.name)
	)
	query = query.where(worker.venue == venue) if venue else query.where(worker.agency == agency)
	if kind == PRE_HIRE:
		query = query.where(worker.status == APPLICANT)
	else:
		query = query.where(worker.status.isin(WORKING) & (worker.next_check_due_on <= latest))
	query = limited(query, "Worker")
	return query.run(as_dict=True)
