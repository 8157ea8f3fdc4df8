"""Who may call what: the tables of gate.methods applied to one request."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import frappe
from frappe import _

from lijian_hulei.access.gate import exports, levels, methods, steward
from lijian_hulei.access.gate.refusal import refuse, refuse_call, refuse_shape
from lijian_hulei.access.personal import is_open
from lijian_hulei.access.roles import SYSTEM_STEWARD
from lijian_hulei.access.roles import UNLIMITED_ROLE as UNLIMITED_ROLE
from lijian_hulei.access.scope import user_scope

# What the realtime server asks in the name of a cookie before it lets somebody into a room.
ROOM_METHODS = frozenset(
	f"frappe.realtime.{name}" for name in ("can_subscribe_doc", "can_subscribe_doctype", "has_permission")
)
EMPTY = (None, "", 0, False, "0", "false", "null", "undefined", "[]", "{}")


@dataclass(frozen=True)
class Call:
	"""What Frappe will do with a request: call `method`, serve the DocType `resource`, or show `page`."""

	method: str | None = None
	resource: str | None = None
	page: str | None = None
	http_method: str = "GET"

	@classmethod
	def of(cls, request, form: dict) -> "Call":
		"""In Frappe's own order (frappe.app.application); what does not fit in is no call of a known kind."""
		path, http_method = request.path, request.method
		if form.get("cmd"):
			return cls(method=str(form["cmd"]), http_method=http_method)
		if not path.startswith("/api/"):
			return cls(page=path, http_method=http_method)
		parts = path[len("/api/") :].split("/")
		if parts[0] == "v1":
			parts = parts[1:]
		kind, rest = (parts[0] if parts else ""), "/".join(parts[1:])
		if kind == "method":
			return cls(method=rest, http_method=http_method)
		if kind == "resource":
			return cls(resource=parts[1] if len(parts) > 1 else "", http_method=http_method)
		return cls(method=path, http_method=http_method)

	@property
	def last_part(self) -> str:
		return (self.method or "").rpartition(".")[2]


def judge(call: Call) -> None:
	"""Raises Refused unless the session's user, who is not a System Manager, may make this call.

	Who is in no post today has what a guest has: a post that ends by its date ends with the next request, not with
	the night's job. The realtime server's questions about records are then refused as well.
	"""
	guest = frappe.session.user == "Guest"
	if not guest and not user_scope().officers:
		guest = True
		if call.method in ROOM_METHODS:
			refuse_call()
	if call.page is not None:
		return _judge_page(call.page, guest)
	if call.resource is not None:
		return refuse_call() if guest else _judge_resource(call)
	if guest:
		if call.method not in methods.GUEST_METHODS and not call.method.startswith(methods.PUBLIC_API):
			refuse_call()
		return None
	return _judge_method(call)


def _judge_page(path: str, guest: bool) -> None:
	parts = unquote(path).strip("/ ").split("/")
	first = parts[0]
	if ".." in parts or "\\" in path:
		refuse_call()
	if first in methods.STATIC or first in _own_pages():
		return
	if path.startswith("/private/files/"):
		return refuse_call() if guest else None
	if first not in (methods.GUEST_PAGES if guest else methods.USER_PAGES):
		refuse_call()


@cache
def _own_pages() -> frozenset[str]:
	"""The pages and folders under the app's www/, which check their visitors themselves."""
	names = (entry.name for entry in Path(frappe.get_app_path("lijian_hulei", "www")).iterdir())
	return frozenset(name.partition(".")[0] for name in names if not name.startswith(("_", ".")))


def _judge_resource(call: Call) -> None:
	_check_doctype(call.resource, own_only=True)
	form = frappe.local.form_dict
	if "run_method" in form and call.http_method != "POST":
		refuse(_("This action is only accepted by POST."))
	_check_arguments(form, call.resource)


def _judge_method(call: Call) -> None:
	method, form = call.method, frappe.local.form_dict
	if method.startswith(methods.OWN_API) or method in frappe.get_hooks("hulei_allowed_methods"):
		return
	if method == methods.SHOWING_METHOD and form.get("doctype") in methods.SHOWN_DOCTYPES:
		return  # Frappe itself asks for the right to read it
	writing = method in methods.WRITING
	if method in steward.METHODS:
		if SYSTEM_STEWARD not in frappe.get_roles() or call.http_method != "POST":
			refuse_call()
	elif not writing and method not in methods.READING and method not in methods.GUEST_METHODS:
		refuse_call()
	if writing and call.http_method not in ("POST", "PUT", "DELETE"):
		refuse(_("This action is only accepted by POST."))
	for key in methods.WITHOUT.get(method, ()):
		if form.get(key) not in EMPTY and form.get(key) != []:
			refuse_shape(key)
	if method == methods.ASSET_METHOD:
		_check_assets(form)
	_check_function(method, form)
	_check_arguments(form, form.get("doctype") or form.get("dt"))
	exports.check(method, form)
	if method in methods.NEEDS:
		_check_need(form, *methods.NEEDS[method])
	if method in ("run_doc_method", "runserverobj"):
		_check_stored(form)
	elif method == "upload_file":
		_check_upload_source(form)
	elif method in methods.CARD_METHODS:
		_use_stored_card(form)
	elif method in methods.REPORT_METHODS:
		_check_prepared_report(form)
	elif method == methods.LINKS_METHOD:
		_keep_readable_links(form)


