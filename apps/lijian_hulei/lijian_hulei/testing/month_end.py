"""Sets a site so that the real scheduler has a month to close. For ./test only; refuses where tests are not allowed."""

import frappe

DAILY_JOB = "lijian_hulei.compliance.tasks.catch_up_duties"
LONG_AGO = "2020-01-01 00:00:00"


def reopen(month: str) -> None:
	"""Take back that a month (YYYY-MM) was closed, as if the scheduler had not run since."""
	_only_in_tests()
	frappe.db.set_value("Compliance Period", month, {"status": "Open", "closed_at": None})


def make_daily_job_due() -> None:
	"""The next tick of the scheduler enqueues the daily job."""
	_only_in_tests()
	frappe.db.set_value("Scheduled Job Type", {"method": DAILY_JOB}, "last_execution", LONG_AGO)


def status(month: str) -> str:
	_only_in_tests()
	return frappe.db.get_value("Compliance Period", month, "status")


def _only_in_tests() -> None:
	if not frappe.conf.allow_tests:
		raise frappe.PermissionError("allow_tests is not set for this site")
