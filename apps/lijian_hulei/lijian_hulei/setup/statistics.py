"""The database's statistics of our tables, by which it chooses indexes.

MariaDB counts anew by itself, but tables it has open keep the old estimates: after a town has been written in bulk
a list of twenty rows was found by sorting a hundred thousand. Half a second a day for a hundred thousand minors.
"""

import frappe


def refresh() -> None:
	"""Daily, and after the demonstration town. Commits: ANALYZE TABLE ends a transaction, so nothing may be open."""
	doctype, module = frappe.qb.DocType("DocType"), frappe.qb.DocType("Module Def")
	names = (
		frappe.qb.from_(doctype)
		.join(module)
		.on(module.name == doctype.module)
		.select(doctype.name)
		.where((module.app_name == "lijian_hulei") & (doctype.issingle == 0) & (doctype.is_virtual == 0))
		.orderby(doctype.name)
		.run(pluck=True)
	)
	tables = ", ".join(f"`tab{name}`" for name in names)
	frappe.db.sql_ddl(f"analyze table {tables}")
