"""How the gate says no."""

from typing import NoReturn

import frappe
from frappe import _


class Refused(frappe.PermissionError):
	"""The gate does not let this request through. Status 403."""


def refuse(message: str) -> NoReturn:
	"""Raises Refused with a translated `message`; no traceback leaves the server."""
	frappe.local.flags.disable_traceback = True
	frappe.local.flags.hulei_refused = True
	frappe.throw(message, exc=Refused, title=_("Not Permitted"))


def refuse_call() -> NoReturn:
	"""The one answer for everything that is not on a list, so that it tells nothing about what exists."""
	refuse(
		_(
			"This action is not part of what your account may use. Ask the system steward if your post needs it."
		)
	)


def refuse_shape(argument: str) -> NoReturn:
	refuse(_("The request was not accepted because of its argument {0}.").format(argument))
