"""The state of a Roster Import while a job works on it: stored for a reload, published for an open page."""

from __future__ import annotations

import frappe

DOCTYPE = "Roster Import"
EVENT = "roster_import_progress"
CHECKING, CHECKED, QUEUED, IMPORTING = "Checking", "Checked", "Queued", "Importing"
DRAFT, DONE, FAILED, CANCELLED = "Draft", "Done", "Failed", "Cancelled"
AT_WORK = (CHECKING, QUEUED, IMPORTING)


class Cancelled(Exception):
	"""Somebody cancelled the import between two batches."""


def store(name: str, **values: object) -> None:
	"""Writes results without touching `modified`: an open form must not be told it is out of date."""
	frappe.db.set_value(DOCTYPE, name, values, update_modified=False)


def publish(name: str, percent: float, status: str, done: int = 0, total: int = 0) -> None:
	"""Moves the bar on every open form of this import. Numbers only; nothing personal leaves the server here."""
	message = {
		"name": name,
		"percent": round(percent, 1),
		"status": status,
		"done": done,
		"total": total,
	}
	frappe.publish_realtime(EVENT, message, doctype=DOCTYPE, docname=name)


def refuse_if_cancelled(name: str) -> None:
	if frappe.db.get_value(DOCTYPE, name, "status") == CANCELLED:
		raise Cancelled


def job_id(name: str) -> str:
	return f"roster_import_{name}"
