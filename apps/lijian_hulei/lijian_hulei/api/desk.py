"""What the desk asks about duties: what is next, what is mine today, run a month, hand out a report as a workbook."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate, now_datetime

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE
from lijian_hulei.compliance.services import enqueue_month
from lijian_hulei.compliance.services.workbook import report_workbook
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.privacy.services import log_export

OFFICES = (GOVERNANCE_OFFICE, PROTECTION_OFFICE)
UNFINISHED = ("Open", "Overdue")
SUBJECTS = (
	*("Minor", "Household", "Officer", "Agency", "Area", "Grade Change", "Follow Up"),
	*("Venue", "Rectification Order"),
)
MOST_EVENTS = 500
WORKBOOK = "xlsx"


class ReasonMissing(frappe.ValidationError):
	"""An export needs a reason."""


@frappe.whitelist()
def next_duties(doctype: str, name: str) -> list[dict]:
	"""The unfinished obligations of one record, soonest first: duty, title, due_at, required, done, status."""
	if doctype not in SUBJECTS:
		frappe.throw(_("Duties are not shown for this kind of record."), exc=frappe.PermissionError)
	require_document(doctype, name)
	if not frappe.has_permission("Obligation", "read"):
		return []
	rows = frappe.get_list(
		"Obligation",
		filters={"subject_doctype": doctype, "subject_name": name, "status": ["in", UNFINISHED]},
		fields=["name", "duty", "due_at", "required", "done", "status"],
		order_by="due_at asc",
		limit_page_length=20,
	)
	titles = _titles({row.duty for row in rows})
	return [row | {"title": titles.get(row.duty, row.duty)} for row in rows]


@frappe.whitelist()
def my_day() -> dict:
	"""Numbers for the session's officer: overdue, due today, due within seven days, open follow-ups."""
	officer = officer_of(frappe.session.user)  # open because: only the caller's own numbers
	if not officer:
		return {"officer": None, "overdue": 0, "due_today": 0, "due_this_week": 0, "follow_ups": 0}
	today = getdate()
	return {
		"officer": officer,
		"overdue": _mine(officer, {"status": "Overdue"}),
		"due_today": _mine(officer, {"status": "Open", "due_at": ["<", str(add_days(today, 1))]}),
		"due_this_week": _mine(officer, {"status": "Open", "due_at": ["<", str(add_days(today, 7))]}),
		"follow_ups": frappe.db.count("Follow Up", {"officer": officer, "status": "Open"}),
	}


@frappe.whitelist(methods=["POST"])
def run_month(month: str) -> dict:
	"""Brings a month (2026-03) up to date in the background, and freezes it if it is over."""
	require_role(*OFFICES)
	enqueue_month(month)
	return {"month": month}


@frappe.whitelist(methods=["POST"])
def export_report(name: str, reason: str) -> None:
	"""A Compliance Report as an Excel workbook; the export is noted with its reason."""
	require_role(*OFFICES)
	report = require_document("Compliance Report", name)
	if len((reason or "").strip()) < 4:
		frappe.throw(
			_("Please say what the workbook is for: it is kept in the export log."),
			exc=ReasonMissing,
			title=_("Reason Missing"),
		)
	file_name = f"{report.name}-v{report.version}.{WORKBOOK}"
	log_export("Compliance Report", reason.strip(), file_name, len(report.lines) + len(report.units))
	frappe.response.update(
		{
			"type": "binary",
			"filename": file_name,
			"filecontent": report_workbook(report, frappe.utils.get_fullname(), now_datetime()),
		}
	)


@frappe.whitelist()
def visit_events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Visits between two days for the calendar; the lists' limits apply."""
	frappe.has_permission("Visit", "read", throw=True)
	rows = frappe.get_list(
		"Visit",
		filters={"visit_date": ["between", [getdate(start), getdate(end)]], "docstatus": ["<", 2]},
		fields=["name", "visit_date", "minor_name", "docstatus"],
		order_by="visit_date asc",
		limit_page_length=MOST_EVENTS,
	)
	return [
		_event(row.name, row.visit_date, row.minor_name, "success" if row.docstatus == 1 else "default")
		for row in rows
	]


@frappe.whitelist()
def follow_up_events(start: str, end: str, filters: str | list | dict | None = None) -> list[dict]:
	"""Follow-ups due between two days for the calendar; the lists' limits apply."""
	frappe.has_permission("Follow Up", "read", throw=True)
	rows = frappe.get_list(
		"Follow Up",
		filters={"due_on": ["between", [getdate(start), getdate(end)]], "status": ["!=", "Cancelled"]},
		fields=["name", "due_on", "minor_name", "status"],
		order_by="due_on asc",
		limit_page_length=MOST_EVENTS,
	)
	return [
		_event(row.name, row.due_on, row.minor_name, "success" if row.status == "Done" else "warning")
		for row in rows
	]


def _event(name: str, day, title: str | None, tone: str) -> dict:
	"""`tone` is one of Frappe's calendar, whose texts can be read on it."""
	return {"name": name, "start": day, "end": day, "title": title or name, "tone": tone, "allDay": 1}


def _mine(officer: str, filters: dict) -> int:
	# Counts of the caller's own obligations, whatever area they lie in.
	return frappe.db.count("Obligation", {"responsible_officer": officer, **filters})


def _titles(duties: set[str]) -> dict[str, str]:
	# Titles of duties: every officer may read them.
	rows = frappe.get_all("Duty", {"name": ["in", list(duties)]}, ["name", "title"], order_by="name")
	return {row.name: row.title for row in rows}
