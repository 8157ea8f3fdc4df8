"""What the phone page sends for one visit, read into plain values.

Each value that is not what it should be is refused by the name of its field, which the answer carries as
`field` so that the page can show the place. What a visit must hold is decided by the Visit itself.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import frappe
from frappe import _

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{16,64}")
MODES = ("In Person", "Telephone", "Video")
STATES = ("Good", "Concern", "Urgent")
MAX_ROWS = 40
MAX_TEXT = 2000
MAX_SHORT_TEXT = 140
LABELS = {
	"request_id": "Request",
	"minor": "Minor",
	"visit_date": "Visit Date",
	"mode": "Visit Mode",
	"met_minor": "Met Minor",
	"met_guardian": "Met Guardian",
	"met_other": "Met Other",
	"findings": "Findings",
	"needs": "Needs",
	"summary": "Summary",
	"companions": "Companions",
	"latitude": "Latitude",
	"longitude": "Longitude",
	"position_accuracy": "Position Accuracy (m)",
	"photos": "Photos",
}


class InvalidEntry(frappe.ValidationError):
	"""A value of the phone page that cannot be read; the message names the field."""


@dataclass(frozen=True)
class VisitPayload:
	"""`request_id` is made by the phone once for each entry: the same one again means the same visit.

	`values` are the fields of a Visit, child tables as lists of dicts, without the photos. `another`: a second visit
	of the day, said by the visitor when he was asked.
	"""

	request_id: str
	minor: str
	values: dict[str, Any]
	another: bool = False


def read(raw: str) -> VisitPayload:
	"""Raises InvalidEntry."""
	try:
		data = json.loads(raw)
	except (TypeError, ValueError):
		data = None
	if not isinstance(data, dict):
		refuse("request_id", _("The entry did not arrive whole. Please send it again."))
	own_id = request_id(_text(data, "request_id", MAX_SHORT_TEXT))
	minor = _text(data, "minor", MAX_SHORT_TEXT)
	if not minor:
		refuse("minor", _("please choose the child that was visited."))
	return VisitPayload(own_id, minor, _values(data), another=data.get("another") is True)


def request_id(text: str) -> str:
	"""Raises InvalidEntry for what no phone has made."""
	if not REQUEST_ID.fullmatch(text):
		refuse("request_id", _("The entry did not arrive whole. Please send it again."))
	return text


def refuse(field: str, problem: str) -> NoReturn:
	"""`problem` is a translated sentence that follows the field's name."""
	frappe.local.response["field"] = field
	frappe.throw(
		_("{0}: {1}").format(_(LABELS[field]), problem),
		exc=InvalidEntry,
		title=_("Please Check The Entry"),
	)


def _values(data: dict) -> dict[str, Any]:
	mode = _choice(data.get("mode"), MODES, "mode")
	return {
		"visit_date": _day(data.get("visit_date"), "visit_date", required=True),
		"mode": mode,
		"met_minor": int(data.get("met_minor") is True),
		"met_guardian": int(data.get("met_guardian") is True),
		"met_other": _text(data, "met_other", MAX_SHORT_TEXT),
		"summary": _text(data, "summary", MAX_TEXT),
		"findings": [_finding(row) for row in _rows(data, "findings")],
		"needs": [_need(row) for row in _rows(data, "needs")],
		"companions": [{"officer": _name(row, "companions")} for row in _rows(data, "companions", str)],
		**_position(data),
	}


def _finding(row: dict) -> dict[str, str]:
	return {
		"topic": _name(row.get("topic"), "findings"),
		"state": _choice(row.get("state"), STATES, "findings"),
		"note": _text(row, "note", MAX_TEXT, "findings"),
	}


def _need(row: dict) -> dict[str, Any]:
	return {
		"need_type": _name(row.get("need_type"), "needs"),
		"description": _text(row, "description", MAX_TEXT, "needs"),
		"agency": _text(row, "agency", MAX_SHORT_TEXT, "needs") or None,
		"due_on": _day(row.get("due_on"), "needs"),
	}


def _position(data: dict) -> dict[str, float]:
	"""Nothing at all, or latitude and longitude together."""
	given = {key: data.get(key) for key in ("latitude", "longitude", "position_accuracy")}
	if given["latitude"] is None and given["longitude"] is None:
		return {}
	for key, value in given.items():
		if isinstance(value, bool) or not isinstance(value, int | float):
			refuse(key, _("the position is incomplete. Take it again or leave it out."))
	return given


def _rows(data: dict, field: str, kind: type = dict) -> list:
	rows = data.get(field) or []
	if not isinstance(rows, list) or len(rows) > MAX_ROWS or not all(isinstance(row, kind) for row in rows):
		refuse(field, _("the list cannot be read. Please enter it again."))
	return rows


def _text(data: dict, key: str, limit: int, field: str | None = None) -> str:
	value = data.get(key)
	if value is None:
		return ""
	if not isinstance(value, str):
		refuse(field or key, _("please enter a text."))
	if len(value) > limit:
		refuse(field or key, _("the text is longer than {0} characters. Please shorten it.").format(limit))
	return value.strip()


def _name(value: Any, field: str) -> str:
	if not isinstance(value, str) or not 0 < len(value) <= MAX_SHORT_TEXT:
		refuse(field, _("please choose one of the offered values."))
	return value


def _choice(value: Any, offered: tuple[str, ...], field: str) -> str:
	if value not in offered:
		refuse(field, _("please choose one of the offered values."))
	return value


def _day(value: Any, field: str, required: bool = False) -> date | None:
	if not value and not required:
		return None
	try:
		return date.fromisoformat(value)
	except (TypeError, ValueError):
		refuse(field, _("please enter a day as year, month and day."))
