"""What every answer carries, and what none carries."""

import json

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
	if path.startswith("/api/") or is_file:
		# personal data must not stay in caches of shared computers or on the way
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