def _check_function(method: str, form: dict) -> None:
	named = form.get(methods.FUNCTION_ARGUMENTS.get(method, ""))
	if named in EMPTY or named in methods.CALLED_BY_NAME:
		return
	if not str(named).startswith(methods.OWN_API):
		refuse_call()


def _check_assets(form: dict) -> None:
	items = frappe.parse_json(form.get("items"))
	if not isinstance(items, list) or not all(
		isinstance(item, str) and methods.ASSET.fullmatch(item) for item in items
	):
		refuse_shape("items")


def _check_arguments(form: dict, doctype: str | None) -> None:
	for key in methods.DOCTYPE_ARGUMENTS:
		if form.get(key) not in EMPTY:
			_check_doctype(str(form[key]))
	for key in ("doc", "docs"):
		for document in _documents(form.get(key)):
			_check_doctype(str(document.get("doctype") or ""))
			if document.get("doctype") == "File" and document.get("file_url"):
				_check_address(str(document["file_url"]))
	for key in methods.SELF:
		if form.get(key) not in EMPTY and form[key] != frappe.session.user:
			refuse_shape(key)
	if "ignore_user_permissions" in form and not is_open(doctype):
		# Link fields may look past the officer's own area only where every officer may (an agency elsewhere).
		form["ignore_user_permissions"] = 0
	levels.check(doctype, getattr(frappe.local, "hulei_gate_uses", []))


def _documents(value) -> list[dict]:
	if isinstance(value, str) and value[:1] in "{[":
		try:
			value = json.loads(value)
		except ValueError:
			return []
	members = value if isinstance(value, list) else [value]
	return [member for member in members if isinstance(member, dict) and "doctype" in member]


def _check_doctype(doctype: str, own_only: bool = False) -> None:
	"""2b CVE-2026-39351: the DocTypes of the app, and of Frappe's those that officers' pages touch."""
	if doctype in methods.FRAMEWORK_DOCTYPES and not own_only:
		return
	if doctype in steward.DOCTYPES and SYSTEM_STEWARD in frappe.get_roles():
		return
	module = frappe.db.get_value("DocType", doctype, "module", cache=True)
	if not module or frappe.db.get_value("Module Def", module, "app_name", cache=True) != "lijian_hulei":
		refuse_call()


def _check_need(form: dict, doctype_key: str, name_key: str, ptype: str) -> None:
	doctype = doctype_key[1:] if doctype_key.startswith("=") else form.get(doctype_key)
	names = form.get(name_key)
	if isinstance(names, str) and names.startswith("["):
		names = json.loads(names)
	for name in names if isinstance(names, list) else [names]:
		_require(doctype, name, ptype)


def _require(doctype, name, ptype: str) -> None:
	"""One and the same answer for what does not exist and for what is not theirs."""
	if not (isinstance(doctype, str) and isinstance(name, str | int) and frappe.db.exists(doctype, name)):
		refuse_call()
	if not frappe.has_permission(doctype, ptype, doc=frappe.get_doc(doctype, name)):
		refuse_call()


def _check_stored(form: dict) -> None:
	"""run_doc_method asks for rights on the document in the request; ask for them on the stored one too."""
	for document in _documents(form.get("docs")):
		if document.get("name") and frappe.db.exists(document["doctype"], document["name"]):
			_require(document["doctype"], document["name"], "read")


def _check_upload_source(form: dict) -> None:
	"""2a 16: copying a file by its record or address needs the right to read it."""
	if form.get("library_file_name"):
		_require("File", form["library_file_name"], "read")
	if form.get("file_url"):
		_check_address(form["file_url"])


def _check_address(file_url: str) -> None:
	if not may_read_address(file_url):
		refuse_call()


def may_read_address(file_url: str) -> bool:
	"""Whether the session's user may read one of the File records that stand for this address."""
	# get_all: the rights are asked for record by record below
	for name in frappe.get_all("File", filters={"file_url": file_url}, pluck="name", order_by="creation asc"):
		if frappe.has_permission("File", "read", doc=frappe.get_doc("File", name)):
			return True
	return False


def _use_stored_card(form: dict) -> None:
	sent = frappe.parse_json(form.get("doc"))
	name = sent.get("name") if isinstance(sent, dict) else None
	_require("Number Card", name, "read")
	form["doc"] = frappe.get_doc("Number Card", name).as_json()


def _keep_readable_links(form: dict) -> None:
	"""A number of records is an answer too: whether an obstruction was reported is not told by a count of one."""
	items = frappe.parse_json(form.get("items") or "[]")
	if not items:
		dashboard = frappe.get_meta(str(form.get("doctype"))).get_dashboard_data()
		items = [item for group in dashboard.transactions for item in group.get("items")]
	readable = [item for item in items if isinstance(item, str) and frappe.has_permission(item, "read")]
	form["items"] = json.dumps(readable)


def _check_prepared_report(form: dict) -> None:
	"""Results of background reports are computed within the limits of who asked for them."""
	filters = frappe.parse_json(form.get("filters"))
	name = filters.get("prepared_report_name") if isinstance(filters, dict) else None
	if name and frappe.db.get_value("Prepared Report", name, "owner") != frappe.session.user:
		refuse_call()
