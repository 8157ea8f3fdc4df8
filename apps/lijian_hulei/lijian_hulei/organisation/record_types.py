"""Record types that staff made without code: DocTypes of the site, limited to area and agency like the app's own.

The registry cannot know them, so the framework's own User Permissions limit them: one row for each officer, place
and record type. A post that shows areas is limited by `area`, a post that shows its agency by `agency`. Frappe takes
whoever has no such row for unlimited; so a post that the record type has no place for gets a row that no record fits.
"""

from collections.abc import Iterable

import frappe
from frappe.utils import getdate

LIMITING_FIELDS = {"Area": "area", "Agency": "agency"}
# No area has this code: codes are digits.
NOWHERE = "-"
Place = tuple[str, str | None]


def names() -> list[str]:
	"""The record types, in order of their names; child tables are reached through their parents."""
	modules = frappe.get_all(
		"Module Def", {"app_name": "lijian_hulei"}, pluck="name"
	)  # names of modules only
	return frappe.get_all(  # names of DocTypes only
		"DocType",
		{"custom": 1, "istable": 0, "issingle": 0, "module": ("in", modules)},
		pluck="name",
		order_by="name",
	)


def limits(doctype: str) -> tuple[str, ...]:
	"""Which of Area and Agency limit the record type."""
	meta = frappe.get_meta(doctype)
	return tuple(
		allow
		for allow, fieldname in LIMITING_FIELDS.items()
		if meta.has_field(fieldname) and meta.get_field(fieldname).options == allow
	)


def reached(doctype: str, places: Iterable[Place]) -> set[Place]:
	"""The User Permissions that limit somebody with these places to them; never none, for that would mean everything."""
	allowed = limits(doctype)
	return {(allow, place) for allow, place in places if place and allow in allowed} or {("Area", NOWHERE)}


def limit_everybody(doctype: str) -> int:
	"""Writes the rows of a new record type for every officer in post, set-based; returns how many. Safe to repeat."""
	places: dict[str, set[Place]] = {}
	for row in _posts():
		places.setdefault(row.user, set()).update(_places(row))
	wanted = {(user, *place) for user, held in places.items() for place in reached(doctype, held)}
	permission = frappe.qb.DocType("User Permission")
	present = set(
		frappe.qb.from_(permission)
		.select(permission.user, permission.allow, permission.for_value)
		.where(permission.applicable_for == doctype)
		.run()
	)
	rows = sorted(wanted - present)
	moment = frappe.utils.now()
	frappe.db.bulk_insert(
		"User Permission",
		[
			"name",
			"creation",
			"modified",
			"owner",
			"modified_by",
			"user",
			"allow",
			"for_value",
			"applicable_for",
		],
		[
			(frappe.generate_hash(length=10), moment, moment, "Administrator", "Administrator", *row, doctype)
			for row in rows
		],
	)
	frappe.cache.delete_key("user_permissions")
	return len(rows)


def _posts() -> list:
	officer, position = frappe.qb.DocType("Officer"), frappe.qb.DocType("Position")
	further, today = frappe.qb.DocType("Officer Area"), getdate()
	return (
		frappe.qb.from_(officer)
		.join(position)
		.on(position.name == officer.position)
		.left_join(further)
		.on((further.parent == officer.name) & (further.parenttype == "Officer"))
		.select(officer.user, position.scope, officer.area, officer.agency, further.area.as_("further"))
		.where((officer.status == "Active") & (officer.started_on <= today))
		.run(as_dict=True)
	)


def _places(row) -> list[Place]:
	if row.scope == "Agency":
		return [("Agency", row.agency)]
	return [("Area", row.area), ("Area", row.further)]
