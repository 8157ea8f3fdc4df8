"""Reports by mail: figures only, to officers who may see the report, and to nobody else."""

import frappe
from frappe import _

from lijian_hulei.access.figures import may_be_mailed, may_read_report


class NotByMail(frappe.PermissionError):
	"""A report was to be sent by mail that does not leave that way, or to somebody who may not see it."""


def check(doc, method: str | None = None) -> None:
	"""Auto Email Report, before it is checked. For everybody, System Managers too. Raises NotByMail.

	What is switched off may stand: it sends nothing.
	"""
	if not doc.enabled or not doc.report:
		return
	if not may_be_mailed(doc.report):
		_refuse(
			_(
				"{0} is not sent by mail: only reports of figures that come with the system are. Take it out as a Protected Export instead."
			).format(_(doc.report))
		)
	if not may_read_report(doc.report, frappe.session.user):
		_refuse(_("There is no such report among those that your post may open."))
	for line, address in enumerate((doc.email_to or "").replace(",", " ").split(), start=1):
		if not reader_of(doc.report, address):
			_refuse(
				_(
					"Recipient {0} is not the login address of an active officer who may see this report. Correct the list of recipients."
				).format(line)
			)


def reader_of(report: str, address: str) -> str | None:
	"""The user behind an address, if he is active and may see the report now."""
	user = frappe.db.get_value("User", {"email": address, "enabled": 1, "user_type": "System User"})
	if not user or user in frappe.STANDARD_USERS or not may_read_report(report, user):
		return None
	return user


def _refuse(message: str) -> None:
	frappe.throw(message, exc=NotByMail, title=_("Not by Mail"))
