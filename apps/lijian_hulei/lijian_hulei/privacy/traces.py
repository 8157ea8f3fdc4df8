"""Places where Frappe keeps what a user typed outside the documents: error logs, saved list settings, histories."""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.privacy.rules.scrub import scrub


def clean_error_log(doc, method: str | None = None) -> None:
	"""Error Log, before it is written: Frappe puts the variables of every frame into it, the request's too."""
	doc.error = scrub(doc.error)
	doc.method = scrub(doc.method)


def drop_drawings(doc: Document, method: str | None = None) -> None:
	"""Version, before it is written: a drawn signature stays on its record alone; its history says that there was one."""
	if "data:image" in (doc.data or ""):
		word = _("Drawn Signature", frappe.get_system_settings("language") or "en")
		doc.data = frappe.as_json(_without_drawings(json.loads(doc.data), word), indent=None)


def _without_drawings(value, word: str):
	if isinstance(value, str):
		return word if value.startswith("data:image") else value
	if isinstance(value, list):
		return [_without_drawings(part, word) for part in value]
	if isinstance(value, dict):
		return {key: _without_drawings(part, word) for key, part in value.items()}
	return value
