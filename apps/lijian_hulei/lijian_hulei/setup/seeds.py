"""Masters that come with the app, from setup/data/*.json in the order of the files' names.

A file holds {"doctype": ..., "records": [...]}. A record is inserted once, with its controller's checks, and
never written again: what an administrator edited stays, and what he deleted is not brought back.
"""

import json
from pathlib import Path

import frappe

DATA = Path(__file__).parent / "data"
REMEMBERED = "lijian_hulei_seeded"


def apply(folder: Path = DATA) -> dict[str, int]:
	"""Inserts what has never been inserted; returns how many records of each DocType. Safe to repeat."""
	seeded = set(json.loads(frappe.db.get_global(REMEMBERED) or "[]"))
	added: dict[str, int] = {}
	for path in sorted(folder.glob("*.json")):
		content = json.loads(path.read_text(encoding="utf-8"))
		for record in content["records"]:
			key = f"{content['doctype']}:{identity(content['doctype'], record)}"
			if key in seeded:
				continue
			if _insert(content["doctype"], record):
				added[content["doctype"]] = added.get(content["doctype"], 0) + 1
			seeded.add(key)
	frappe.db.set_global(REMEMBERED, json.dumps(sorted(seeded)))
	return added


def identity(doctype: str, record: dict) -> str:
	"""By what a record of a file is known: its name, or the field its DocType is named by, or its title."""
	meta = frappe.get_meta(doctype)
	autoname = meta.autoname or ""
	fields = ["name", autoname[6:] if autoname.startswith("field:") else "", "title", meta.title_field or ""]
	for fieldname in fields:
		if fieldname and record.get(fieldname):
			return str(record[fieldname])
	raise ValueError(f"a seed record of {doctype} has no name, code or title")


def _insert(doctype: str, record: dict) -> bool:
	"""False if such a record already stands, put there by somebody else."""
	name = identity(doctype, record)
	title_field = frappe.get_meta(doctype).title_field
	if frappe.db.exists(doctype, name) or (title_field and frappe.db.exists(doctype, {title_field: name})):
		return False
	document = frappe.get_doc(
		{"doctype": doctype, **{key: value for key, value in record.items() if key != "docstatus"}}
	)
	# ignore_permissions: runs while the app is installed or migrated.
	document.insert(ignore_permissions=True)
	if record.get("docstatus") == 1:
		document.flags.ignore_permissions = True
		document.submit()
	return True
