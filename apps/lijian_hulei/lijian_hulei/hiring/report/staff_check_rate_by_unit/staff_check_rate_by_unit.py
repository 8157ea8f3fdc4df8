"""For each unit: staff in post, how many hold a valid check, who never had one; numbers only (R34, 查询率)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, cint, getdate
from pypika import Case
from pypika.functions import Sum

from lijian_hulei.access.scope import limited
from lijian_hulei.hiring.rules.standing import STOPPED, UNCHECKED, WORKING, rate
from lijian_hulei.hiring.services.checks import remind_days

LONGEST_CHART = 20


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
	found = rows(frappe._dict(filters or {}))
	return columns(), found, None, chart(found)


def columns() -> list[dict]:
	def number(fieldname: str, label: str) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": 110}

	return [
		{"fieldname": "unit_name", "label": _("Name of the Unit"), "fieldtype": "Data", "width": 210},
		{"fieldname": "area_name", "label": _("Area"), "fieldtype": "Data", "width": 140},
		number("working", _("In Post")),
		number("valid", _("Check Valid")),
		{"fieldname": "rate", "label": _("Check Rate (%)"), "fieldtype": "Percent", "width": 110},
		number("never", _("Never Checked")),
		number("overdue", _("Check Overdue")),
		number("due_soon", _("Check Due Soon")),
		number("unchecked", _("In Post Unchecked")),
		number("stopped", _("Work Stopped")),
	]


def rows(filters) -> list[dict]:
	worker, place, today = frappe.qb.DocType("Worker"), frappe.qb.DocType("Area"), getdate()
	working, checked = worker.status.isin(WORKING), worker.last_checked_on.isnotnull()
	over = worker.next_check_due_on < str(today)
	soon = (worker.next_check_due_on >= str(today)) & (
		worker.next_check_due_on <= str(add_days(today, remind_days()))
	)
	query = (
		frappe.qb.from_(worker)
		.join(place)
		.on(place.name == worker.area)
		.select(
			worker.unit_name,
			place.area_name,
			_sum(working).as_("working"),
			_sum(working & checked & over.negate()).as_("valid"),
			_sum(working & worker.last_checked_on.isnull()).as_("never"),
			_sum(working & checked & over).as_("overdue"),
			_sum(working & checked & soon).as_("due_soon"),
			_sum(worker.status == UNCHECKED).as_("unchecked"),
			_sum(worker.status == STOPPED).as_("stopped"),
			Count("*").as_("entries"),
		)
		.where(worker.status.isin((*WORKING, STOPPED)))
		.groupby(worker.agency, worker.venue, worker.unit_name, worker.area, place.area_name)
		.orderby(worker.area)
		.orderby(worker.unit_name)
	)
	if filters.area:
		query = query.where(worker.area == filters.area)
	query = limited(query, "Worker")
	found = query.run(as_dict=True)
	for row in found:
		row.rate = rate(cint(row.valid), cint(row.working))
	return found


def _sum(criterion):
	return Sum(Case().when(criterion, 1).else_(0))


def chart(found: list[dict]) -> dict | None:
	worst = sorted((row for row in found if row.rate is not None), key=lambda row: row.rate)[:LONGEST_CHART]
	if not worst:
		return None
	return {
		"data": {
			"labels": [row.unit_name for row in worst],
			"datasets": [{"name": _("Check Rate (%)"), "values": [row.rate for row in worst]}],
		},
		"type": "bar",
		"colors": ["#c00000"],
	}
