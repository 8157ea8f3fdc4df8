"""Every look into the register of restricted persons leaves a line (Regulations on Minors in Cyberspace, article 36)."""

import frappe

from lijian_hulei.access import scope

LISTED, OPENED, SCREENED = "Listed", "Opened", "Screened"


def note(action: str, reference_name: str | None = None) -> None:
	"""One line in the log. An error here stops whatever was going to be shown."""
	log = frappe.new_doc("Register Access Log")
	log.update({"action": action, "reference_name": reference_name})
	# No role may write logs; the callers of this module are its only writers.
	log.insert(ignore_permissions=True)
	if getattr(frappe.local, "request", None):
		# Reading is a GET request, which would be rolled back together with the note of it.
		frappe.local.flags.commit = True


def note_opening(name: str) -> None:
	"""Once for each record and request, whichever channel asks."""
	_once(OPENED, name)


def query_condition(user: str | None = None, **_later_arguments) -> str:
	"""List hook of Restricted Person: the limits of the registry, and a line for everybody who lists."""
	where = scope.condition("Restricted Person", user)
	if where != scope.NOTHING:
		_once(LISTED, None)
	return where


def _once(action: str, name: str | None) -> None:
	seen = getattr(frappe.local, "hulei_register_seen", None)
	if seen is None:
		seen = frappe.local.hulei_register_seen = set()
	key = (frappe.session.user, action, name)
	if key not in seen:
		seen.add(key)
		note(action, name)
