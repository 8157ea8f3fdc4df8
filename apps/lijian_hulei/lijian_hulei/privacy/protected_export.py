"""The only way out for records with personal data: an encrypted archive for one person, with a reason, for a day.

Personal Information Protection Law Art. 51 (encryption, authority), Art. 19 (shortest keeping); Regulations on the
Protection of Minors in Cyberspace Art. 36 (who takes out data of minors is authorised and noted).
The password is never stored: to a job it goes encrypted with the site's key, and with the job it is gone.
"""

import json
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, get_datetime, get_fullname, now_datetime

from lijian_hulei.access.guards import NotYours
from lijian_hulei.access.personal import is_personal
from lijian_hulei.privacy import cipher, export_rows
from lijian_hulei.privacy.rules import export_values
from lijian_hulei.privacy.rules.scrub import scrub
from lijian_hulei.privacy.services import log_export
from lijian_hulei.privacy.workbook import Content, archive, workbook

DOCTYPE = "Protected Export"
EVENT = "protected_export_progress"
FOLDER = "protected_exports"
QUEUED, RUNNING, READY, FAILED, EXPIRED = "Queued", "Running", "Ready", "Failed", "Expired"
AT_ONCE = 300  # rows of a list that are written within the request
MOST_ROWS = 50_000
MOST_SHOWN = 10
HOURS_TO_KEEP = 24
LONGEST_RUN = 3600  # seconds
STALLED_HOURS = 3


class ExportRefused(frappe.ValidationError):
	"""An export was asked for in a way that cannot be granted: reason, password, kind or columns."""


class ExportGone(frappe.ValidationError):
	"""The file is not there: not ready, failed or expired."""


@dataclass(frozen=True)
class Made:
	"""What a job wrote: the file's name and content, encrypted already, and how many records are in it."""

	file_name: str
	content: bytes
	count: int


def start_list(
	doctype: str, filters: str | dict | list | None, fields: list[str], reason: str, password: str
) -> dict:
	"""Takes out rows of a list; see state() for the answer. Small ones are ready at once, others come from a job."""
	_check_right(doctype)
	check_words(reason, password)
	wanted, permitted = set(fields), export_rows.columns_of(doctype)
	columns = [column.fieldname for column in permitted if column.fieldname in wanted]
	if not columns:
		frappe.throw(_("Please choose at least one column."), exc=ExportRefused, title=_("No Columns Chosen"))
	asked = export_rows.conditions(doctype, filters)
	at_once = len(export_rows.names_within(doctype, asked, AT_ONCE + 1)) <= AT_ONCE
	name = note(doctype, asked, reason, columns=columns)
	order = {"filters": asked, "columns": columns, "password": password}
	return begin(name, order, run, at_once)


def start_report(report: str, filters: dict, reason: str, password: str) -> dict:
	"""Takes out what a report shows with these filters, by a job."""
	kind = frappe.db.get_value("Report", report, "ref_doctype")
	_check_right(kind)
	check_words(reason, password)
	if not frappe.get_doc("Report", report).is_permitted():
		frappe.throw(_("There is no such report among those that your post may open."), exc=NotYours)
	name = note(kind, filters, reason, report=report)
	return begin(name, {"filters": filters, "password": password}, run)


def state(name: str) -> dict:
	"""name, status, row_count, file_name, expires_at and failure of one's own export. Raises NotYours."""
	row = _own(name)
	return {key: row[key] for key in ("name", "status", "row_count", "file_name", "expires_at", "failure")}


def take(name: str) -> tuple[str, bytes]:
	"""(file name, archive) of one's own export before it expires; counted, and noted in the Export Log each time.

	Raises NotYours for another's, ExportGone for what is not there, frappe.PermissionError if the right has ended.
	"""
	row = _own(name)
	(check_print_right if row.print_format else _check_right)(row.reference_doctype)
	if row.status != READY or get_datetime(row.expires_at) <= now_datetime() or not _path(name).exists():
		frappe.throw(
			_(
				"This file is not there any more, or not yet. Files are deleted when they expire; please export anew."
			),
			exc=ExportGone,
			title=_("File Not There"),
		)
	_store(name, downloads=cint(row.downloads) + 1, downloaded_at=now_datetime())
	kind = "Print" if row.print_format else "Export"
	log_export(row.reference_doctype, row.reason, row.file_name, row.row_count, kind)
	return row.file_name, _path(name).read_bytes()


def mine() -> list[dict]:
	"""One's own batch prints that are under way or can still be downloaded, as in state(), latest first."""
	# get_all: no village may list exports; these are the user's own.
	return frappe.get_all(
		DOCTYPE,
		filters={
			"requested_by": frappe.session.user,
			"print_format": ("is", "set"),
			"status": ("in", (QUEUED, RUNNING, READY)),
		},
		fields=["name", "title", "status", "row_count", "file_name", "expires_at", "failure"],
		order_by="creation desc",
		limit_page_length=MOST_SHOWN,
	)


