"""The months in their order: open, settle, mark, escalate, freeze. Catches up whatever was missed."""

from collections.abc import Callable
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import cint, getdate, now_datetime

from lijian_hulei.compliance.rules.schedule import bulletin_cut_off, months_to_run
from lijian_hulei.compliance.services.calendar import public_holidays
from lijian_hulei.compliance.services.freezing import draft_bulletin, freeze_month
from lijian_hulei.compliance.services.leaving import withdraw_events
from lijian_hulei.compliance.services.opening import open_period
from lijian_hulei.compliance.services.overdue import escalate, mark_overdue
from lijian_hulei.compliance.services.settling import settle
from lijian_hulei.kernel.periods import Period, month_of

DEFAULT_CLOSE_HOUR = 18
PROGRESS = "compliance_month"
TIMEOUT = 3600


class UnknownMonth(frappe.ValidationError):
	"""Not a month like 2026-03, or one that has not begun."""


def catch_up(now: datetime | None = None) -> list[str]:
	"""Runs every month from the oldest open one to the present one; returns the months run.

	Idempotent and resumable: each month is whole before the next begins, and one that is closed is not touched.
	"""
	now = now or now_datetime()
	months = [month for month in months_to_run(_first_to_run(), now.date()) if not _is_closed(month)]
	for month in months:
		run_month(month, now)
		frappe.db.commit()  # so that a month that is done stays done when a later one fails
	return [month.label for month in months]


def run_month(
	month: Period, now: datetime | None = None, progress: Callable[[int, int], None] | None = None
) -> None:
	"""One month up to date; frozen if it is over, its bulletin drafted if the last working day is done."""
	now = now or now_datetime()
	open_period(month, now)
	settle(month, now)
	withdraw_events(now)
	mark_overdue(now)
	escalate(now)
	if now.date() > month.end:
		freeze_month(month, now, progress)
	elif now >= bulletin_cut_off(month, close_hour(), _notice_for(month)):
		draft_bulletin(month, now)


def refresh(now: datetime | None = None) -> None:
	"""What the hours bring: evidence from imports and of self-made duties, and what has fallen due."""
	now = now or now_datetime()
	settle(None, now)
	withdraw_events(now)
	mark_overdue(now)
	escalate(now)


def enqueue_month(label: str) -> None:
	"""Runs a month in the background; asking twice while it waits starts it once."""
	month = month_from_label(label)
	frappe.enqueue(
		"lijian_hulei.compliance.tasks.run_one_month",
		queue="long",
		timeout=TIMEOUT,
		job_id=f"{PROGRESS}-{month.label}",
		deduplicate=True,
		label=month.label,
	)


def month_from_label(label: str) -> Period:
	"""Raises UnknownMonth."""
	try:
		year, month = label.split("-")
		period = month_of(date(int(year), int(month), 1))
	except (ValueError, AttributeError):
		period = None
	if period is None or period.label != label or period.start > getdate():
		frappe.throw(
			_("There is no month {0} to run. Write it like 2026-03; it must have begun.").format(
				frappe.bold(label)
			),
			exc=UnknownMonth,
			title=_("Month"),
		)
	return period


def close_hour() -> int:
	return cint(frappe.db.get_single_value("Hulei Settings", "duty_close_hour")) or DEFAULT_CLOSE_HOUR


def _notice_for(month: Period) -> dict[date, bool] | None:
	"""The month's days off and made-up working days; None where the month closes on its last calendar day."""
	if frappe.db.get_single_value("Hulei Settings", "month_end_day") == "Last Day":
		return None
	return public_holidays(month)


def _first_to_run() -> date | None:
	"""The start of the oldest month still open, else the month after the last closed one."""
	period = frappe.qb.DocType("Compliance Period")
	rows = (
		frappe.qb.from_(period).select(period.period_start, period.status).orderby(period.period_start).run()
	)
	still_open = [start for start, status in rows if status == "Open"]
	if still_open:
		return still_open[0]
	return month_of(rows[-1][0]).next().start if rows else None


def _is_closed(month: Period) -> bool:
	return frappe.db.get_value("Compliance Period", month.label, "status") == "Closed"
