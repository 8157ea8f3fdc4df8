"""From a venue to its inspections and orders, and back to what the venue shows of them."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate

from lijian_hulei.venues.rules.inspecting import DAYS_TO_RECTIFY, FAIL, look_back_from, step_of

OPEN_ORDERS = ("To Be Rectified", "Answered")
FROM_VENUE = {"area": "area", "agency": "agency", "station": "supervising_agency"}


def place_of_venue(venue: str) -> dict[str, str | None]:
	"""area, agency and station of a record that belongs to the venue."""
	values = frappe.db.get_value("Venue", venue, list(FROM_VENUE.values()), as_dict=True) or {}
	return {field: values.get(source) for field, source in FROM_VENUE.items()}


def checklist_of(venue: str) -> list[dict]:
	"""The rows an inspection of this venue begins with, as its type has them today."""
	venue_type = frappe.db.get_value("Venue", venue, "venue_type")
	# No permission filter: a checklist is the same for everybody who inspects.
	return frappe.get_all(
		"Venue Type Item",
		{"parent": venue_type, "parenttype": "Venue Type"},
		["item", "legal_basis", "is_five_must"],
		order_by="idx",
	)


def minimum_inspectors() -> int:
	return cint(frappe.db.get_single_value("Hulei Settings", "minimum_inspectors")) or 1


def refresh_venue(venue: str) -> None:
	"""Last inspection and open orders, derived: written without a new version of the venue."""
	inspection = frappe.qb.DocType("Venue Inspection")
	latest = (
		frappe.qb.from_(inspection)
		.select(inspection.inspection_date, inspection.outcome)
		.where((inspection.venue == venue) & (inspection.docstatus == 1))
		.orderby(inspection.inspection_date, order=frappe.qb.desc)
		.orderby(inspection.name, order=frappe.qb.desc)
		.limit(1)
		.run()
	)
	last_on, last_result = latest[0] if latest else (None, "")
	waiting = frappe.db.count("Rectification Order", {"venue": venue, "status": ("in", OPEN_ORDERS)})
	frappe.db.set_value(
		"Venue",
		venue,
		{"last_inspected_on": last_on, "last_result": last_result, "open_orders": waiting},
		update_modified=False,
	)


def issue_order(inspection) -> str | None:
	"""One order for all that failed; None when nothing did. Returns the order's name."""
	failed = [row for row in inspection.items if row.result == FAIL]
	if not failed:
		return None
	order = frappe.new_doc("Rectification Order")
	order.update(
		{
			"venue": inspection.venue,
			"inspection": inspection.name,
			"issued_on": inspection.inspection_date,
			"due_on": inspection.rectify_by or add_days(inspection.inspection_date, DAYS_TO_RECTIFY),
			"problem": "\n".join(f"{row.idx}. {row.item}{_(': ')}{row.remark}" for row in failed),
			"legal_basis": "\n".join(dict.fromkeys(row.legal_basis for row in failed if row.legal_basis)),
		}
	)
	# The order follows from the inspection, whoever of the station may submit it.
	return order.insert(ignore_permissions=True).name


def withdraw_orders(inspection: str) -> None:
	"""An inspection that is cancelled takes the orders along that nobody has answered yet."""
	names = frappe.get_all(  # no permission filter: the consequence of a cancellation that was allowed
		"Rectification Order", {"inspection": inspection, "status": "To Be Rectified"}, pluck="name"
	)
	for name in names:
		# At most one for each inspection.
		frappe.delete_doc("Rectification Order", name, ignore_permissions=True)


def step_for(venue: str, day: str, itself: str | None = None) -> str:
	"""The step of the ladder for an order issued on `day`, by the venue's orders of the year before."""
	order = frappe.qb.DocType("Rectification Order")
	query = (
		frappe.qb.from_(order)
		.select(frappe.qb.functions("COUNT", order.name))
		.where(order.venue == venue)
		.where((order.issued_on >= look_back_from(getdate(day))) & (order.issued_on <= day))
	)
	if itself:
		query = query.where(order.name != itself)
	return step_of(query.run()[0][0])
