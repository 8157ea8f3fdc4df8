"""Taking records out of the database with everything that hangs on them. Called only by an approved Disposal List."""

import frappe

LOGS = (
	("Version", "ref_doctype", "docname"),
	("Comment", "reference_doctype", "reference_name"),
	("Communication", "reference_doctype", "reference_name"),
	("Activity Log", "reference_doctype", "reference_name"),
	("ToDo", "reference_type", "reference_name"),
	("Notification Log", "document_type", "document_name"),
	("Workflow Action", "reference_doctype", "reference_name"),
	("DocShare", "share_doctype", "share_name"),
	("View Log", "reference_doctype", "reference_name"),
	("Deleted Document", "deleted_doctype", "deleted_name"),
	("Sealed Value", "reference_doctype", "reference_name"),
)
"""(DocType, its field for the kind, its field for the name). Reveal Log stays: who looked is kept, and it names nobody."""
SEARCH_INDEX = "__global_search"


def linked_to_minor() -> list[tuple[str, str]]:
	"""(DocType, field) of every kind of record about one child, those that staff made without code too."""
	return _linked_to("Minor")


def remove_minors(names: list[str]) -> None:
	"""The children, all records about them, and households in which no child is left."""
	if not names:
		return
	households = _values("Minor", "household", "name", names)
	for doctype, fieldname in linked_to_minor():
		_remove(doctype, _values(doctype, "name", fieldname, names))
	_remove("Minor", names)
	_remove_households(households)


def _remove_households(households: list[str]) -> None:
	inhabited = set(_values("Minor", "household", "name", None, household=households))
	empty = [name for name in households if name not in inhabited]
	for doctype, fieldname in _linked_to("Household"):
		if doctype != "Minor":
			_remove(doctype, _values(doctype, "name", fieldname, empty))
	_remove("Household", empty)


def _remove(doctype: str, names: list[str]) -> None:
	if not names:
		return
	for field in frappe.get_meta(doctype).get_table_fields():
		rows = _values(field.options, "name", "parent", names, parenttype=[doctype])
		_remove(field.options, rows)
	_remove_files(doctype, names)
	for log, kind, name in LOGS:
		frappe.db.delete(log, {kind: doctype, name: ["in", names]})
	frappe.db.delete(SEARCH_INDEX, {"doctype": doctype, "name": ["in", names]})
	_unname_obligations(doctype, names)
	frappe.db.delete(doctype, {"name": ["in", names]})


def _remove_files(doctype: str, names: list[str]) -> None:
	"""Through Frappe, which takes the file off the disk too, unless another record has the same one."""
	for name in _values("File", "name", "attached_to_name", names, attached_to_doctype=[doctype]):
		# The files go with records of an approved Disposal List, whoever may delete files.
		frappe.delete_doc("File", name, ignore_permissions=True, force=True, delete_permanently=True)


def _unname_obligations(doctype: str, names: list[str]) -> None:
	"""What was owed stays for the figures; whom it was about is a number without a record."""
	obligation = frappe.qb.DocType("Obligation")
	(
		frappe.qb.update(obligation)
		.set(obligation.title, "")
		.set(obligation.last_evidence, None)
		.where((obligation.subject_doctype == doctype) & obligation.subject_name.isin(names))
		.run()
	)


def _linked_to(target: str) -> list[tuple[str, str]]:
	found = []
	for table, parent in (("DocField", "parent"), ("Custom Field", "dt")):
		# get_all: the shape of the database, no record of anybody
		found += frappe.get_all(
			table,
			filters={"fieldtype": "Link", "options": target},
			fields=[f"{parent} as doctype", "fieldname"],
			order_by="name asc",
		)
	return sorted(
		(row.doctype, row.fieldname)
		for row in found
		if not frappe.get_meta(row.doctype).istable and not frappe.get_meta(row.doctype).issingle
	)


def _values(doctype: str, wanted: str, by: str, values: list[str] | None, **also: list[str]) -> list[str]:
	"""Distinct values of one column where `by` is one of `values` and each of `also` one of its own."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table[wanted]).distinct().where(table[wanted].isnotnull())
	for fieldname, allowed in {by: values, **also}.items():
		if allowed is not None:
			query = query.where(table[fieldname].isin(allowed or [""]))
	return query.run(pluck=True)
