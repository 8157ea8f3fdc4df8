"""Taking in mandatory reports: from the desk and from the public page, and what follows from them."""

import secrets
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, now_datetime

from lijian_hulei.cases.rules import reporting
from lijian_hulei.cases.services.agencies import own_agencies
from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.photos import keep_picture

DEFAULT_WARNING_HOURS = 2
# Whose name stands on a record whose author must not be read from it.
NOBODY = "Guest"
LATE = "Late"
NAMELESS = ("Mandatory Report", "Report Obstruction", "Report Duty Review")


def new_receipt_code() -> str:
	return reporting.write_code(
		[secrets.randbelow(len(reporting.ALPHABET)) for _sign in range(reporting.CODE_LENGTH)]
	)


def warning_hours() -> int:
	"""After how many hours somebody looks whether the report came at once (Hulei Settings)."""
	return cint(frappe.db.get_single_value("Hulei Settings", "report_warning_hours")) or DEFAULT_WARNING_HOURS


def delay_of(report: Document) -> reporting.Delay:
	return reporting.delay(
		get_datetime(report.discovered_at),
		get_datetime(report.reported_at),
		get_datetime(report.police_called_at) if report.police_called_at else None,
		warning_hours(),
	)


def station_for(area: str) -> str | None:
	"""The police station of the township that `area` lies in."""
	return frappe.db.get_value(
		"Agency",
		{"agency_type": "police_station", "area": township_of(area), "enabled": 1},
		order_by="creation asc",
	)


def reporter_of(user: str) -> dict[str, str | None]:
	"""{kind, agency}: what the user is when he reports in his own name, and for which unit."""
	agency = min(own_agencies(user), default=None)
	agency_type = frappe.db.get_value("Agency", agency, "agency_type") if agency else None
	return {"kind": reporting.kind_of_reporter(agency_type), "agency": agency}


def take_in(values: dict[str, Any], pictures: list[tuple[str, bytes]], obstruction: str = "") -> Document:
	"""A report from the public page; `pictures` are already cleaned (ending, content).

	The caller has checked form and limits. Raises what the report's own rules raise.
	"""
	report = frappe.get_doc({"doctype": "Mandatory Report", "channel": "Public Page", **values})
	for fieldname in ("discovered_at", "police_called_at"):
		report.set(fieldname, reporting.not_ahead(report.get(fieldname), now_datetime()))
	# No account stands behind a public report: everybody may report (Article 11).
	report.insert(ignore_permissions=True)
	for ending, content in pictures:
		row = report.append("photos", {"photo": keep_picture(report, ending, content)})
		# Straight into the table: a guest may open no private file, so saving the report would refuse his own.
		row.db_insert()
	hide_author(report)
	if obstruction:
		note_obstruction(report, obstruction)
	return report


def hide_author(report: Document) -> None:
	"""Neither the report's rows nor its pictures say whose account they came from."""
	nobody = {"owner": NOBODY, "modified_by": NOBODY}
	attached = {"attached_to_doctype": report.doctype, "attached_to_name": report.name}
	frappe.db.set_value("File", attached, nobody, update_modified=False)
	for table in ("Report Step", "Report Photo"):
		frappe.db.set_value(table, {"parent": report.name}, nobody, update_modified=False)
	frappe.db.set_value(report.doctype, report.name, nobody, update_modified=False)


def leave_author_out(doc: Document, method: str | None = None) -> None:
	"""Hook on what Frappe writes beside a record (its notices, its workflow's open steps), before it is inserted:
	their owner would name the author of a report."""
	if (doc.get("document_type") or doc.get("reference_doctype")) in NAMELESS:
		doc.owner = doc.modified_by = NOBODY


def public_state(code: str) -> str | None:
	"""The state behind a receipt code and nothing else; None for a code that nobody was given."""
	known = reporting.read_code(code)
	return frappe.db.get_value("Mandatory Report", {"receipt_code": known}, "status") if known else None


def note_obstruction(report: Document, manner: str, by_whom: str = "") -> Document:
	"""What a reporter says of being kept from reporting, as a record of its own: the unit's people see neither
	it nor a trace of it on the report."""
	obstruction = frappe.get_doc(
		{
			"doctype": "Report Obstruction",
			"report": report.name,
			"area": report.area,
			"agency": report.reporter_agency,
			"manner": manner,
			"by_whom": by_whom,
			"noticed_at": now_datetime(),
		}
	)
	obstruction.flags.is_from_reporter = True
	# The reporter has no right on such records, only the right to make one.
	return obstruction.insert(ignore_permissions=True)


def ask_for_review(report: Document) -> None:
	"""A report of somebody bound to report that came later than at once: somebody looks at it (R32)."""
	if not report.is_late or not reporting.owes_report(report.reporter_kind):
		return
	if frappe.db.exists("Report Duty Review", {"report": report.name}):
		return
	review = frappe.get_doc(
		{
			"doctype": "Report Duty Review",
			"kind": LATE,
			"report": report.name,
			"area": report.area,
			"agency": report.reporter_agency,
			"situation": report.situation,
			"should_have_reported_at": report.discovered_at,
			"learnt_at": first_told_at(report),
			"facts": _("Noted by the system: {0} minutes from discovery to report.").format(
				report.minutes_to_report
			),
		}
	)
	review.flags.is_made_by_rule = True
	# Made by the rule, whoever reported.
	review.insert(ignore_permissions=True)


def first_told_at(report: Document) -> datetime:
	told = get_datetime(report.reported_at)
	return min(told, get_datetime(report.police_called_at)) if report.police_called_at else told
