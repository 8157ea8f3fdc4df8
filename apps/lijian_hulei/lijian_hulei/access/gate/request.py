"""The one gate in front of Frappe's endpoints, on its public hooks.

check_input    before_request  what came in, for everybody: the forms of arguments, POST, redirects, uploads
check_caller   auth_hooks      who calls what. Frappe knows holders of API keys only from here on
clean_response after_request   no tracebacks, nothing above one's levels, headers
"""

from urllib.parse import unquote, urlsplit

import frappe
from frappe import _

from lijian_hulei.access.gate import answers, callers, headers, methods, shapes, uploads
from lijian_hulei.access.gate.callers import Call
from lijian_hulei.access.gate.refusal import refuse, refuse_shape
from lijian_hulei.access.personal import is_limited

REDIRECTS = ("redirect-to", "redirect_to", "redirect_url", "redirect")
# Frappe looks for keys of other DocTypes and for OAuth tokens there; neither is in use (2a 30).
KEY_SOURCE = "Frappe-Authorization-Source"


def check_input() -> None:
	"""Raises Refused for a request that no page of ours would send. Independent of who sends it."""
	request = frappe.local.request
	if request.method == "OPTIONS":
		return
	call = Call.of(request, frappe.local.form_dict)
	_check_authorization(request)
	_check_redirects(request)
	if call.last_part in methods.POST_ONLY and request.method != "POST":
		refuse(_("This action is only accepted by POST."))
	_check_shapes(call)
	if call.method and call.last_part in ("upload_file", "uploadfile", "attach_file"):
		_check_upload(request)
	if call.method == methods.CHART_METHOD:
		frappe.local.form_dict["refresh"] = 1


def check_caller() -> None:
	"""Raises Refused unless the user may make this call at all. What it touches is checked further inside."""
	request = frappe.local.request
	if request.method == "OPTIONS":
		return
	_check_enabled()
	if _is_unlimited():
		return
	callers.judge(Call.of(request, frappe.local.form_dict))


def clean_response(response=None, request=None) -> None:
	"""2a 29: who is not a System Manager is told what to do, not how the program failed; and only of one's levels."""
	if response is None:
		return
	if frappe.local.flags.hulei_refused and response.status_code < 400:
		response.status_code = 403  # Frappe shows its page "Not Permitted" with status 200
	headers.add(response, request)
	if not _is_unlimited():
		headers.drop_traces(response)
		answers.keep_levels(response)
		headers.name_kinds(response)


def _is_unlimited() -> bool:
	user = frappe.session.user if frappe.session else None
	return user == "Administrator" or bool(
		user and user != "Guest" and callers.UNLIMITED_ROLE in frappe.get_roles(user)
	)


def _check_enabled() -> None:
	"""2a 13: neither Frappe's sessions nor its API keys ask whether the user is still enabled."""
	user = frappe.session.user
	if user not in frappe.STANDARD_USERS and not frappe.get_cached_value("User", user, "enabled"):
		refuse(_("This account has been closed."))


def _check_authorization(request) -> None:
	scheme = request.headers.get("Authorization", "").partition(" ")[0].lower()
	if scheme == "bearer" or request.headers.get(KEY_SOURCE, "User") != "User":
		refuse(_("This kind of authorization is not in use here."))


def _check_redirects(request) -> None:
	"""2a 9: a link to our login page must not end on somebody else's."""
	for source in (request.args, frappe.local.form_dict):
		for key in REDIRECTS:
			target = source.get(key)
			if target and not is_local(str(target), request.host):
				refuse(_("The page to go to after this one is not on this site."))


def is_local(target: str, host: str) -> bool:
	"""Whether a browser would stay on `host`: one slash and then no slash, or our own address in full."""
	plain = unquote(target)
	if any(ord(sign) < 32 for sign in plain) or "\\" in plain:
		return False
	parts = urlsplit(plain)
	if parts.scheme or parts.netloc:
		return parts.scheme in ("http", "https") and parts.netloc == host
	return not plain.startswith("//")


def _check_shapes(call: Call) -> None:
	special = methods.SPECIAL_SHAPES.get(call.method or "")
	if special is None:
		special = methods.OWN_SHAPES if (call.method or "").startswith(methods.OWN_API) else {}
	try:
		frappe.local.hulei_gate_uses = shapes.check(frappe.local.form_dict, special)
	except shapes.Misshapen as misshapen:
		refuse_shape(str(misshapen))


def _check_upload(request) -> None:
	form = frappe.local.form_dict
	names = [form.get("file_name"), form.get("filename")] + [part.filename for part in request.files.values()]
	try:
		for name in filter(None, names):
			uploads.check_name(name)
			uploads.check_extension(name)
		if form.get("folder"):
			uploads.check_folder(form["folder"])
		if form.get("file_url"):
			uploads.check_address(form["file_url"])
	except uploads.BadExtension:
		refuse(
			_(
				"Files of this kind are not taken. Images, PDF, OFD, office documents, CSV, text, sound, video and ZIP are."
			)
		)
	except (uploads.BadName, uploads.BadAddress):
		refuse(_("The name or address of the file is not accepted. Rename the file and choose it again."))
	if is_limited(form.get("doctype")):
		form["is_private"] = 1  # before Frappe writes it among the public files
