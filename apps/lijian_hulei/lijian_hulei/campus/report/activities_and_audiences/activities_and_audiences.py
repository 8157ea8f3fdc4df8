"""How many activities were held for how many people, by village, school, organiser or kind (R09, R20, R22-R30)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import getdate, today
from pypika import Order

from lijian_hulei.access.scope import limited
from lijian_hulei.kernel.periods import year_of

# What the rows are grouped by: field of the activity and the DocType it names.
GROUPINGS = {
	"Kind of Activity": ("kind", "Activity Kind"),
	"Village": ("village", "Area"),
	"School": ("school", "Agency"),
	"Organiser": ("organiser", "Agency"),
}
SUMS = ("people", "key_minors", "persons_of_concern", "homes_visited", "is_interactive", "has_expert")


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	filters = frappe._dict(filters or {})
	grouping = filters.group_by if filters.group_by in GROUPINGS else "Kind of Activity"
	found = rows(filters, grouping)
	return columns(grouping), found, None, chart(grouping, found)


def columns(grouping: str) -> list[dict]:
	fieldname, doctype = GROUPINGS[grouping]
	numbers = (
		("activities", _("Activities")),
		("people", _("People in All")),
		("key_minors", _("Key Minors")),
		("persons_of_concern", _("Persons of Concern")),
		("homes_visited", _("Homes Visited")),
		("is_interactive", _("Pupils Take Part")),
		("has_expert", _("With an Expert")),
	)
	return [
		{"fieldname": fieldname, "label": _(grouping), "fieldtype": "Link", "options": doctype, "width": 240},
		*({"fieldname": name, "label": label, "fieldtype": "Int", "width": 110} for name, label in numbers),
	]


def rows(filters: frappe._dict, grouping: str) -> list[dict]:
	year = year_of(getdate(today()))
	first, last = getdate(filters.from_date or year.start), getdate(filters.to_date or year.end)
	activity = frappe.qb.DocType("Education Activity")
	group = activity[GROUPINGS[grouping][0]]
	query = (
		frappe.qb.from_(activity)
		.select(
			group, Count(activity.name).as_("activities"), *(Sum(activity[name]).as_(name) for name in SUMS)
		)
		.where(
			(activity.docstatus == 1) & (activity.activity_date >= first) & (activity.activity_date <= last)
		)
		.where(group.isnotnull() & (group != ""))
		.groupby(group)
		.orderby(Count(activity.name), order=Order.desc)
		.orderby(group)
	)
	if filters.kind:
		query = query.where(activity.kind == filters.kind)
	query = limited(query, "Education Activity")
	return query.run(as_dict=True)


def chart(grouping: str, found: list[dict]) -> dict | None:
	if not found:
		return None
	fieldname, doctype = GROUPINGS[grouping]
	first = found[:12]
	title = frappe.get_meta(doctype).title_field
	# No permission filter: names of kinds, areas and agencies are open facts.
	names = dict(
		frappe.get_all(
			doctype, {"name": ("in", [row[fieldname] for row in first])}, ["name", title], as_list=True
		)
	)
	return {
		"data": {
			"labels": [names.get(row[fieldname], row[fieldname]) for row in first],
			"datasets": [{"name": _("People in All"), "values": [int(row.people or 0) for row in first]}],
		},
		"type": "bar",
		"colors": ["#1d4ed8"],
	}
