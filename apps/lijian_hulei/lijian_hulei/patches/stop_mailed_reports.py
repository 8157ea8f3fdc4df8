"""Scheduled mails of reports with personal data, set up before they were refused, are switched off."""

import frappe

from lijian_hulei.access.personal import is_personal


def execute() -> None:
	mailed = frappe.qb.DocType("Auto Email Report")
	report = frappe.qb.DocType("Report")
	rows = (
		frappe.qb.from_(mailed)
		.join(report)
		.on(report.name == mailed.report)
		.select(mailed.name, report.ref_doctype)
		.where(mailed.enabled == 1)
		.run()
	)
	names = [name for name, kind in rows if is_personal(kind)]
	if names:
		frappe.qb.update(mailed).set(mailed.enabled, 0).where(mailed.name.isin(names)).run()
