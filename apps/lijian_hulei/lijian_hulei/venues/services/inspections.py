"""From a venue to its inspections and orders, and back to what the venue shows of them."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate

from lijian_hulei.access.roles import AUXILIARY_POLICE, POLICE_OFFICER
from lijian_hulei.venues.rules.inspecting import DAYS_TO_RECTIFY, FAIL, look_back_from, step_of

OPEN_ORDERS = ("To Be Rectified", "Answered")
FROM_VENUE = {
	"area": "area",
	"agency": "agency",
	"station": "supervising_agency",
	"station_area": "supervising_area",
	"officer": "responsible_officer",
}


def place_of_venue(venue: str) -> dict[str, str | None]:
	"""area, agency, station, station_area and officer of a record that belongs to the venue."""
	values = frappe.db.get_value("Venue", venue, list(FROM_VENUE.values()), as_dict=True) or {}
	return {field: values.get(source) for field, source in FROM_VENUE.items()}


def checklist_of(venue: str) -> list[dict]:
	"""The rows an inspection of this venue begins with, as its type has them today."""
	venue_type = frappe.db.get_value("Venue", venue, "venue_type")
	# No permission filter: a checklist is the same for everybody who inspects.
	return frappe.get_all(
		"Venue Type Item",
		{"parent": venue_type, "parenttype": "Venue Type"},
		["item", "legal_basis", "is_five_must", "is_escort_ban"],
		order_by="idx",
	)


def minimum_inspectors() -> int:
	return cint(frappe.db.get_single_value("Hulei Settings", "minimum_inspectors")) or 1


def officers_with(role: str, officers: list[str]) -> set[str]:
	"""Those of `officers` whose post holds the role."""
	if not officers:
		return set()
	officer, held = frappe.qb.DocType("Officer"), frappe.qb.DocType("Position Role")
	return set(
		frappe.qb.from_(officer)
		.join(held)
		.on((held.parent == officer.position) & (held.parenttype == "Position"))
		.select(officer.name)
		.where(officer.name.isin(officers) & (held.role == role))
		.run(pluck=True)
	)


def is_police(officer: str) -> bool:
	return bool(officers_with(POLICE_OFFICER, [officer]))


def full_inspectors(officers: list[str]) -> list[str]:
	"""Auxiliary police come along but do not make up the number of inspectors."""
	auxiliaries = officers_with(AUXILIARY_POLICE, officers) - officers_with(POLICE_OFFICER, officers)
	return [officer for officer in officers if officer not in auxiliaries]


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
			"due_on": inspection.rectify_by or add_days(inspection.inspection_date, days_to_rectify()),
			"problem": "\n".join(f"{row.idx}. {row.item}{_(': ')}{row.remark}" for row in failed),
			"legal_basis": "\n".join(dict.fromkeys(row.legal_basis for row in failed if row.legal_basis)),
		}
	)
	# The order follows from the inspection, whoever of the station may submit it.
	order.insert(ignore_permissions=True)
	_show_what_was_seen(order, [row for row in failed if row.photo])
	return order.name


def days_to_rectify() -> int:
	days = frappe.db.get_single_value("Hulei Settings", "rectification_days")
	return DAYS_TO_RECTIFY if days is None else cint(days)


def _show_what_was_seen(order, rows: list) -> None:
	"""The inspector's pictures, as the order's own copies, so that the venue sees what is meant."""
	if not rows:
		return
	for row in rows:
		file = frappe.new_doc("File")
		file.update(
			{
				"file_url": row.photo,
				"file_name": row.photo.rsplit("/", 1)[-1],
				"is_private": 1,
				"attached_to_doctype": order.doctype,
				"attached_to_name": order.name,
			}
		)
		# A picture of the inspection just submitted; the order is made by the same right.
		file.insert(ignore_permissions=True)
		order.append("photos", {"photo": row.photo, "taken": "Before", "caption": row.remark})
	order.flags.photos_are_kept = True
	order.save(ignore_permissions=True)


def withdraw_orders(inspection: str) -> None:
	"""An inspection that is cancelled takes the orders along that nobody has answered yet."""
	names = frappe.get_all(  # no permission filter: the consequence of a cancellation that was allowed
		"Rectification Order", {"inspection": inspection, "status": "To Be Rectified"}, pluck="name"
	)
	for name in names:
		# At most one for each inspection.
		frappe.delete_doc("Rectification Order", name, ignore_permissions=True)


def step_for(venue: str, day: str, itself: str | None = None) -> str:
	"""The step of the ladder for an order issued on `day`, by the venue's orders of the two years before."""
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


def open_orders_follow(venue) -> None:
	"""What is still to be put right goes with the venue to its new operator, station or officer in charge."""
	order = frappe.qb.DocType("Rectification Order")
	query = frappe.qb.update(order).where((order.venue == venue.name) & order.status.isin(OPEN_ORDERS))
	for field, source in FROM_VENUE.items():
		query = query.set(order[field], venue.get(source))
	for field, user in contacts_of(venue.get("agency"), venue.get("responsible_officer")).items():
		query = query.set(order[field], user)
	query.run()


def contacts_of(operator: str | None, officer: str | None) -> dict[str, str | None]:
	"""Whose notices an order's news go to: the head (else the first officer) of the operator, and the police officer."""
	head = frappe.db.get_value("Agency", operator, "head") if operator else None
	staff = {"name": head} if head else {"agency": operator}
	at_venue = (
		frappe.db.get_value("Officer", {**staff, "status": "Active"}, "user", order_by="started_on asc")
		if operator
		else None
	)
	at_station = (
		frappe.db.get_value("Officer", {"name": officer, "status": "Active"}, "user") if officer else None
	)
	return {"operator_contact": at_venue, "station_contact": at_station}
