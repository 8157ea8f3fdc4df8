"""The register of relief (plan part 2(2)3, R37): one line for each measure of each case, with what came of it."""

import frappe
from frappe import _
from frappe.utils import getdate
from pypika import Order

from lijian_hulei.access.scope import limited


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), rows(frappe._dict(filters or {}))


def columns() -> list[dict]:
	return [
		_link("relief_case", _("Relief Case"), "Relief Case", 150),
		_link("area", _("Area"), "Area", 140),
		_link("minor", _("Minor"), "Minor", 120),
		_column("status", _("State of Relief"), "Data", 90),
		_link("relief_type", _("Kind of Relief"), "Relief Type", 110),
		_link("agency", _("Agency in Charge"), "Agency", 180),
		_column("measure", _("What Is Done"), "Data", 220),
		_column("amount", _("Amount in Yuan"), "Currency", 110),
		_column("due_on", _("Due On"), "Date", 100),
		_column("done_on", _("Done On"), "Date", 100),
		_column("overdue", _("Overdue"), "Data", 80),
		_column("result", _("Result of the Measure"), "Data", 180),
		_column("outcome", _("Outcome of the Relief"), "Data", 110),
	]


def _column(fieldname: str, label: str, fieldtype: str, width: int) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width}


def _link(fieldname: str, label: str, doctype: str, width: int) -> dict:
	return _column(fieldname, label, "Link", width) | {"options": doctype}


def rows(filters) -> list[dict]:
	case, measure = frappe.qb.DocType("Relief Case"), frappe.qb.DocType("Relief Measure")
	query = (
		frappe.qb.from_(case)
		.left_join(measure)
		.on((measure.parent == case.name) & (measure.parenttype == "Relief Case"))
		.select(
			case.name.as_("relief_case"),
			*(case.area, case.minor, case.status, case.outcome),
			*(measure.relief_type, measure.agency, measure.measure, measure.amount),
			*(measure.due_on, measure.done_on, measure.result),
		)
		.orderby(case.name, order=Order.desc)
		.orderby(measure.idx)
	)
	for fieldname, column in (
		*(("status", case.status), ("area", case.area)),
		*(("relief_type", measure.relief_type), ("agency", measure.agency)),
	):
		if filters.get(fieldname):
			query = query.where(column == filters[fieldname])
	if filters.from_date:
		query = query.where(case.opened_on >= filters.from_date)
	if filters.to_date:
		query = query.where(case.opened_on <= filters.to_date)
	query = limited(query, "Relief Case")
	return [_told(row) for row in query.run(as_dict=True)]


def _told(row):
	late = row.status == "Approved" and row.due_on and not row.done_on and row.due_on < getdate()
	row.overdue = _("Yes") if late else ""
	row.status, row.outcome = _(row.status), _(row.outcome) if row.outcome else ""
	return row
