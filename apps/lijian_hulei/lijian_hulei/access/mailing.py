"""Reports by mail: no mail carries personal data out of the system."""

import frappe
from frappe import _

from lijian_hulei.access.personal import is_personal


class NotByMail(frappe.PermissionError):
	"""A report with personal data was to be sent by mail."""


def refuse_personal_report(doc, method: str | None = None) -> None:
	"""Auto Email Report, before it is checked. For everybody, System Managers too. Raises NotByMail."""
	kind = frappe.db.get_value("Report", doc.report, "ref_doctype") if doc.report else None
	if doc.enabled and is_personal(kind):
		frappe.throw(
			_(
				"{0} holds personal data, which is not sent by mail. Take it out as a Protected Export instead."
			).format(_(doc.report)),
			exc=NotByMail,
			title=_("Not by Mail"),
		)
