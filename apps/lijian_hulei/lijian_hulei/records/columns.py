"""One column of many records at once, for patches and night jobs that reckon it in Python."""

import frappe


def fill_column(doctype: str, fieldname: str, values: dict[str, str]) -> None:
	"""Writes values {name: value} of existing records in one statement, past the controller and `modified`.

	`doctype` and `fieldname` come from the code, never from a user. Every name exists already, so nothing is
	inserted. A CASE for each name would be compared with every row; this is a look-up by key.
	"""
	if not values:
		return
	frappe.db.sql(
		f"insert into `tab{doctype}` (`name`, `{fieldname}`) values {', '.join(['(%s, %s)'] * len(values))}"
		f" on duplicate key update `{fieldname}` = values(`{fieldname}`)",
		[part for pair in values.items() for part in pair],
	)
