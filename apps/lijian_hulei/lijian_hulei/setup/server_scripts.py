"""Server Scripts that come with the app: documents in the desk, which staff may read and extend.

A script is made when it is missing and brought up to date only while nobody has edited it.
"""

import json

import frappe

from lijian_hulei.customising.shipped_scripts import SHIPPED, digest, shipped_text

REMEMBERED = "lijian_hulei_server_scripts"


def apply() -> None:
	"""Makes what is missing. Where Server Scripts are switched off for the site, ours are disabled too.

	A script that may not run would stop every save; the grade is then set by the controller alone.
	"""
	remembered = json.loads(frappe.db.get_global(REMEMBERED) or "{}")
	for name, definition in SHIPPED.items():
		text = shipped_text(name)
		if not frappe.db.exists("Server Script", name):
			_create(name, definition, text)
			remembered[name] = digest(text)
		elif _bring_up_to_date(name, text, remembered.get(name)):
			remembered[name] = digest(text)
	frappe.db.set_global(REMEMBERED, json.dumps(remembered, sort_keys=True))


def scripts_enabled() -> bool:
	"""Frappe's own switch in the site's configuration; absent means on here and off in later releases."""
	return bool(frappe.conf.get("server_script_enabled"))


def _create(name: str, definition: dict, text: str) -> None:
	script = frappe.get_doc(
		{
			"doctype": "Server Script",
			"name": name,
			"script_type": definition["script_type"],
			"reference_doctype": definition["reference_doctype"],
			"doctype_event": definition["doctype_event"],
			"script": text,
			"disabled": int(not scripts_enabled()),
		}
	)
	# ignore_permissions: runs while the app is installed or migrated
	script.insert(ignore_permissions=True)


def _bring_up_to_date(name: str, text: str, remembered: str | None) -> bool:
	"""True when the stored script was still ours and has been given the present text."""
	script = frappe.get_doc("Server Script", name)
	outdated = script.script != text and digest(script.script) == remembered
	if outdated:
		script.script = text
	must_disable = not scripts_enabled() and not script.disabled
	if must_disable:
		script.disabled = 1
	if outdated or must_disable:
		# ignore_permissions: runs while the app is migrated
		script.save(ignore_permissions=True)
	return outdated
