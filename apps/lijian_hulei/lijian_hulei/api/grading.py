"""Grading for the desk and for Server Scripts: ask for a verdict, decide on a grade, run everybody again."""

import frappe
from frappe import _

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.roles import SYSTEM_STEWARD, UNLIMITED_ROLE
from lijian_hulei.ledger.rules.vocabulary import Trigger
from lijian_hulei.ledger.services import confirm_grade, enqueue_regrade, object_grade
from lijian_hulei.ledger.services.changes import CONFIRMING_ROLES, awaiting_change
from lijian_hulei.ledger.services.grading import verdict_today

MOST_AT_ONCE = 100
POLICY_ROLES = (SYSTEM_STEWARD, UNLIMITED_ROLE)


@frappe.whitelist()
def evaluate_minor(factors: list | str) -> dict:
	"""What the policy in force says of these risk factors today; rows have factor, since and until.

	Returns grade, literal_grade, grade_reason, grade_rule and grading_policy. Reads no record of any minor.
	"""
	if not frappe.has_permission("Minor", "read"):
		frappe.throw(
			_("Only who may read minors may ask for a grade."),
			exc=frappe.PermissionError,
			title=_("Not Permitted"),
		)
	return verdict_today(frappe.parse_json(factors)).as_dict()


@frappe.whitelist()
def awaiting(minor: str) -> dict:
	"""The change of this minor that waits for a decision, and whether the user may decide."""
	doc = require_document("Minor", minor)
	may_decide = frappe.session.user == "Administrator" or bool(
		set(CONFIRMING_ROLES) & set(frappe.get_roles())
	)
	return {"change": awaiting_change(doc.name) if may_decide else None, "may_decide": may_decide}


@frappe.whitelist(methods=["POST"])
def confirm(change: str) -> None:
	"""A named officer agrees with the grade."""
	require_role(*CONFIRMING_ROLES)
	confirm_grade(change)


@frappe.whitelist(methods=["POST"])
def confirm_many(changes: list | str) -> int:
	"""The same for rows ticked in a list; each is decided, dated and signed for itself. Returns how many."""
	require_role(*CONFIRMING_ROLES)
	names = list(dict.fromkeys(frappe.parse_json(changes)))[:MOST_AT_ONCE]
	for name in names:
		confirm_grade(name)
	return len(names)


@frappe.whitelist(methods=["POST"])
def object_to(change: str, reason: str) -> None:
	"""A named officer objects, with a reason."""
	require_role(*CONFIRMING_ROLES)
	object_grade(change, reason)


@frappe.whitelist(methods=["POST"])
def grade_everybody() -> str | None:
	"""Queues a run over all active minors by the policy in force; returns the Grading Run."""
	require_role(*POLICY_ROLES)
	return enqueue_regrade(Trigger.POLICY.value)
