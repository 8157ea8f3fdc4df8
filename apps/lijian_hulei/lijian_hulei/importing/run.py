"""The two jobs of a Roster Import: a dry run that changes nothing, and the import itself, batch by batch.

Each batch is one transaction that also moves the cursor, so a process killed anywhere leaves whole batches and
the next start goes on where the last one stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.translate import get_user_lang
from frappe.utils import now
from frappe.utils.synchronization import filelock

from lijian_hulei.importing import progress, result
from lijian_hulei.importing.check import Record
from lijian_hulei.importing.problem import FileRefused
from lijian_hulei.importing.progress import DOCTYPE, Cancelled
from lijian_hulei.importing.roster import Roster
from lijian_hulei.importing.school import SchoolImport
from lijian_hulei.importing.village import VillageImport
from lijian_hulei.importing.wording import file_sentence

BATCH = 500
WAIT_FOR_OTHER_IMPORT = 3_600  # seconds
CHECK_SHARE = 50.0  # per cent of a dry run spent on rows, the rest on matching
FRESH = {
	"percent": 0,
	"cursor": 0,
	"failure": None,
	"finished_at": None,
	"created": 0,
	"updated": 0,
	"unchanged": 0,
}
Writer = VillageImport | SchoolImport


def check_as(name: str, user: str) -> None:
	"""What the queue calls: the check with the areas and in the language of `user`."""
	_act_as(user)
	check_roster(name)


def import_as(name: str, user: str) -> None:
	"""What the queue calls: the import with the areas and in the language of `user`."""
	_act_as(user)
	import_roster(name)


def _act_as(user: str) -> None:
	frappe.set_user(user)
	frappe.local.lang = get_user_lang(user)


def check_roster(name: str) -> None:
	"""The job behind "Check": reads, checks and matches every row, stores counts, preview and the bad rows' workbook."""
	with _recorded(name):
		progress.store(name, **FRESH, status=progress.CHECKING, started_at=now())
		_commit()
		roster = _read(name, lambda share: progress.publish(name, share * CHECK_SHARE, progress.CHECKING))
		expected, differing = _dry_run(roster)
		progress.refuse_if_cancelled(name)
		_store_counts(roster)
		progress.store(
			name,
			status=progress.CHECKED,
			percent=100,
			finished_at=now(),
			preview=result.preview(roster, expected, differing),
			error_file=result.save_error_file(roster),
		)
		_commit()
		progress.publish(name, 100, progress.CHECKED, len(roster.records), len(roster.sheet.rows))


def import_roster(name: str) -> None:
	"""The job behind "Import". May be started again after a kill: rows up to the stored cursor are not written twice."""
	with _recorded(name), filelock("roster_import", timeout=WAIT_FOR_OTHER_IMPORT):
		progress.refuse_if_cancelled(name)
		progress.store(name, status=progress.IMPORTING, failure=None)
		_commit()
		roster = _read(name, lambda share: progress.publish(name, 0, progress.IMPORTING))
		writer = _writer(roster)
		_write_batches(roster, writer)
		if isinstance(writer, SchoolImport):
			writer.finish()
		_store_counts(roster)
		progress.store(
			name,
			status=progress.DONE,
			percent=100,
			finished_at=now(),
			error_file=result.save_error_file(roster),
		)
		_commit()
		progress.publish(name, 100, progress.DONE, len(roster.records), len(roster.records))


def _read(name: str, report: Callable[[float], None]) -> Roster:
	roster = Roster(frappe.get_doc(DOCTYPE, name), frappe.session.user)
	roster.check(report)
	return roster


def _writer(roster: Roster) -> Writer:
	return SchoolImport(roster) if roster.is_school else VillageImport(roster)


def _batches(records: list[Record]) -> Iterator[list[Record]]:
	for start in range(0, len(records), BATCH):
		yield records[start : start + BATCH]


def _dry_run(roster: Roster) -> tuple[dict[str, int], list[tuple[int, str, tuple[str, ...]]]]:
	"""What the import would do, and where existing minors differ from their rows."""
	writer, name, done = _writer(roster), roster.doc.name, 0
	expected = {"created": 0, "updated": 0, "unchanged": 0}
	differing: list[tuple[int, str, tuple[str, ...]]] = []
	for batch in _batches(roster.records):
		sorted_batch = writer.sort(batch)
		if isinstance(writer, SchoolImport):
			changes, same = sorted_batch
			expected["updated"] += len(changes)
			expected["unchanged"] += same
		else:
			differing += [(record.row, minor, columns) for record, minor, columns in sorted_batch.differing]
			updates = len(sorted_batch.differing) if roster.doc.overwrite else 0
			expected["created"] += len(sorted_batch.new)
			expected["updated"] += updates
			expected["unchanged"] += len(sorted_batch.present) - updates
		done += len(batch)
		share = done / len(roster.records)
		progress.publish(
			name, CHECK_SHARE + share * (100 - CHECK_SHARE), progress.CHECKING, done, len(roster.records)
		)
	return expected, differing


def _write_batches(roster: Roster, writer: Writer) -> None:
	"""Writes what lies after the cursor; earlier rows are only matched again, so that their problems are known."""
	doc, total, done = roster.doc, len(roster.records), 0
	stored = {key: int(doc.get(key) or 0) for key in writer.counts}
	for batch in _batches([record for record in roster.records if record.row <= doc.cursor]):
		writer.sort(batch)
		done += len(batch)
	for batch in _batches([record for record in roster.records if record.row > doc.cursor]):
		progress.refuse_if_cancelled(doc.name)
		frappe.db.savepoint("roster_batch")
		try:
			writer.write(batch)
			done += len(batch)
			counts = {key: stored[key] + writer.counts[key] for key in stored}
			progress.store(doc.name, cursor=batch[-1].row, percent=100 * done / total, **counts)
		except Exception:
			_undo_batch()
			raise
		_commit()
		progress.publish(doc.name, 100 * done / total, progress.IMPORTING, done, total)


def _undo_batch() -> None:
	"""Nothing of the batch stays. After a deadlock the database has undone the transaction, savepoint and all."""
	try:
		frappe.db.rollback(save_point="roster_batch")
	except (frappe.db.OperationalError, frappe.db.InternalError):
		frappe.db.rollback()


def _store_counts(roster: Roster) -> None:
	total = len(roster.sheet.rows)
	bad = len(roster.problems)
	progress.store(roster.doc.name, total_rows=total, good_rows=total - bad, error_rows=bad)


def _commit() -> None:
	# commit: a finished step must survive whatever happens to the process afterwards.
	frappe.db.commit()


@contextmanager
def _recorded(name: str) -> Iterator[None]:
	"""Whatever ends a job is written into the import, in words for its user; the unexpected is logged and raised."""
	try:
		yield
	except Cancelled:
		progress.publish(name, 0, progress.CANCELLED)
	except FileRefused as refusal:
		_fail(name, file_sentence(refusal))
	except Exception:
		# The queue's own error log keeps the traceback; the exception goes on to it.
		_fail(
			name,
			_(
				"The job stopped unexpectedly. What was written is complete; press Import to continue. If it stops again, tell the system steward."
			),
		)
		raise


def _fail(name: str, sentence: str) -> None:
	progress.store(name, status=progress.FAILED, failure=sentence, finished_at=now())
	_commit()
	progress.publish(name, 0, progress.FAILED)