def run(name: str, order: str) -> None:
	"""The job of an export of rows: writes its file as the session's user, who asked for it."""
	perform(name, order, _write_rows)


def perform(name: str, order: str, write: Callable[[frappe._dict, dict], Made]) -> None:
	"""Lets `write` make the file of one export from its row and from what begin() sealed in `order`.

	Failures end in the record, and without the variables of frames in the error log: the password is among them.
	"""
	_store(name, status=RUNNING)
	frappe.db.savepoint(DOCTYPE.replace(" ", "_").lower())
	try:
		with site_language():
			_finish(name, write(_own(name), json.loads(cipher.decrypt(order))))
	except Exception as error:
		frappe.db.rollback(save_point=DOCTYPE.replace(" ", "_").lower())
		expected = isinstance(error, frappe.ValidationError | frappe.PermissionError)
		if not expected:
			frappe.log_error(title="Protected export failed", message=traceback.format_exc())
		why = str(error) if expected else _("The file could not be written. Please tell the system steward.")
		frappe.clear_messages()
		_path(name).unlink(missing_ok=True)
		_store(name, status=FAILED, failure=why)
		tell(name, 100, FAILED)


def expire() -> int:
	"""Deletes the files whose time is over; returns how many. What has been done is not found again."""
	return _end({"status": READY, "expires_at": ("<=", now_datetime())}, EXPIRED)


def give_up_stalled() -> int:
	"""Exports whose worker died cannot go on: their password is gone. Who asked starts again."""
	before = add_to_date(now_datetime(), hours=-STALLED_HOURS)
	return _end({"status": ("in", (QUEUED, RUNNING)), "creation": ("<", before)}, FAILED)


def _check_right(doctype: str | None) -> None:
	_check_personal(doctype)
	if not (frappe.has_permission(doctype, "read") and frappe.has_permission(doctype, "export")):
		frappe.throw(
			_("Your post may not export {0}. The two offices may.").format(_(doctype)),
			exc=frappe.PermissionError,
			title=_("Not Permitted"),
		)


def _check_personal(doctype: str | None) -> None:
	if not is_personal(doctype):
		frappe.throw(
			_("This kind of record holds no personal data: use Export in the menu of the list."),
			exc=ExportRefused,
			title=_("Not Needed"),
		)


def check_words(reason: str, password: str) -> None:
	if not export_values.is_reason(reason):
		frappe.throw(
			_(
				"Please say in at least {0} characters what the data is for: it is kept with the export."
			).format(export_values.SHORTEST_REASON),
			exc=ExportRefused,
			title=_("Reason Missing"),
		)
	if not export_values.is_strong(password):
		frappe.throw(
			_("The password needs {0} to {1} characters, letters as well as digits or signs.").format(
				export_values.SHORTEST_PASSWORD, export_values.LONGEST_PASSWORD
			),
			exc=ExportRefused,
			title=_("Password"),
		)


def note(
	doctype: str,
	filters: list | dict,
	reason: str,
	report: str | None = None,
	columns: list[str] | None = None,
	print_format: str | None = None,
) -> str:
	"""Puts on record who asked for what and why; the name of the Protected Export. The caller has checked the right."""
	with site_language():
		words = _("Batch print of {0}") if print_format else _("Protected export of {0}")
		title = words.format(_(report or doctype))
	document = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"title": title,
			"reference_doctype": doctype,
			"report": report,
			# As typed they may hold numbers of persons.
			"filters": scrub(json.dumps(filters, ensure_ascii=False, default=str)),
			"columns": json.dumps(columns or []),
			"print_format": print_format,
			"reason": reason.strip(),
			"status": QUEUED,
			"requested_by": frappe.session.user,
		}
	)
	# No role may create one; this is the only writer and has checked right, reason and password.
	name = document.insert(ignore_permissions=True).name
	# commit: that somebody asked stays on record, whatever becomes of the file.
	frappe.db.commit()
	return name


def begin(name: str, order: dict, job: Callable, at_once: bool = False) -> dict:
	"""Has `job(name, order)` make the file, in this request or by a worker. `order` goes sealed; it holds the password."""
	sealed = cipher.encrypt(json.dumps(order, default=str))
	if at_once:
		job(name, sealed)
	else:
		frappe.enqueue(
			job,
			queue="long",
			timeout=LONGEST_RUN,
			job_id=f"protected_export_{name}",
			enqueue_after_commit=False,  # the record is committed, and a request that wrote nothing since never commits
			name=name,
			order=sealed,
		)
	return state(name)


