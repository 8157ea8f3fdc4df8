"""Every school's latest yearly inventory: gaps by defence and how old it is (R05)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import date_diff, getdate, today

from lijian_hulei.access.scope import limited

INVENTORY = ("Yearly Inventory", "After a Change")


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), rows()


def columns() -> list[dict]:
	gaps = (
		("human_gaps", _("Gaps in Human Defence")),
		("physical_gaps", _("Gaps in Physical Defence")),
		("technical_gaps", _("Gaps in Technical Defence")),
		("surroundings_gaps", _("Gaps in the Surroundings")),
		("gaps", _("Number of Gaps")),
		("age", _("Days Since")),
	)
	return [
		{"fieldname": "school", "label": _("School"), "fieldtype": "Link", "options": "Agency", "width": 220},
		{"fieldname": "check_date", "label": _("Checked On"), "fieldtype": "Date", "width": 120},
		*({"fieldname": name, "label": label, "fieldtype": "Int", "width": 120} for name, label in gaps),
		{
			"fieldname": "name",
			"label": _("Campus Check"),
			"fieldtype": "Link",
			"options": "Campus Check",
			"width": 180,
		},
	]


def rows() -> list[dict]:
	check, newest = frappe.qb.DocType("Campus Check"), frappe.qb.DocType("Campus Check").as_("newest")
	latest = (
		frappe.qb.from_(newest)
		.select(newest.school, Max(newest.check_date).as_("check_date"))
		.where((newest.docstatus == 1) & newest.check_kind.isin(INVENTORY))
		.groupby(newest.school)
		.as_("latest")
	)
	fields = ("name", "school", "check_date", "human_gaps", "physical_gaps", "technical_gaps")
	query = (
		frappe.qb.from_(check)
		.join(latest)
		.on((latest.school == check.school) & (latest.check_date == check.check_date))
		.select(*(check[field] for field in fields), check.surroundings_gaps, check.gaps)
		.where((check.docstatus == 1) & check.check_kind.isin(INVENTORY))
		.orderby(check.gaps, order=frappe.qb.desc)
		.orderby(check.name)
	)
	query = limited(query, "Campus Check")
	found = query.run(as_dict=True)
	for row in found:
		row.age = date_diff(getdate(today()), row.check_date)
	return found
