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
# What Pillow raises for bytes that are no picture, or none that can be read to the end.
NOT_A_PICTURE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class RequestTaken(frappe.ValidationError):
	"""The request id belongs to another person's visit or to another child's."""


def enter_visit(
	request_id: str, minor: str, values: dict[str, Any], photos: list[bytes]
) -> tuple[Document, bool]:
	"""The submitted visit, and whether it had been entered before. Raises what the Visit's own rules raise.

	The session's user needs the rights to create and to submit; both are checked by Frappe on the document.
	"""
	visit = frappe.get_doc({"doctype": "Visit", "request_id": request_id, "minor": minor, **values})
	known = _known(request_id, minor)
	if known:
		return known, True
	try:
		visit.insert()
	except frappe.UniqueValidationError:
		frappe.clear_messages()
		known = _known(request_id, minor)
		if not known:
			raise
		return known, True
	for photo in photos:
		visit.append("photos", {"photo": _upload(visit.name, photo)})
	visit.submit()
	return visit, False


def _known(request_id: str, minor: str) -> Document | None:
	# for_update reads what others committed a moment ago, which the transaction's own snapshot may not show.
	name = frappe.db.get_value("Visit", {"request_id": request_id}, for_update=True)
	if not name:
		return None
	visit = frappe.get_doc("Visit", name)
	if visit.owner != frappe.session.user or visit.minor != minor:
		frappe.throw(
			_("This entry was sent before for another visit. Please leave it and start a new one."),
			exc=RequestTaken,
			title=_("Entry Already Used"),
		)
	return visit


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
