"""What the scheduler calls for compliance. Each may be run twice or late without harm."""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from lijian_hulei.compliance.services import catch_up, refresh, scorecard, send_digest, send_urgent
from lijian_hulei.compliance.services.calendar import remind_of_missing_year
from lijian_hulei.compliance.services.running import PROGRESS, TIMEOUT, month_from_label, run_month

DEFAULT_DIGEST_HOUR = 8


def refresh_duties() -> None:
	"""Settles, marks and escalates in the background; the morning's digest goes out at its hour."""
	frappe.enqueue(
		"lijian_hulei.compliance.tasks.refresh_and_remind",
		queue="long",
		timeout=TIMEOUT,
		job_id="compliance_hourly",
		deduplicate=True,
	)


def catch_up_duties() -> None:
	"""Opens what is new, freezes what is over, and makes up for days on which nothing ran."""
	frappe.enqueue(
		"lijian_hulei.compliance.tasks.catch_up_now",
		queue="long",
		timeout=TIMEOUT,
		job_id="compliance_catch_up",
		deduplicate=True,
	)


def refresh_and_remind() -> None:
	now = now_datetime()
	refresh(now)
	send_urgent(now)
	digest_hour = (
		cint(frappe.db.get_single_value("Hulei Settings", "remind_digest_hour")) or DEFAULT_DIGEST_HOUR
	)
	if now.hour >= digest_hour:
		send_digest(now)


def catch_up_now() -> None:
	now = now_datetime()
	catch_up(now)
	remind_of_missing_year(now.date())
	scorecard.keep_running(now)
	scorecard.close_appeals(now)


def run_one_month(label: str) -> None:
	"""Background job behind the button "Run Month": shows its progress to the user who asked."""

	def show(done: int, total: int) -> None:
		frappe.publish_progress(done * 100 / total, title=_("Compliance Report"), description=label)

	run_month(month_from_label(label), now_datetime(), show)
	frappe.publish_realtime(PROGRESS, {"month": label}, user=frappe.session.user, after_commit=True)
