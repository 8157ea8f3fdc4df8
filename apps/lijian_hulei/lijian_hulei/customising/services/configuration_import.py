"""Reading a configuration file: what it would change, and the change, record by record.

Everything goes through the documents' own controllers with the rights of who imports, so that customising.policy holds
for a file as for a form. Nothing is ever deleted; what cannot be taken over is named with its reason, the rest stays.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cint, strip_html

from lijian_hulei.customising.services import configuration
from lijian_hulei.customising.services.configuration import FORMAT_VERSION, KIND, Kind

LONGEST = 5_000_000
ADDED, CHANGED, UNCHANGED = "Added", "Changed", "Unchanged"
REFUSED, LATER = "Not Taken Over", "Checked on Import"
# Saving one of these alters tables, which ends the transaction: a check looks at them without saving.
ALTERING = frozenset(("Record Type", "Custom Field"))


class UnreadableConfiguration(frappe.ValidationError):
	"""The file as a whole cannot be read here; the message says why."""


class UnknownPart(frappe.ValidationError):
	"""A record of the file holds something that this site does not know."""


def read(text: str) -> list[dict]:
	"""The records of a file. Raises UnreadableConfiguration."""
	if len(text or "") > LONGEST:
		_unreadable(_("The file is too large for a configuration."))
	try:
		content = json.loads(text or "")
	except (ValueError, RecursionError):
		_unreadable(_("The file is damaged or is no configuration file. Export it again."))
	if not isinstance(content, dict) or content.get("kind") != KIND:
		_unreadable(_("This is not a configuration file of this system."))
	if cint(content.get("format_version")) > FORMAT_VERSION:
		_unreadable(_("The file comes from a newer version. Update this system first."))
	records = content.get("records")
	if not isinstance(records, list) or not all(_is_record(record) for record in records):
		_unreadable(_("The file is damaged or is no configuration file. Export it again."))
	return records


def _is_record(record) -> bool:
	return (
		isinstance(record, dict)
		and isinstance(record.get("doctype"), str)
		and isinstance(record.get("key"), list)
		and all(isinstance(part, str) for part in record["key"])
		and isinstance(record.get("values"), dict)
	)


def _unreadable(reason: str) -> None:
	frappe.throw(reason, exc=UnreadableConfiguration, title=_("Configuration"))


def check(text: str) -> list[dict]:
	"""What an import would do, record by record; everything is taken back again."""
	records = _in_order(read(text))
	frappe.db.savepoint("configuration_check")
	try:
		return _results(records, rehearsal=True)
	finally:
		frappe.db.rollback(save_point="configuration_check")
		frappe.clear_cache()  # forms and words were read while they stood changed


def apply(text: str) -> list[dict]:
	"""Takes the file over. A second time changes nothing."""
	results = _results(_in_order(read(text)), rehearsal=False)
	frappe.clear_cache()
	return results


def _in_order(records: list[dict]) -> list[dict]:
	order = {doctype: number for number, doctype in enumerate(configuration.kinds())}
	return sorted(records, key=lambda record: order.get(record["doctype"], len(order)))


def _results(records: list[dict], rehearsal: bool) -> list[dict]:
	kinds, coming, results = configuration.kinds(), set(), []
	for record, title in zip(records, configuration.titles(records), strict=True):
		status, reason = _take(record, kinds.get(record["doctype"]), rehearsal)
		if rehearsal and status == REFUSED and _waits_for(record, coming):
			status, reason = LATER, _("It needs a form that this file brings along.")
		if status in (ADDED, CHANGED) and record["doctype"] in ALTERING:
			coming |= _brings(record)
		results.append({"kind": record["doctype"], "title": title, "status": status, "reason": reason})
	return results


def _brings(record: dict) -> set[str]:
	"""Names of DocTypes and fields that are there once this record is."""
	if record["doctype"] == "Record Type":
		return {configuration.record_doctype(record["key"][0])}
	return {str(record["values"].get("fieldname"))}


def _waits_for(record: dict, coming: set[str]) -> bool:
	text = json.dumps(record, ensure_ascii=False)
	return any(f'"{name}"' in text or f"doc.{name}" in text for name in coming)


def _take(record: dict, kind: Kind | None, rehearsal: bool) -> tuple[str, str]:
	if not kind:
		return REFUSED, _("Records of this kind are not part of a configuration.")
	messages = len(frappe.local.message_log)
	try:
		with _kept_apart():
			return _write(record, kind, rehearsal), ""
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
		return REFUSED, strip_html(str(error)) or _("You do not have the right to change this.")
	except (AttributeError, KeyError, TypeError, ValueError):
		return REFUSED, _("This record of the file is damaged.")
	finally:
		# Said in the list of results; it does not open a window for each.
		del frappe.local.message_log[messages:]


@contextmanager
def _kept_apart() -> Iterator[None]:
	"""What fails leaves nothing behind. Where a table was altered the database has already kept what was before."""
	name = "configuration_record"
	frappe.db.savepoint(name)
	try:
		yield
	except Exception:
		try:
			frappe.db.rollback(save_point=name)
		except frappe.db.OperationalError:
			frappe.db.rollback()  # the savepoint went when the table was altered
		raise


def _write(record: dict, kind: Kind, rehearsal: bool) -> str:
	values = _read_values(record, kind)
	doc = _present(record, kind, values)
	if doc and _same(doc, values, kind):
		return UNCHANGED
	status = CHANGED if doc else ADDED
	doc = doc or frappe.new_doc(kind.doctype)
	if cint(doc.docstatus):
		frappe.throw(_("It is in force here and does not change any more. Make a new version."), UnknownPart)
	if doc.is_new() and kind.key == ("name",):
		doc.name = record["key"][0]
	doc.update(_storable(values, kind))
	_rehearse(doc) if rehearsal and _alters_tables(doc) else doc.save()
	if kind.key == ("name",) and doc.name != record["key"][0]:
		raise ValueError("key")
	return status


def _storable(values: dict, kind: Kind) -> dict:
	"""Nothing instead of an empty text where the database wants JSON: filters of a link, in official v15."""
	json_fields = {field.fieldname for field in configuration.fields_of(kind) if field.fieldtype == "JSON"}
	return {name: None if name in json_fields and value == "" else value for name, value in values.items()}


def _rehearse(doc) -> None:
	doc.check_permission("create" if doc.is_new() else "write")
	for step in ("before_insert",) if doc.is_new() else ():
		doc.run_method(step)
	for step in ("before_validate", "validate"):
		doc.run_method(step)


def _alters_tables(doc) -> bool:
	if doc.doctype == "Workflow":
		return not frappe.get_meta(doc.document_type).has_field(doc.workflow_state_field)
	return doc.doctype in ALTERING


def _present(record: dict, kind: Kind, values: dict):
	if len(record["key"]) != len(kind.key):
		raise ValueError("key")
	if kind.key == ("name",):
		name = record["key"][0] if frappe.db.exists(kind.doctype, record["key"][0]) else None
	else:
		known = dict(zip(kind.key, record["key"], strict=True))
		if any(str(values.get(field, known[field])) != known[field] for field in known):
			raise ValueError("key")
		name = _find(kind, known)
	return frappe.get_doc(kind.doctype, name) if name else None


def _find(kind: Kind, known: dict[str, str]) -> str | None:
	"""By its key; a part that is empty may be stored as nothing or as an empty text."""
	filters = {**{field: value for field, value in known.items() if value}, **dict(kind.filters)}
	# get_all: only whether there is one; its controller decides who may change it.
	found = frappe.get_all(kind.doctype, filters=filters, fields=["name", *kind.key], order_by="creation asc")
	return next((row.name for row in found if configuration.key_of(kind, row) == list(known.values())), None)


def _same(doc, values: dict, kind: Kind) -> bool:
	"""Only what the file speaks of is compared: a field that was added here stays as it is."""
	here = configuration.values_of(kind, doc)
	return all(_alike(here[field], value) for field, value in values.items())


def _alike(here, there) -> bool:
	if not isinstance(here, list):
		return here == there
	return len(here) == len(there) and all(
		all(row[field] == value for field, value in other.items())
		for row, other in zip(here, there, strict=True)
	)


def _read_values(record: dict, kind: Kind) -> dict:
	fields = {field.fieldname: field for field in configuration.fields_of(kind)}
	values = {}
	for name, value in record["values"].items():
		field = _known(fields, name)
		if field.fieldtype not in table_fields:
			values[name] = _value(field, value)
			continue
		columns = {column.fieldname: column for column in configuration.carried(field.options)}
		values[name] = [
			{column: _value(_known(columns, column), cell) for column, cell in row.items()} for row in value
		]
	return values


def _known(fields: dict, name: str):
	if name not in fields:
		frappe.throw(_("This system has no field {0} there.").format(strip_html(name[:60])), UnknownPart)
	return fields[name]


def _value(field, value):
	if not isinstance(value, str | int | float | bool | None):
		raise TypeError(field.fieldname)
	return configuration.plain(field, {field.fieldname: value})
