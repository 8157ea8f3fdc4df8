"""Client: the onboarding block of the steward's and the protection office's desk (public/js/onboarding.js)."""

import frappe
from frappe import _
from frappe.desk import desktop

from lijian_hulei.access.guards import require_role
from lijian_hulei.access.roles import UNLIMITED_ROLE
from lijian_hulei.setup import onboarding

SKIPPED = "is_skipped"


@frappe.whitelist(methods=["POST"])
def follow(steps: str | list[str]) -> list[dict]:
	"""How the steps of one onboarding stand now, with their texts in the reader's language.

	Raises frappe.PermissionError for who has none of its roles.
	"""
	names = frappe.parse_json(steps)
	found = onboarding.follow(_require_onboarding_of(str(names[0]) if names else ""))
	return [_shown(name, progress) for name, progress in found.items() if name in names]


@frappe.whitelist(methods=["POST"])
def update_onboarding_step(name: str, field: str, value: int | str) -> None:
	"""In place of Frappe's endpoint, which writes any field of any step for anybody. Skipping is all there is to write:
	what is done is counted."""
	if name not in onboarding.STEPS:
		require_role(UNLIMITED_ROLE)
		return desktop.update_onboarding_step(name, field, value)
	parent = _require_onboarding_of(name)
	if field == SKIPPED and frappe.utils.cint(value):
		onboarding.skip(parent, name)
	return None


def _require_onboarding_of(step: str) -> str:
	"""The Module Onboarding that a step of ours belongs to, if it is the user's."""
	parent = step in onboarding.STEPS and frappe.db.get_value(
		"Onboarding Step Map", {"step": step, "parenttype": "Module Onboarding"}, "parent"
	)
	if not parent:
		frappe.throw(_("There is no such step."), exc=frappe.PermissionError, title=_("Not Permitted"))
	require_role(*frappe.get_doc("Module Onboarding", parent).get_allowed_roles())
	return parent


def _shown(name: str, progress: onboarding.Progress) -> dict:
	step = frappe.get_cached_doc("Onboarding Step", name)
	return {
		"name": name,
		"is_complete": progress.is_done,
		"is_skipped": bool(step.is_skipped),
		"description": f"#### {_(step.title)}\n\n{_(step.description)}\n\n**{progress.note}**",
	}
