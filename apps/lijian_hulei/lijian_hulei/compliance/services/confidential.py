"""Accountability files are for the two offices, and never for whoever is named in them."""

import frappe

from lijian_hulei.access import scope

FILE, PERSON = "Accountability Referral", "Accountability Person"
ROWS = {"people": PERSON, "duties": "Accountability Fact", "events": "Accountability Event"}


def _own(user: str | None) -> list[str]:
	return list(scope.user_scope(user).officers)


def _others_only(column: str, user: str | None) -> str:
	"""SQL that leaves out the files in which the user's own officer stands."""
	officers = _own(user)
	if not officers:
		return ""
	listed = ", ".join(frappe.db.escape(officer) for officer in officers)
	return (
		f"{column} not in (select `tab{PERSON}`.`parent` from `tab{PERSON}`"
		f" where `tab{PERSON}`.`officer` in ({listed}))"
	)


def _condition(doctype: str, column: str, user: str | None) -> str:
	parts = [scope.condition(doctype, user), _others_only(f"`tab{doctype}`.`{column}`", user)]
	return " and ".join(f"({part})" for part in parts if part)


def file_condition(user: str | None = None, **_later_arguments) -> str:
	"""List hook of Accountability Referral: the registry's limits, without the files about oneself."""
	return _condition(FILE, "name", user)


def person_condition(user: str | None = None, **_later_arguments) -> str:
	return _condition(PERSON, "parent", user)


def fact_condition(user: str | None = None, **_later_arguments) -> str:
	return _condition("Accountability Fact", "parent", user)


def event_condition(user: str | None = None, **_later_arguments) -> str:
	return _condition("Accountability Event", "parent", user)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Document hook of the same. A new file may not be about its writer either: its rows say so once collected."""
	if not scope.permits(doc, user):
		return False
	own = _own(user)
	return not own or not any(row.officer in own for row in doc.get("people") or ())
