"""A published bulletin goes to every agency of its audience, which signs for it by opening it (R40, R41, R45)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint, getdate, now_datetime
from frappe.utils.html_utils import sanitize_html

from lijian_hulei.records.checks import OutOfOrder
from lijian_hulei.sharing.services.people import acting_agency, acting_officer

# Whoever runs these is told by the office that oversees him; as recipients they can still be named.
NOT_MEMBER_UNITS = ("hotel", "entertainment_venue")
COLUMNS = (
	*("name", "owner", "creation", "modified", "modified_by", "bulletin", "title", "kind_name"),
	*("agency", "area", "delivered_at", "is_school", "state", "readings"),
)
BULLETIN, SHARE_REQUEST = "Bulletin", "Share Request"


def deliver(bulletin) -> int:
	"""One receipt for each agency of the audience; safe to repeat. Returns how many agencies there are."""
	now, user = now_datetime(), frappe.session.user
	kind = frappe.db.get_value("Bulletin Kind", bulletin.kind, "kind_name")
	receivers = audience_of(bulletin)
	rows = [
		(
			*(f"{bulletin.name}-{agency.name}", user, now, now, user, bulletin.name, bulletin.title, kind),
			*(agency.name, agency.area, now, cint(agency.is_school), "Not Signed", 0),
		)
		for agency in receivers
	]
	frappe.db.bulk_insert("Bulletin Receipt", COLUMNS, rows, ignore_duplicates=True)
	return len(rows)


def audience_of(bulletin) -> list[frappe._dict]:
	"""(name, area, is_school) of the agencies that get it: the named ones, else by kind and place."""
	agency, kind = frappe.qb.DocType("Agency"), frappe.qb.DocType("Agency Type")
	query = (
		frappe.qb.from_(agency)
		.join(kind)
		.on(kind.name == agency.agency_type)
		.select(agency.name, agency.area, kind.is_school)
		.where(agency.enabled == 1)
		.orderby(agency.name)
	)
	named = [row.agency for row in bulletin.recipients]
	if named:
		return query.where(agency.name.isin(named)).run(as_dict=True)
	wanted = [flag for flag, on in ((1, bulletin.for_schools), (0, bulletin.for_agencies)) if cint(on)]
	if not wanted:
		return []
	query = query.where(kind.is_school.isin(wanted) & kind.name.notin(NOT_MEMBER_UNITS))
	return query.where(
		agency.area.isin(_places([row.area for row in bulletin.areas] or [bulletin.area]))
	).run(as_dict=True)


def _places(areas: list[str]):
	"""The areas themselves, those within them, and those above them, where the township's offices sit."""
	chosen, place = frappe.qb.DocType("Area").as_("chosen"), frappe.qb.DocType("Area")
	inside = (place.lft >= chosen.lft) & (place.rgt <= chosen.rgt)
	above = (place.lft <= chosen.lft) & (place.rgt >= chosen.rgt)
	return (
		frappe.qb.from_(place)
		.join(chosen)
		.on(inside | above)
		.select(place.name)
		.where(chosen.name.isin(areas))
		.distinct()
	)


def withdraw(bulletin) -> None:
	receipt = frappe.qb.DocType("Bulletin Receipt")
	frappe.qb.update(receipt).set(receipt.state, "Withdrawn").where(receipt.bulletin == bulletin.name).run()


def open_receipt(receipt) -> dict:
	"""The text behind a receipt the caller may read; the log is written first, and the agency has signed for it.

	Raises OutOfOrder for a bulletin that was withdrawn.
	"""
	bulletin = frappe.get_doc("Bulletin", receipt.bulletin)
	if bulletin.status != "Published":
		frappe.throw(
			_("This information was withdrawn. Do not use or pass on what you have of it."),
			exc=OutOfOrder,
			title=_("Withdrawn"),
		)
	note_opening(BULLETIN, bulletin.name, receipt.agency, receipt.area)
	_sign_for(receipt)
	return {
		"title": bulletin.title,
		"content": sanitize_html(bulletin.content),
		"published_at": str(bulletin.published_at),
		"valid_until": str(bulletin.valid_until or ""),
		"expired": bool(bulletin.valid_until and getdate(bulletin.valid_until) < getdate()),
	}


def note_opening(kind: str, reference: str, agency: str | None, area: str | None, purpose: str = "") -> None:
	"""Adds to the log of who opened what (R45)."""
	frappe.get_doc(
		{
			"doctype": "Bulletin Reading",
			"kind": kind,
			"reference": reference,
			"user": frappe.session.user,
			"agency": agency,
			"area": area,
			"opened_at": now_datetime(),
			"purpose": purpose,
		}
	).insert(
		ignore_permissions=True
	)  # everybody who opens something is logged; nobody writes the log by hand


def _sign_for(receipt) -> None:
	"""Only the agency's own people sign; the office that looks at a receipt does not."""
	if acting_agency() != receipt.agency:
		return
	receipt.readings = cint(receipt.readings) + 1
	if not receipt.first_read_at:
		receipt.first_read_at, receipt.first_reader = now_datetime(), acting_officer()
		receipt.state = "Signed"
	receipt.flags.signing = True
	# Whoever may read the receipt signs by reading; he need not be one who may write in it.
	receipt.save(ignore_permissions=True)
	table = frappe.qb.DocType("Bulletin Receipt")
	read = (
		frappe.qb.from_(table)
		.select(Count(table.name))
		.where((table.bulletin == receipt.bulletin) & table.first_read_at.isnotnull())
		.run()[0][0]
	)
	frappe.db.set_value("Bulletin", receipt.bulletin, "receipts_read", read, update_modified=False)


def open_share(request) -> dict:
	"""What was granted, as long as the grant lasts; each opening is logged with its purpose. Raises OutOfOrder."""
	if request.status != "Granted":
		_closed(_("Nothing was granted for this request, or it was taken back."))
	if getdate(request.expires_on) < getdate():
		_closed(_("The grant has expired. Ask again if the information is still needed."))
	note_opening(SHARE_REQUEST, request.name, request.agency, request.area, request.purpose)
	frappe.db.set_value(
		"Share Request", request.name, "openings", cint(request.openings) + 1, update_modified=False
	)
	return {"answer": request.answer or "", "purpose": request.purpose, "expires_on": str(request.expires_on)}


def _closed(message: str) -> None:
	frappe.throw(message, exc=OutOfOrder, title=_("Not Open"))


def public_notices(limit: int = 50) -> list[dict]:
	"""Published and unexpired bulletins for parents or everybody, newest first: for the page without login."""
	bulletin, kind = frappe.qb.DocType("Bulletin"), frappe.qb.DocType("Bulletin Kind")
	return (
		frappe.qb.from_(bulletin)
		.join(kind)
		.on(kind.name == bulletin.kind)
		.select(bulletin.name, bulletin.title, bulletin.content, bulletin.published_at, kind.kind_name)
		.where((bulletin.status == "Published") & ((bulletin.for_parents == 1) | (bulletin.for_public == 1)))
		.where(bulletin.valid_until.isnull() | (bulletin.valid_until >= getdate()))
		.orderby(bulletin.published_at, order=frappe.qb.desc)
		.limit(limit)
		.run(as_dict=True)
	)
