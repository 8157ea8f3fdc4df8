"""What every answer carries, and what none carries."""

import json
import re

from frappe import _

from lijian_hulei.access.registry import REGISTRY, UNSCOPED

# Frappe's desk needs inline scripts and eval; nothing may be loaded from, sent to or framed by other addresses,
# so that markup that slips through (2a 19-22) has nowhere to send what it reads.
POLICY = "; ".join(
	(
		"default-src 'self'",
		"script-src 'self' 'unsafe-inline' 'unsafe-eval'",
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data: blob:",
		"font-src 'self' data:",
		"media-src 'self' blob:",
		"connect-src 'self' ws: wss:",
		"frame-src 'self' blob:",
		"worker-src 'self' blob:",
		"object-src 'none'",
		"base-uri 'self'",
		"form-action 'self'",
		"frame-ancestors 'self'",
	)
)
# Files that a browser would run get no rights at all, also those stored before the gate (2a 19).
SANDBOX = "default-src 'none'; sandbox"
ACTIVE_TYPES = (
	"text/html",
	"image/svg+xml",
	"application/xml",
	"text/xml",
	"application/xhtml+xml",
	"text/javascript",
)
PERMISSIONS = "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()"
# Where Frappe says no, it names the kind of record as the program does ("Relief Case").
REFUSALS = ("_error_message", "_server_messages")
KINDS = re.compile(
	"(?<![A-Za-z])(%s)(?![A-Za-z])"
	% "|".join(re.escape(name) for name in sorted((*REGISTRY, *UNSCOPED), key=len, reverse=True))
)
TRACES = ("exc", "exception", "_exc_source", "_debug_messages", "__debug_info")


def add(response, request) -> None:
	"""nginx adds X-Frame-Options, X-Content-Type-Options and Referrer-Policy; these do not depend on it."""
	path = request.path if request is not None else ""
	is_file = path.startswith(("/private/files/", "/files/"))
	if is_file and response.mimetype in ACTIVE_TYPES:
		response.headers["Content-Security-Policy"] = SANDBOX
		response.headers["Content-Disposition"] = "attachment"
		response.headers["X-Content-Type-Options"] = "nosniff"
	else:
		response.headers.setdefault("Content-Security-Policy", POLICY)
	response.headers.setdefault("Permissions-Policy", PERMISSIONS)
	response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
	logged_in = request is not None and request.cookies.get("sid", "Guest") != "Guest"
	if path.startswith("/api/") or is_file or (logged_in and response.mimetype == "text/html"):
		# personal data, and the pages that say who is logged in, must not stay in caches of shared computers or on the way
		response.headers.setdefault("Cache-Control", "no-store, private")


def drop_traces(response) -> None:
	"""Takes tracebacks out of a JSON answer; its messages and its exc_type stay."""
	if response.mimetype != "application/json" or response.direct_passthrough:
		return
	body = response.get_data()
	if not any(f'"{key}"'.encode() in body for key in TRACES):
		return
	answer = json.loads(body)
	if isinstance(answer, dict):
		for key in TRACES:
			answer.pop(key, None)
		response.set_data(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


def name_kinds(response) -> None:
	"""Puts the kind of record into the reader's language in a refusal (status 403) that Frappe worded."""
	if response.status_code != 403 or response.mimetype != "application/json" or response.direct_passthrough:
		return
	answer = json.loads(response.get_data())
	if not isinstance(answer, dict):
		return
	for key in set(REFUSALS) & set(answer):
		answer[key] = KINDS.sub(lambda found: _(found[0]), str(answer[key]))
	response.set_data(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
