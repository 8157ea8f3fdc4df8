"""Checks on documents, so that they hold whichever way a document is written. Named by hooks.py (doc_events)."""

import hashlib
import re
from functools import partial

import frappe
from frappe import _
from frappe.sessions import clear_sessions
from frappe.utils import escape_html
from frappe.utils.html_utils import sanitize_html

from lijian_hulei.access.gate import uploads
from lijian_hulei.access.gate.callers import may_read_address
from lijian_hulei.access.personal import is_limited

PERSON_NAMES = ("first_name", "middle_name", "last_name", "full_name", "username")
RUNS_SCRIPT = re.compile(r"<\s*(?:script|iframe|object|embed)|\bon\w+\s*=|javascript:", re.IGNORECASE)


def check_file(doc, method: str | None = None) -> None:
	"""File.validate. 2a 16, 19; CVE-2025-67289, CVE-2026-119145, CVE-2026-31878."""
	if frappe.flags.in_install or frappe.flags.in_migrate or doc.is_home_folder or doc.is_attachments_folder:
		return
	doc.file_name = uploads.without_markup(doc.file_name or "") or None
	try:
		if doc.is_folder:
			uploads.check_name(doc.file_name or "")
			return
		name = doc.file_name or (doc.file_url or "").rpartition("/")[2]
		uploads.check_name(name)
		uploads.check_extension(name)
		if doc.file_url:
			uploads.check_address(doc.file_url)
			uploads.check_extension(doc.file_url.partition("?")[0])
	except uploads.BadExtension:
		frappe.throw(
			_(
				"Files of this kind are not taken. Images, PDF, OFD, office documents, CSV, text, sound, video and ZIP are."
			),
			title=_("File Not Taken"),
		)
	except (uploads.BadName, uploads.BadAddress):
		frappe.throw(
			_("The name or address of the file is not accepted. Rename the file and choose it again."),
			title=_("File Not Taken"),
		)


def tidy_user(doc, method: str | None = None) -> None:
	"""User.validate. 2a 21: names of users are put into pages unescaped."""
	for field in PERSON_NAMES:
		if doc.get(field):
			doc.set(field, uploads.without_markup(doc.get(field)))


def end_sessions(doc, method: str | None = None) -> None:
	"""User.on_update. 2a 13: a disabled user's open sessions end at once."""
	if not doc.enabled and not doc.is_new():
		# clear_sessions commits: not in the middle of what the caller is doing
		frappe.db.after_commit.add(partial(clear_sessions, user=doc.name, force=True))


def hide_reset_key(doc, method: str | None = None) -> None:
	"""User.on_change. 2a 11: the key of a password link is kept as its hash only, as later Frappe does."""
	key = doc.get("reset_password_key")
	if key and not re.fullmatch(r"[0-9a-f]{64}", key):
		hashed = hashlib.sha256(key.encode()).hexdigest()
		frappe.db.set_value("User", doc.name, "reset_password_key", hashed, update_modified=False)


def clean_communication(doc, method: str | None = None) -> None:
	"""Communication.validate. 2a 22: shown as it is; a text that passes for JSON is not sanitised by Frappe."""
	if not doc.content:
		return
	cleaned = sanitize_html(doc.content)
	doc.content = escape_html(cleaned) if RUNS_SCRIPT.search(cleaned) else cleaned


def strip_markup(doc, method: str | None = None) -> None:
	"""Any document, before it is validated. 2a 20, 21: the one-line texts of our records hold no tags."""
	if not is_limited(doc.doctype):
		return
	for document in (doc, *doc.get_all_children()):
		for field in document.meta.get("fields", {"fieldtype": "Data"}):
			value = document.get(field.fieldname)
			if isinstance(value, str) and "<" in value:
				document.set(field.fieldname, uploads.without_markup(value))


def check_attachments(doc, method: str | None = None) -> None:
	"""Any document, before it is validated. 2a 16: Frappe attaches whatever address stands in an Attach field,
	and who may open the document may then open the file; so the address must be one that the user may open now."""
	if frappe.flags.in_import or frappe.session.user == "Administrator" or not is_limited(doc.doctype):
		return
	before = doc.get_doc_before_save()
	for address in _addresses(doc) - (_addresses(before) if before else set()):
		if not may_read_address(address):
			frappe.throw(
				_("There is no such file among those that your post may open."),
				exc=frappe.PermissionError,
				title=_("Not Permitted"),
			)


def _addresses(doc) -> set[str]:
	found = set()
	for document in (doc, *doc.get_all_children()):
		for field in document.meta.get("fields", {"fieldtype": ("in", ("Attach", "Attach Image"))}):
			value = document.get(field.fieldname)
			if isinstance(value, str) and value.startswith("/private/"):
				found.add(value)
	return found
