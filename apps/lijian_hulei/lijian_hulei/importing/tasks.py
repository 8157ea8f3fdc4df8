"""What the scheduler does for roster imports: continue interrupted ones, delete old files."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, cint, now_datetime
from frappe.utils.background_jobs import is_job_enqueued

from lijian_hulei.importing import progress
from lijian_hulei.importing.result import delete_files
from lijian_hulei.importing.start import enqueue_import

DAYS_TO_KEEP_FILES = 30
MOST_AT_ONCE = 200


def resume_interrupted() -> None:
	"""Imports whose worker died are queued again, as the user who started them; their cursor says where they stopped."""
	# No permission filter: the scheduler looks after everybody's imports.
	rows = frappe.get_all(
		progress.DOCTYPE,
		filters={"status": ("in", (progress.QUEUED, progress.IMPORTING))},
		fields=["name", "started_by"],
		order_by="creation asc",
	)
	for row in rows:
		if row.started_by and not is_job_enqueued(progress.job_id(row.name)):
			enqueue_import(row.name, row.started_by)


def delete_old_files() -> None:
	"""Uploaded rosters and their bad rows hold clear numbers: they go after the days set, the counts stay.

	Personal Information Protection Law Art. 19 (shortest keeping). Resumable: what is deleted is not found again.
	"""
	days = cint(frappe.db.get_single_value("Hulei Settings", "roster_file_days")) or DAYS_TO_KEEP_FILES
	before = add_days(now_datetime(), -days)
	# No permission filter: retention applies to everybody's imports.
	names = frappe.get_all(
		progress.DOCTYPE,
		filters={"creation": ("<", before), "file": ("is", "set"), "status": ("not in", progress.AT_WORK)},
		pluck="name",
		order_by="creation asc",
		limit_page_length=MOST_AT_ONCE,
	)
	for name in names:
		delete_files(name)
		progress.store(name, file=None, error_file=None, preview=None)
		# commit: a file is gone for good once deleted, so the record must say so at once.
		frappe.db.commit()
