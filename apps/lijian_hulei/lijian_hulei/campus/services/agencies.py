"""Schools, villages and the agencies a user writes for: the questions that the records of this module share."""

import frappe
from frappe import _

from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE
from lijian_hulei.access.scope import user_scope
from lijian_hulei.records.changes import has_changed

# They keep the records of the whole township, also for offices that hand theirs in on paper.
KEEPERS = (PROTECTION_OFFICE, GOVERNANCE_OFFICE)
TAUGHT = ("school", "kindergarten", "training_institution")


class WrongAgency(frappe.ValidationError):
	"""An agency of another kind is wanted here, or one that the user does not work for."""


def facts_of(agency: str | None) -> dict:
	"""agency_type, area, enabled of an agency; empty for none."""
	if not agency:
		return {}
	found = frappe.db.get_value("Agency", agency, ["agency_type", "area", "enabled"], as_dict=True)
	return found or {}


def own_agencies(user: str | None = None) -> set[str]:
	"""The agencies of the user's active posts, those of posts that see areas too."""
	officers = user_scope(user).officers
	if not officers:
		return set()
	# No permission filter: the user's own posts.
	return set(frappe.get_all("Officer", {"name": ("in", officers)}, pluck="agency"))


def own_agency(user: str | None = None) -> str | None:
	return min(own_agencies(user), default=None)


def refuse_other_agencies(doc, fieldname: str, keepers: tuple[str, ...] = KEEPERS) -> None:
	"""A record is made in the name of one's own agency; `keepers` make it for others too. Raises WrongAgency."""
	value = doc.get(fieldname)
	scope = user_scope()
	if not value or scope.unlimited or not has_changed(doc, fieldname):
		return
	if value in own_agencies() or scope.roles.intersection(keepers):
		return
	_refuse(_("{0} is not your agency. Choose the agency that you work for.").format(_bold(doc, fieldname)))


def refuse_other_types(doc, fieldname: str, types: tuple[str, ...]) -> None:
	"""A newly chosen agency must be of one of `types` and still exist as a unit. Raises WrongAgency."""
	value = doc.get(fieldname)
	if not value or not has_changed(doc, fieldname):
		return
	facts = facts_of(value)
	if facts.get("agency_type") not in types or not facts.get("enabled"):
		_refuse(
			_("{0} must be one of: {1}; a unit that is switched off cannot be chosen.").format(
				_bold(doc, fieldname), _(", ").join(_type_names(types))
			)
		)


def _type_names(types: tuple[str, ...]) -> list[str]:
	# Names of kinds, no person in them.
	return frappe.get_all("Agency Type", {"name": ("in", types)}, pluck="type_name", order_by="creation")


def _bold(doc, fieldname: str) -> str:
	return frappe.bold(_(doc.meta.get_label(fieldname)))


def _refuse(message: str) -> None:
	frappe.throw(message, exc=WrongAgency, title=_("Wrong Agency"))


def village_above(area: str | None) -> str | None:
	"""The village that an area is or lies in; None for a township."""
	if not area:
		return None
	code = area[:12]
	return code if frappe.db.get_value("Area", code, "level") == "Village" else None
