"""Putting a Roster Import's jobs into the queue, each at most once."""

from __future__ import annotations

import frappe
from frappe.utils.background_jobs import is_job_enqueued

from lijian_hulei.importing import progress

LONGEST_RUN = 3 * 3600  # seconds


def enqueue_check(name: str, user: str) -> None:
	"""Queues the dry run as `user`."""
	progress.store(name, status=progress.CHECKING, percent=0, failure=None, started_by=user)
	_enqueue("lijian_hulei.importing.run.check_as", name, user)


def enqueue_import(name: str, user: str) -> None:
	"""Queues the import to run as `user`, whose areas limit what it may write."""
	progress.store(name, status=progress.QUEUED, failure=None, started_by=user)
	_enqueue("lijian_hulei.importing.run.import_as", name, user)


def is_running(name: str) -> bool:
	return is_job_enqueued(progress.job_id(name))


def _enqueue(method: str, name: str, user: str) -> None:
	if is_running(name):
		return
	frappe.enqueue(
		method,
		queue="long",
		timeout=LONGEST_RUN,
		job_id=progress.job_id(name),
		enqueue_after_commit=True,
		name=name,
		user=user,
	)
