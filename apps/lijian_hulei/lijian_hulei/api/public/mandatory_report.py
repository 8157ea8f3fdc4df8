"""The public page /report: anybody reports harm to a child, without a login and, if they wish, without a name.

Open to guests, because everybody may report (Law on the Protection of Minors, Article 11). A guest learns nothing
here: neither whether a child is known, nor anything of a report but its state by the code he was given.
"""

from io import BytesIO

import frappe
from frappe import _

from lijian_hulei.api.public import report_payload
from lijian_hulei.api.public.limits import limit
from lijian_hulei.cases.services import reporting
from lijian_hulei.records.photos import clean_picture

REPORTS_PER_ADDRESS = 12  # in an hour: a whole school may share one address
REPORTS_IN_ALL = 300
QUESTIONS_PER_ADDRESS = 40
QUESTIONS_IN_ALL = 2000
MAX_PHOTOS = 5
MAX_PHOTO_BYTES = 8 * 1024 * 1024
REMEMBERED = 3600  # seconds in which the same entry sent again is known


@frappe.whitelist(allow_guest=True, methods=["POST"])
def submit_report(payload: str) -> dict:
	"""Takes in one report; `payload` is JSON (report_payload.py), pictures come as the files `photos`.

	Answers with the receipt code and the time of the report; the same request_id again with the first answer.
	"""
	# open because everybody may report, also without an account
	limit("report", REPORTS_PER_ADDRESS, REPORTS_IN_ALL)
	entry = report_payload.read(payload)
	known = frappe.cache.get_value(_key(entry.request_id), expires=True)
	if known:
		return known
	_check_choices(entry.values)
	report = reporting.take_in(entry.values, _pictures(), entry.obstruction)
	answer = {"code": report.receipt_code, "reported_at": str(report.reported_at)[:16]}
	frappe.cache.set_value(_key(entry.request_id), answer, expires_in_sec=REMEMBERED)
	return answer


@frappe.whitelist(allow_guest=True, methods=["POST"])
def report_state(code: str) -> dict:
	"""The state of the report behind a receipt code, and nothing else; `state` is empty for an unknown code."""
	# open because whoever reported without a name has nothing but the code
	limit("report-state", QUESTIONS_PER_ADDRESS, QUESTIONS_IN_ALL)
	state = reporting.public_state(code)
	return {"state": _(state) if state else ""}


def _check_choices(values: dict) -> None:
	"""Names that were not on the page are refused like misprints; nothing tells whether they exist."""
	for field, doctype, where in (
		("situation", "Report Situation", {"enabled": 1}),
		("area", "Area", {"level": ("in", ("Township", "Village"))}),
		("reporter_agency", "Agency", {"enabled": 1}),
	):
		if values[field] and not frappe.db.exists(doctype, {"name": values[field], **where}):
			report_payload.refuse(field, _("please choose one of the list."))


def _pictures() -> list[tuple[str, bytes]]:
	"""The pictures of the request, small and without position and device data; nothing else is kept of them."""
	files = frappe.request.files.getlist("photos") if frappe.request else []
	if len(files) > MAX_PHOTOS:
		report_payload.refuse("photos", _("at most {0} pictures. Please take some out.").format(MAX_PHOTOS))
	pictures = []
	for place, file in enumerate(files, start=1):
		content = file.stream.read(MAX_PHOTO_BYTES + 1)
		if not content or len(content) > MAX_PHOTO_BYTES:
			report_payload.refuse(
				"photos", _("picture {0} is empty or too large. Please take it again.").format(place)
			)
		pictures.append(clean_picture(BytesIO(content), place))
	return pictures


def _key(request_id: str) -> str:
	return f"hulei_report:{request_id}"
