"""What has a last day and ends with it, without anybody doing anything."""

import frappe
from frappe.utils import getdate, today


def end_what_is_over(doctype: str, last_day: str, running: dict, ended: dict) -> list[str]:
	"""Sets `ended` and today as `ended_on` on the records that are `running` and whose day `last_day` is over.

	Set-based and past the controller, for the scheduler. Returns their names; a second run finds nothing.
	"""
	# No permission filter: the scheduler acts for the office that keeps the records.
	names = frappe.get_all(doctype, {**running, last_day: ("<", getdate())}, pluck="name", order_by="name")
	if names:
		record = frappe.qb.DocType(doctype)
		update = frappe.qb.update(record).set(record.ended_on, today()).where(record.name.isin(names))
		for field, value in ended.items():
			update = update.set(record[field], value)
		update.run()
	return names
