"""Documents of which one version is in force at a time: the sharing rule and the leading group."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from lijian_hulei.records.checks import OutOfOrder


def in_force(doctype: str, area: str | None, day: date | str) -> str | None:
	"""The submitted version for exactly this area on `day`."""
	table = frappe.qb.DocType(doctype)
	day = getdate(day)
	rows = (
		frappe.qb.from_(table)
		.select(table.name)
		.where((table.docstatus == 1) & (table.area == area) & (table.effective_from <= day))
		.where(table.effective_to.isnull() | (table.effective_to >= day))
		.orderby(table.effective_from)
		.run(pluck=True)
	)
	return rows[-1] if rows else None


def close_previous(doc) -> str | None:
	"""The version before `doc` ends the day before it begins; returns its name. Raises OutOfOrder for an earlier one."""
	last = frappe.db.get_value(
		doc.doctype,
		{"area": doc.area, "docstatus": 1, "name": ("!=", doc.name), "effective_to": ("is", "not set")},
		["name", "effective_from"],
		as_dict=True,
		for_update=True,
	)
	if not last:
		return None
	if getdate(doc.effective_from) <= last.effective_from:
		frappe.throw(
			_("The version in force began on {0}. The new one must begin later.").format(
				frappe.format(last.effective_from, "Date")
			),
			exc=OutOfOrder,
			title=_("Not Yet, or No Longer"),
		)
	frappe.db.set_value(doc.doctype, last.name, "effective_to", add_days(doc.effective_from, -1))
	return last.name


def reopen_previous(doc) -> None:
	"""When `doc` is cancelled the version that it had closed is in force again."""
	last = frappe.db.get_value(
		doc.doctype,
		{"area": doc.area, "docstatus": 1, "effective_to": add_days(doc.effective_from, -1)},
	)
	if last:
		frappe.db.set_value(doc.doctype, last, "effective_to", None)
