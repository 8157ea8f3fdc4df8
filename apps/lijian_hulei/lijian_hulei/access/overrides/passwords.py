"""Forgotten passwords. 2a 10, 11, 14: one answer for everybody, by POST only, limited, hashed unguessable keys."""

import hashlib
import secrets

import frappe
from frappe import _
from frappe.core.doctype.user import user as frappe_user
from frappe.utils import get_url, now_datetime

REQUESTS_PER_ADDRESS = 20
REQUESTS_PER_ACCOUNT = 3
PERIOD = 3600  # seconds


@frappe.whitelist(allow_guest=True, methods=["POST"])
def reset_password(user: str) -> None:
	"""Replaces frappe.core.doctype.user.user.reset_password. Whether the account exists shows in nothing:
	the mail is made in the background, and too many requests are dropped in silence."""
	# open because whoever has forgotten the password cannot log in
	if _within("address", frappe.local.request_ip or "", REQUESTS_PER_ADDRESS) and _within(
		"account", user.strip().lower(), REQUESTS_PER_ACCOUNT
	):
		frappe.enqueue(send_link, queue="short", user=user.strip(), enqueue_after_commit=True)
	frappe.msgprint(
		_("If the account exists, a link to set a new password is on its way to its mail address."),
		title=_("Password Reset"),
	)


@frappe.whitelist(allow_guest=True, methods=["POST"])
def update_password(
	new_password: str, logout_all_sessions: int = 0, key: str | None = None, old_password: str | None = None
) -> str | None:
	"""Replaces frappe.core.doctype.user.user.update_password, which looks for the key as it is kept.

	Later Frappe hashes the key itself; then it is handed on as it came.
	"""
	# open because the key of the mail, or the old password, is what is checked
	if key and not hasattr(frappe_user, "sha256_hash"):
		key = _hashed(key)
	return frappe_user.update_password(
		new_password, logout_all_sessions=logout_all_sessions, key=key, old_password=old_password
	)


def send_link(user: str) -> None:
	"""Job: sends the link, if there is such an account and it may log in."""
	if user in frappe.STANDARD_USERS or not frappe.db.get_value("User", user, "enabled"):
		return
	document = frappe.get_doc("User", user)
	document.validate_reset_password()
	key = secrets.token_urlsafe(32)
	frappe.db.set_value(
		"User",
		document.name,
		{"reset_password_key": _hashed(key), "last_reset_password_key_generated_on": now_datetime()},
		update_modified=False,
	)
	document.password_reset_mail(get_url(f"/update-password?key={key}"))


def _hashed(key: str) -> str:
	return hashlib.sha256(key.encode()).hexdigest()


def _within(kind: str, value: str, limit: int) -> bool:
	"""Counts one more request; False when there were more than `limit` within the period."""
	key = f"hulei_reset:{kind}:{_hashed(value)}"
	count = (frappe.cache.get_value(key, expires=True) or 0) + 1
	frappe.cache.set_value(key, count, expires_in_sec=PERIOD)
	return count <= limit
