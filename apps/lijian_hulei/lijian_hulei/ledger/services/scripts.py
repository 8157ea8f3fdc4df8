"""Server Scripts of the ledger that may not run: said in words that tell what to do."""

import frappe
from frappe import _
from frappe.utils import get_link_to_form, safe_exec


class ScriptsSwitchedOff(frappe.ValidationError):
	"""A Server Script is enabled on a site where Server Scripts may not run."""


def check_scripts_may_run(doctype: str) -> None:
	"""Frappe refuses every save as long as an enabled script may not run, without saying which and what to do.

	Raises ScriptsSwitchedOff. A script that is itself disabled stops nothing: the grade is set without it as well.
	"""
	if frappe.flags.in_install or frappe.flags.in_migrate or _scripts_run_here():
		return
	# get_value: the name of a script is no personal data; whoever saves has no right to Server Script
	name = frappe.db.get_value(
		"Server Script",
		{"reference_doctype": doctype, "script_type": "DocType Event", "disabled": 0},
		"name",
		order_by="name asc",
	)
	if name:
		frappe.throw(
			_(
				"Nothing was saved. Server Scripts are switched off on this site, but the script {0} is still enabled."
				" Ask the administrator to disable it in the list of Server Scripts (the grade is then set without it),"
				" or to switch Server Scripts on (bench set-config server_script_enabled 1)."
			).format(get_link_to_form("Server Script", name)),
			exc=ScriptsSwitchedOff,
			title=_("Server Scripts Switched Off"),
		)


def _scripts_run_here() -> bool:
	"""By Frappe's own question where it has one (v15); the restored engine runs scripts unless told not to."""
	asked = getattr(safe_exec, "is_safe_exec_enabled", None)
	return asked() if asked else bool(frappe.conf.get("server_script_enabled", True))
