"""The functions that hooks.py names: one list condition for each DocType of the registry, one document check.

Frappe hands the list hook only the user here and (user, doctype=...) in later releases; so each DocType has
a function that knows its own name.
"""

from collections.abc import Callable

from lijian_hulei.access import scope
from lijian_hulei.access.registry import REGISTRY, hook_name


def _list_condition(doctype: str) -> Callable[..., str]:
	def list_condition(user: str | None = None, **_later_arguments) -> str:
		return scope.list_condition(doctype, user)

	return list_condition


globals().update({hook_name(doctype): _list_condition(doctype) for doctype in REGISTRY})


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Always True or False: None would leave the decision to roles alone. Can only narrow what roles allow."""
	return scope.permits(doc, user)
