"""What every check of customisation needs: whose change it is, what belongs to the app, and how a refusal is worded."""

import frappe
from frappe import _

from lijian_hulei.access.registry import REGISTRY, UNSCOPED
from lijian_hulei.access.roles import UNLIMITED_ROLE
from lijian_hulei.customising.rules.conditions import Problem
from lijian_hulei.privacy.sealed_fields import SEALED

LOGS = frozenset(("Sealed Value", "Reveal Log", "Export Log", "Protected Export", "Hulei Settings"))


class NotForStaff(frappe.PermissionError):
	"""A change that only a System Manager may make; the message says which part."""


def is_limited() -> bool:
	flags = frappe.flags
	if flags.in_install or flags.in_migrate or flags.in_patch or flags.in_setup_wizard:
		return False
	return frappe.session.user != "Administrator" and UNLIMITED_ROLE not in frappe.get_roles()


def is_ours(doctype: str | None) -> bool:
	"""A DocType of the app that holds work or kinds of it, or a record type that staff made."""
	if doctype in REGISTRY or doctype in UNSCOPED:
		return doctype not in LOGS
	made = frappe.db.get_value("DocType", doctype, ["custom", "module"], as_dict=True) if doctype else None
	return bool(made and made.custom and is_our_module(made.module))


def field_names(doctype: str) -> set[str]:
	sealed = SEALED.get(doctype, {})
	names = {field.fieldname for field in frappe.get_meta(doctype).fields} - set(sealed)
	return names | {"name", "docstatus", "owner"}


def is_our_module(module: str) -> bool:
	return frappe.db.get_value("Module Def", module, "app_name") == "lijian_hulei"


def words(problem: Problem) -> str:
	messages = {
		"length": _("it is too long"),
		"syntax": _("it cannot be read: look at line or sign {0}"),
		"word": _("it may only compare fields of the record; not allowed: {0}"),
		"field": _("there is no field {0} that may be used here"),
		"part": _("this part is not available: {0}"),
		"function": _("the function {0} is not available"),
		"name": _("the name {0} is not available"),
		"filter": _("the filter {0} is not available"),
		"include": _("only the app's own templates can be included"),
		"kind": _("only lists that everybody may read can be looked up"),
	}
	return messages[problem.reason].format(problem.what)


def refuse(reason: str, what: str | None = None) -> None:
	frappe.throw(
		_("{0}: {1}. A System Manager can do more.").format(frappe.bold(what), reason)
		if what
		else _("{0}. A System Manager can do more.").format(reason),
		exc=NotForStaff,
		title=_("Not Changed"),
	)
