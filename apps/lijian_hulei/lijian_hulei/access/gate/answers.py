"""What an answer may hold of a document: the fields of the reader's levels, in the document and in its versions.

Frappe takes the others out of a document that is opened, but not out of the answer to one that is saved, submitted
or named by run_doc_method (it puts the stored values back in first), and never out of the version history.
"""

import json

import frappe
from frappe.model.meta import Meta

from lijian_hulei.access.personal import is_limited
from lijian_hulei.access.titles import keep_readable

MARKS = (b'"doctype"', b'"docinfo"', b'"_link_titles"')


def keep_levels(response) -> None:
	"""Takes what is above the session user's levels, and titles of records that he may not read, out of a JSON answer.

	An answer that cannot be judged is emptied.
	"""
	if response.mimetype != "application/json" or response.direct_passthrough:
		return
	body = response.get_data()
	if not any(mark in body for mark in MARKS):
		return
	try:
		answer = json.loads(body)
		if not _strip(answer):
			return
		text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
	except Exception:
		# The hook's errors are only logged; the answer must not go out as it was.
		response.status_code = 500
		response.set_data("{}")
		raise
	response.set_data(text)


def _strip(answer) -> bool:
	"""Whether something was taken out."""
	if not isinstance(answer, dict):
		return False
	titles = answer.get("_link_titles")
	changed = isinstance(titles, dict) and keep_readable(titles)
	for part in ("docs", "data", "message", "doc"):
		for document in answer[part] if isinstance(answer.get(part), list) else [answer.get(part)]:
			changed |= _strip_document(document)
	info = answer.get("docinfo")
	if not isinstance(info, dict) and isinstance(answer.get("message"), dict):
		info = answer["message"].get("docinfo")
	return _strip_versions(info) or changed


def _strip_document(document, parent: str | None = None) -> bool:
	if not isinstance(document, dict) or not is_limited(document.get("doctype")):
		return False
	meta = frappe.get_meta(document["doctype"])
	hidden = _hidden(meta, parent or document.get("parenttype"))
	changed = False
	for fieldname in hidden & set(document):
		del document[fieldname]
		changed = True
	for table in meta.get_table_fields():
		for row in document.get(table.fieldname) or ():
			changed |= _strip_document(row, meta.name)
	return changed


def _hidden(meta: Meta, parent: str | None = None) -> set[str]:
	"""The fields above the levels that the session's user reads."""
	levelled = [field for field in meta.fields if field.permlevel]
	if not levelled:
		return set()
	permitted = meta.get_permlevel_access("read", parenttype=parent)
	return {field.fieldname for field in levelled if field.permlevel not in permitted}


def _strip_versions(info) -> bool:
	if not isinstance(info, dict) or not is_limited(info.get("doctype")):
		return False
	meta, changed = frappe.get_meta(info["doctype"]), False
	hidden = _hidden(meta)
	tables = {table.fieldname: table.options for table in meta.get_table_fields()}
	columns = {table: _hidden(frappe.get_meta(row), meta.name) for table, row in tables.items()}
	if not hidden and not any(columns.values()):
		return False
	for version in info.get("versions") or ():
		data = frappe.parse_json(version.get("data") or "{}")
		if isinstance(data, dict) and _strip_changes(data, hidden, columns):
			version["data"], changed = json.dumps(data, ensure_ascii=False), True
	return changed


def _strip_changes(data: dict, hidden: set[str], columns: dict[str, set[str]]) -> bool:
	"""`data` as frappe.core.doctype.version.version.get_diff writes it."""
	before = json.dumps(data, ensure_ascii=False, default=str)
	data["changed"] = [change for change in data.get("changed") or () if change[0] not in hidden]
	for kind in ("added", "removed", "row_changed"):
		data[kind] = [change for change in data.get(kind) or () if change[0] not in hidden]
	for kind in ("added", "removed"):
		for table, row in data[kind]:
			for column in columns.get(table, set()) & set(row):
				del row[column]
	for change in data["row_changed"]:
		unseen = columns.get(change[0], set())
		change[3] = [part for part in change[3] if part[0] not in unseen]
	return json.dumps(data, ensure_ascii=False, default=str) != before
