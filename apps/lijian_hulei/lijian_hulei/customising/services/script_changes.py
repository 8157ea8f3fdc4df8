"""Who is told that a Server Script that grades depend on was changed on this site."""

import frappe
from frappe import _
from frappe.utils import get_fullname
from frappe.utils.user import get_users_with_role

from lijian_hulei.access.roles import PROTECTION_OFFICE, SYSTEM_STEWARD
from lijian_hulei.customising.shipped_scripts import ADDED, AS_SHIPPED, SHIPPED, state_of
from lijian_hulei.records.messages import tell_once, with_link

TOLD = (SYSTEM_STEWARD, PROTECTION_OFFICE)
REPORT = "/app/query-report/Rule Drift"
# Scripts of one's own on these are told too: each could set a grade.
GRADED = frozenset(script["reference_doctype"] for script in SHIPPED.values())


def tell_of_change(doc, method: str | None = None) -> None:
	"""Hook on_update of Server Script: edited, switched off, or one of the site's own on a graded record.

	Nothing is told of a script that is as the app ships it. Once a day for each script and person.
	"""
	if _by_the_app() or not (doc.name in SHIPPED or doc.reference_doctype in GRADED):
		return
	state = state_of(doc)
	if state == AS_SHIPPED or (state == ADDED and doc.disabled):
		return
	_tell(doc.name)


def tell_of_deletion(doc, method: str | None = None) -> None:
	"""Hook after_delete of Server Script."""
	if not _by_the_app() and doc.name in SHIPPED:
		_tell(doc.name)


def _by_the_app() -> bool:
	flags = frappe.flags
	return bool(flags.in_install or flags.in_migrate or flags.in_patch)


def _tell(script: str) -> None:
	users = {user for role in TOLD for user in get_users_with_role(role)}
	tell_once(users, lambda _user, language: _wording(script, language))


def _wording(script: str, language: str) -> tuple[str, str]:
	words = _(
		"By {0}. The report compares it with what came with the app, and the grades with the policy.",
		language,
	).format(get_fullname(frappe.session.user))
	subject = _("The server script {0} was changed here", language).format(script)
	return subject, with_link(words, REPORT, _("Open the report", language))
