"""Feedback of parents from the page without login: taken, routed, answered by a code (R44).

Nothing here looks a child up, and nothing of what was sent goes back to the browser.
"""

import hashlib
import hmac
import secrets

import frappe
from frappe import _
from frappe.utils import add_days, getdate
from frappe.utils.password import get_encryption_key

from lijian_hulei.kernel.detect import plain
from lijian_hulei.kernel.phone import InvalidPhone, normalise_phone
from lijian_hulei.sharing.rules.feedback_code import make_code, read_code, shown
from lijian_hulei.sharing.services.people import agency_of_type, contact_of, host_agency, reply_days

LONGEST, SHORTEST = 2000, 5
URGENT_DAYS = 1
TO_SCHOOL, TO_AGENCY = "School", "Agency of Type"


class FeedbackRefused(frappe.ValidationError):
	"""What was sent cannot be taken; the message says what to change."""


def receive(point: str, topic: str, content: str, contact: str, wants_call: bool) -> str:
	"""Stores one feedback of a guest; returns the code, as shown, by which he asks for the answer."""
	place = _point(point)
	text = _checked_content(content)
	phone = _checked_phone(contact, wants_call)
	if not frappe.db.get_value("Feedback Topic", {"name": topic, "enabled": 1}):
		_refuse(_("Please choose what it is about."))
	code = make_code(secrets.choice)
	feedback = frappe.get_doc(
		{
			"doctype": "Parent Feedback",
			"topic": topic,
			"content": text,
			"contact": phone,
			"wants_call": int(wants_call),
			"source": "Web Page",
			"school": place.agency if place else None,
			"area": place.area if place else frappe.db.get_single_value("Hulei Settings", "township"),
			"feedback_point": place.name if place else None,
			"code_hash": hashed(code),
		}
	)
	# A guest has no rights; what he may send is checked above and nothing is shown to him.
	feedback.insert(ignore_permissions=True)
	if place:
		point_table = frappe.qb.DocType("Feedback Point")
		frappe.qb.update(point_table).set(point_table.received, point_table.received + 1).where(
			point_table.name == place.name
		).run()
	return shown(code)


def answer_by(typed: str) -> dict | None:
	"""State and answer of the feedback behind a code; None for a code that does not exist or is none."""
	code = read_code(typed)
	if not code:
		return None
	found = frappe.db.get_value(
		"Parent Feedback",
		{"code_hash": hashed(code)},
		["status", "received_at", "due_on", "answer", "answered_at", "agency"],
		as_dict=True,
	)
	if not found:
		return None
	answered = found.status == "Answer Given"
	return {
		"state": found.status,
		"received_on": str(getdate(found.received_at)),
		"due_on": str(found.due_on or ""),
		"agency": frappe.db.get_value("Agency", found.agency, "agency_name") or "",
		"answer": (found.answer or "") if answered else "",
		"answered_on": str(getdate(found.answered_at)) if answered else "",
	}


def hashed(code: str) -> str:
	"""Whoever reads the database cannot ask for answers with what he finds there."""
	label = f"lijian_hulei feedback 1 {code}"
	return hmac.new(get_encryption_key().encode(), label.encode(), hashlib.sha256).hexdigest()


def route(topic, school: str | None, area: str | None) -> str | None:
	"""The agency that answers: the school of the QR code, the office in charge, or the governance office."""
	if topic.route_to == TO_SCHOOL and school:
		return school
	if topic.route_to == TO_AGENCY:
		found = agency_of_type(topic.agency_type, area)
		if found:
			return found
	return host_agency(area)


def due_on(received_at, is_urgent: bool):
	return getdate(add_days(received_at, URGENT_DAYS if is_urgent else reply_days()))


def return_to_office(feedback, reason: str) -> None:
	"""An agency that is not competent gives it back to the governance office, which routes it anew."""
	office = host_agency(feedback.area)
	feedback.agency, feedback.routing_note = office, reason
	feedback.contact_user = contact_of(office)
	feedback.status = "Received"
	# Afterwards it is no longer his: his rights on it were checked before.
	feedback.save(ignore_permissions=True)


def open_topics() -> list[dict]:
	"""What the page offers. No permission filter: guests choose from it."""
	return frappe.get_all(
		"Feedback Topic",
		{"enabled": 1},
		["name", "topic_name", "is_urgent"],
		order_by="display_order asc, topic_name asc",
	)


def school_of_point(token: str) -> str | None:
	"""The school's name above the form; None for an address that names no place in use."""
	place = _find_point(token)
	return frappe.db.get_value("Agency", place.agency, "agency_name") if place else None


def _point(token: str):
	if not token:
		return None
	place = _find_point(token)
	if not place:
		_refuse(_("This page's address is no longer in use. Please scan the school's code again."))
	return place


def _find_point(token: str):
	if not token or len(token) > 40:
		return None
	return frappe.db.get_value(
		"Feedback Point", {"token": token, "enabled": 1}, ["name", "agency", "area"], as_dict=True
	)


def _checked_content(content: str) -> str:
	text = plain(content).replace("\r\n", "\n").strip()
	text = "".join(sign for sign in text if sign == "\n" or sign.isprintable())
	if len(text) < SHORTEST:
		_refuse(_("Please say in a few words what happened."))
	if len(text) > LONGEST:
		_refuse(_("Please keep it within {0} characters.").format(LONGEST))
	return text


def _checked_phone(contact: str, wants_call: bool) -> str:
	if not str(contact or "").strip():
		if wants_call:
			_refuse(_("Please leave a telephone number if you would like to be called."))
		return ""
	try:
		return normalise_phone(str(contact)[:40])
	except InvalidPhone:
		_refuse(_("The telephone number cannot be right. Please check it or leave it out."))


def refuse_machine() -> None:
	"""A field that no person sees was filled in."""
	_refuse(_("This could not be taken. Please load the page again."))


def _refuse(message: str) -> None:
	frappe.throw(message, exc=FeedbackRefused, title=_("Please Check"))
