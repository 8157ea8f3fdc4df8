"""What staff set up without code: the choices of their forms, and the whole as one file to take elsewhere."""

import frappe

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.registry import REGISTRY, UNSCOPED
from lijian_hulei.access.roles import POSITION_ROLES, SYSTEM_STEWARD, UNLIMITED_ROLE
from lijian_hulei.customising.limits import is_ours
from lijian_hulei.customising.services import configuration, configuration_import
from lijian_hulei.organisation import record_types


@frappe.whitelist()
def choices() -> dict[str, list[str]]:
	"""For the form of a Record Type: `roles` that may be given rights, `kinds` of records to point to."""
	require_role(SYSTEM_STEWARD, UNLIMITED_ROLE)
	kinds = (name for name in (*REGISTRY, *UNSCOPED, *record_types.names()) if _can_be_pointed_to(name))
	return {"roles": [role for role in POSITION_ROLES if role != SYSTEM_STEWARD], "kinds": sorted(kinds)}


def _can_be_pointed_to(doctype: str) -> bool:
	meta = frappe.get_meta(doctype)
	return is_ours(doctype) and not meta.istable and not meta.issingle


@frappe.whitelist(methods=["POST"])
def export_configuration() -> str:
	"""The text of the file. No person and no user is in it."""
	require_role(SYSTEM_STEWARD, UNLIMITED_ROLE)
	return configuration.draw_up()


@frappe.whitelist(methods=["POST"])
def check_configuration(text: str) -> list[dict]:
	"""What an import of this file would do; rows have kind, title, status and reason. Changes nothing."""
	require_role(SYSTEM_STEWARD, UNLIMITED_ROLE)
	return configuration_import.check(text)


@frappe.whitelist(methods=["POST"])
def import_configuration(text: str) -> list[dict]:
	"""Takes the file over within the caller's rights; rows as in check_configuration."""
	require_role(SYSTEM_STEWARD, UNLIMITED_ROLE)
	return configuration_import.apply(text)
