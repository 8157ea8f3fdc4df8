"""The phone page /visit: whom to see, what to enter, and handing a visit in.

All by POST, so that no name and no record number stands in an address or in a server's log of addresses.
"""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.roles import GOVERNANCE_OFFICE, LIAISON_LEADER, PROTECTION_OFFICE, VILLAGE_CADRE
from lijian_hulei.api import visit_payload
from lijian_hulei.care.services import visit_entry, visit_list, visit_options
from lijian_hulei.organisation.services import officer_of

VISITOR_ROLES = (VILLAGE_CADRE, LIAISON_LEADER, PROTECTION_OFFICE, GOVERNANCE_OFFICE)
MAX_PHOTOS = 9
MAX_PHOTO_BYTES = 8 * 1024 * 1024
MAX_SEARCH = 20


def may_visit(user: str) -> bool:
	"""Whether `user`'s posts let him enter visits; Administrator and System Manager do not visit."""
	return bool(set(VISITOR_ROLES) & set(frappe.get_roles(user)))


@frappe.whitelist(methods=["POST"])
def my_list(mine: bool = False, text: str = "") -> dict:
	"""The children to be visited in the user's area, or with `text` those whose name contains it."""
	require_role(*VISITOR_ROLES)
	frappe.has_permission("Minor", "read", throw=True)
	today = getdate()
	found = visit_list.visits_due(mine=bool(cint(mine)), name_contains=text.strip()[:MAX_SEARCH])
	return {
		"today": str(today),
		"total": found.total,
		"overdue": found.overdue,
		"waiting": found.waiting,
		"rows": [_list_row(row, today) for row in found.rows],
	}


@frappe.whitelist(methods=["POST"])
def visit_form_options(minor: str) -> dict:
	"""What the visitor should know of the child, and what may be chosen in the form."""
	require_role(*VISITOR_ROLES)
	frappe.has_permission("Visit", "create", throw=True)
	child = require_document("Minor", minor, "read")
	return {
		"today": str(getdate()),
		"child": visit_options.about(child),
		"last": visit_options.last_visit(child.name),
		"owed": _remaining(child.name),
		"choices": visit_options.choices(child.area, officer_of()),
		"max_photos": MAX_PHOTOS,
	}


@frappe.whitelist(methods=["POST"])
def submit_visit(payload: str) -> dict:
	"""Enters one visit. `payload` is JSON (api/visit_payload.py); pictures come as the files `photos`.

	The same request_id again answers with the visit that was entered the first time (`already`) and with the
	names of the fields that it does not hold as they were sent now (`left_out`).
	"""
	require_role(*VISITOR_ROLES)
	frappe.has_permission("Visit", "submit", throw=True)
	entry = visit_payload.read(payload)
	require_document("Minor", entry.minor, "read")
	photos = _photos()
	visit, already = visit_entry.enter_visit(
		entry.request_id, entry.minor, entry.values, photos, another=entry.another
	)
	return _stored(visit, already, visit_entry.left_out(visit, entry.values, len(photos)) if already else [])


@frappe.whitelist(methods=["POST"])
def stored_entry(request_id: str) -> dict:
	"""Whether an entry whose answer was not heard has arrived: asked after a lost connection or a reload."""
	require_role(*VISITOR_ROLES)
	frappe.has_permission("Visit", "read", throw=True)
	visit = visit_entry.stored_visit(visit_payload.request_id(request_id))
	if not visit:
		return {"stored": False}
	require_document("Minor", visit.minor, "read")
	return {"stored": True, **_stored(visit, True, [])}


def _stored(visit, already: bool, left_out: list[str]) -> dict:
	return {
		"visit": visit.name,
		"minor_name": visit.minor_name,
		"already": already,
		"left_out": [_(visit_payload.LABELS[field]) for field in left_out],
		"visit_date": str(visit.visit_date),
		"photos": len(visit.photos),
		"follow_ups": len(visit.needs),
		"owed": _remaining(visit.minor),
	}


def _list_row(row: dict, today) -> dict:
	return {
		"minor": row["minor"],
		"minor_name": row["minor_name"],
		"area_name": row["area_name"],
		"grade": row["grade"] or "",
		"last_visit_on": str(row["last_visit_on"]) if row["last_visit_on"] else None,
		"days_left": visit_list.days_left(row["due_at"], today),
		"overdue": bool(row["overdue"]),
		"required": cint(row["required"]),
		"done": cint(row["done"]),
		"mine": bool(row["mine"]),
	}


def _remaining(minor: str) -> dict:
	owed = visit_list.remaining(minor)
	return {
		"required": cint(owed["required"]),
		"done": cint(owed["done"]),
		"days_left": visit_list.days_left(owed["due_at"], getdate()),
	}


def _photos() -> list[bytes]:
	"""The pictures of the request; raises visit_payload.InvalidEntry for too many or too large ones."""
	files = frappe.request.files.getlist("photos") if frappe.request else []
	if len(files) > MAX_PHOTOS:
		visit_payload.refuse("photos", _("at most {0} pictures. Please take some out.").format(MAX_PHOTOS))
	contents = [file.stream.read(MAX_PHOTO_BYTES + 1) for file in files]
	for place, content in enumerate(contents, start=1):
		if not content or len(content) > MAX_PHOTO_BYTES:
			visit_payload.refuse(
				"photos", _("picture {0} is empty or too large. Please take it again.").format(place)
			)
	return contents