def tell(name: str, percent: float, status: str = RUNNING) -> None:
	"""How far it is, to who asked for it."""
	message = {"name": name, "percent": round(percent), "status": status}
	frappe.publish_realtime(EVENT, message, user=frappe.session.user)


def check_print_right(doctype: str | None) -> None:
	"""Prints in a protected file are for whoever may print the records one by one."""
	_check_personal(doctype)
	if not (frappe.has_permission(doctype, "read") and frappe.has_permission(doctype, "print")):
		frappe.throw(
			_("Your post may not print {0}.").format(_(doctype)),
			exc=frappe.PermissionError,
			title=_("Not Permitted"),
		)


def _write_rows(row: frappe._dict, order: dict) -> Made:
	_check_right(row.reference_doctype)
	name = row.name
	if row.report:
		columns, rows = export_rows.rows_of_report(row.report, order["filters"], MOST_ROWS)
		words = export_rows.values_in_words(order["filters"])
	else:
		wanted = set(order["columns"])
		permitted = export_rows.columns_of(row.reference_doctype)
		columns = [column for column in permitted if column.fieldname in wanted]
		rows = export_rows.rows_of_list(
			*(row.reference_doctype, order["filters"], columns, MOST_ROWS),
			lambda share: tell(name, share * 80),
		)
		words = export_rows.conditions_in_words(row.reference_doctype, order["filters"])
	moment = now_datetime()
	stem = f"export-{moment:%Y%m%d}-{name}"
	content = workbook(_content(row, columns, rows, words, moment))
	tell(name, 90)
	return Made(f"{stem}.zip", archive(f"{stem}.xlsx", content, order["password"]), len(rows))


def _finish(name: str, made: Made) -> None:
	_keep(name, made.content)
	hours = cint(frappe.db.get_single_value("Hulei Settings", "export_hours")) or HOURS_TO_KEEP
	expires = add_to_date(now_datetime(), hours=hours)
	_store(name, status=READY, row_count=made.count, file_name=made.file_name, expires_at=expires)
	tell(name, 100, READY)


def _content(row, columns: list, rows: list, conditions: str, moment) -> Content:
	taker = f"{get_fullname(row.requested_by)} ({row.requested_by})"
	when = moment.strftime("%Y-%m-%d %H:%M")
	kind = _(row.report or row.reference_doctype)
	return Content(
		title=row.title,
		sheet=kind,
		cover_sheet=_("About This Export"),
		cover=[
			(_("Content"), kind),
			(_("Taken Out By"), taker),
			(_("Taken Out At"), when),
			(_("Reason"), row.reason),
			(_("Conditions"), conditions),
			(_("Columns"), _(", ").join(column.label for column in columns)),
			(_("Rows"), str(len(rows))),
			(_("Export No."), row.name),
		],
		warning=_(
			"Holds personal data of minors. Only for the reason above; do not pass it on or put it on the internet."
			" Delete it when it has served. Every download is noted."
		),
		mark=_("Confidential · taken out by {0} on {1} · No. {2}").format(taker, when, row.name),
		heads=[column.label for column in columns],
		rows=rows,
	)


def _own(name: str):
	row = frappe.db.get_value(DOCTYPE, name, "*", as_dict=True)
	if row and row.requested_by == frappe.session.user:
		return row
	frappe.throw(_("Only who asked for an export can download it."), exc=NotYours, title=_("Not Permitted"))


def _end(filters: dict, status: str) -> int:
	# No permission filter: the scheduler looks after everybody's exports.
	names = frappe.get_all(DOCTYPE, filters=filters, pluck="name", order_by="creation asc")
	for name in names:
		_path(name).unlink(missing_ok=True)
	if names:
		frappe.db.set_value(DOCTYPE, {"name": ("in", names)}, "status", status, update_modified=False)
	return len(names)


def _path(name: str) -> Path:
	"""Outside private/files: no address leads to it and no File record stands for it. All end alike, whatever is in them."""
	return Path(frappe.get_site_path("private", FOLDER, f"{name}.zip"))


def _keep(name: str, content: bytes) -> None:
	path = _path(name)
	path.parent.mkdir(mode=0o700, exist_ok=True)
	with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
		file.write(content)


def _store(name: str, **values: object) -> None:
	"""Past the document, which refuses every change: its state is all that changes."""
	frappe.db.set_value(DOCTYPE, name, values, update_modified=False)


@contextmanager
def site_language() -> Iterator[None]:
	"""Files are worded in the town's language, whoever's browser or job makes them."""
	former = frappe.local.lang
	frappe.local.lang = frappe.db.get_single_value("System Settings", "language") or former
	try:
		yield
	finally:
		frappe.local.lang = former
