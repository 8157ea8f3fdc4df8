"""A visit entered in one go: made, given its pictures and handed in, or not there at all.

A phone with a weak signal sends the same entry again when it heard no answer. The request id in a unique
column makes the second one find the first, also while the first is still being written.
"""

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from PIL import Image

from lijian_hulei.records.photos import InvalidPhoto

PICTURE_ENDING = "jpg"
PLAIN = ("visit_date", "mode", "met_minor", "met_guardian", "met_other", "summary")
TABLES = {
	"findings": ("topic", "state", "note"),
	"needs": ("need_type", "description", "agency", "due_on"),
	"companions": ("officer",),
}
# What Pillow raises for bytes that are no picture, or none that can be read to the end.
NOT_A_PICTURE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class RequestTaken(frappe.ValidationError):
	"""The request id belongs to another person's visit or to another child's."""


class SameDayVisit(frappe.ValidationError):
	"""That day has such a visit to the child already: the same one entered twice, or really another."""


def enter_visit(
	request_id: str, minor: str, values: dict[str, Any], photos: list[bytes], another: bool = False
) -> tuple[Document, bool]:
	"""The submitted visit, and whether it had been entered before. Raises what the Visit's own rules raise.

	`another`: the visitor has said that it is a second visit of the same day; without that SameDayVisit is raised.
	The session's user needs the rights to create and to submit; both are checked by Frappe on the document.
	"""
	visit = frappe.get_doc({"doctype": "Visit", "request_id": request_id, "minor": minor, **values})
	known = stored_visit(request_id, minor)
	if known:
		return known, True
	if not another:
		_refuse_same_day(request_id, minor, values)
	try:
		visit.insert()
	except frappe.UniqueValidationError:
		frappe.clear_messages()
		known = stored_visit(request_id, minor)
		if not known:
			raise
		return known, True
	for photo in photos:
		visit.append("photos", {"photo": _upload(visit.name, photo)})
	visit.submit()
	return visit, False


def stored_visit(request_id: str, minor: str | None = None) -> Document | None:
	"""The visit that was entered under this id, of this child if one is named. Raises RequestTaken for another's."""
	# for_update reads what others committed a moment ago, which the transaction's own snapshot may not show.
	name = frappe.db.get_value("Visit", {"request_id": request_id}, for_update=True)
	if not name:
		return None
	visit = frappe.get_doc("Visit", name)
	if visit.owner != frappe.session.user or visit.minor != (minor or visit.minor):
		frappe.throw(
			_("This entry was sent before for another visit. Please leave it and start a new one."),
			exc=RequestTaken,
			title=_("Entry Already Used"),
		)
	return visit


def left_out(visit: Document, values: dict[str, Any], photos: int) -> list[str]:
	"""Fields in which the stored visit is not what was sent again: changed after the first sending had arrived."""
	changed = [field for field in PLAIN if _plain(visit.get(field)) != _plain(values.get(field))]
	for table, columns in TABLES.items():
		stored = [[_plain(row.get(column)) for column in columns] for row in visit.get(table)]
		if stored != [[_plain(row.get(column)) for column in columns] for row in values.get(table) or []]:
			changed.append(table)
	return [*changed, "photos"] if len(visit.photos) != photos else changed


def _plain(value: Any) -> str:
	return str(value).strip() if value not in (None, "", 0) else ""


def _refuse_same_day(request_id: str, minor: str, values: dict[str, Any]) -> None:
	same = {"minor": minor, "visit_date": values["visit_date"], "mode": values["mode"], "docstatus": 1}
	same["request_id"] = ("!=", request_id)
	# get_list: told only of what the user may read
	rows = frappe.get_list(
		"Visit", filters=same, fields=["name", "main_visitor", "owner"], order_by="name asc"
	)
	if not rows:
		return
	officers = frappe.get_list(
		"Officer",
		filters={"name": ("in", [row.main_visitor for row in rows])},
		fields=["name", "officer_name"],
		order_by="name asc",
	)
	names = {officer.name: officer.officer_name for officer in officers}
	frappe.local.response["same_day"] = [
		{
			"visit": row.name,
			"visitor": names.get(row.main_visitor, ""),
			"mine": row.owner == frappe.session.user,
		}
		for row in rows
	]
	frappe.throw(
		_("A visit to this child on this day is stored already. Was yours another one?"),
		exc=SameDayVisit,
		title=_("Visit of the Same Day"),
	)


def _upload(visit: str, content: bytes) -> str:
	"""Address of the picture as it came; the Visit's rules put a small copy without position data in its place.

	Raises InvalidPhoto.
	"""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{frappe.generate_hash(length=16)}.{PICTURE_ENDING}",
			"attached_to_doctype": "Visit",
			"attached_to_name": visit,
			"is_private": 1,
			"content": content,
		}
	)
	try:
		return file.insert().file_url
	except NOT_A_PICTURE:
		frappe.throw(
			_("One of the photos is not a picture that can be kept. Please take it again."),
			exc=InvalidPhoto,
			title=_("Photo Cannot Be Used"),
		)
