"""What the public report page sends, read into plain values. Nothing is looked up here and no record is named."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import get_datetime

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{16,64}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")
MAX_TEXT = 2000
MAX_SHORT = 140
OLDEST = 17
KINDS = (
	*("Doctor or Nurse", "Teacher or School Staff", "Hotel or Venue Staff"),
	*("Village or Community Worker", "Social Worker", "Public Official", "Citizen"),
)


class InvalidReport(frappe.ValidationError):
	"""A value of the public page that cannot be read; the message names the field, the answer carries `field`."""


@dataclass(frozen=True)
class ReportPayload:
	"""`values` are fields of a Mandatory Report; `obstruction` is what was said about being stopped, or empty."""

	request_id: str
	values: dict[str, Any]
	obstruction: str


def read(raw: str) -> ReportPayload:
	"""Raises InvalidReport."""
	try:
		data = json.loads(raw)
	except (TypeError, ValueError):
		data = None
	if not isinstance(data, dict):
		refuse("payload", _("the page sent nothing that can be read. Please load the page again."))
	if not REQUEST_ID.fullmatch(str(data.get("request_id") or "")):
		refuse("request_id", _("the page sent nothing that can be read. Please load the page again."))
	if _text(data, "website", MAX_SHORT):
		refuse("website", _("leave this blank."))
	return ReportPayload(data["request_id"], _values(data), _text(data, "obstruction", MAX_TEXT))


def _values(data: dict) -> dict[str, Any]:
	anonymous = bool(data.get("is_anonymous"))
	values = {
		"situation": _needed(data, "situation", _("please choose what was noticed.")),
		"area": _needed(data, "area", _("please choose the village or community.")),
		"place": _text(data, "place", MAX_SHORT),
		"discovered_at": _moment(data, "discovered_at"),
		"police_called_at": _moment(data, "police_called_at", needed=False),
		"what_happened": _needed(data, "what_happened", _("please say what was seen or heard."), MAX_TEXT),
		"child_sex": _choice(data, "child_sex", ("Male", "Female")),
		"child_age": _age(data),
		"victim_name": _text(data, "victim_name", MAX_SHORT),
		"victim_contact": _text(data, "victim_contact", MAX_SHORT),
		"reporter_kind": _choice(data, "reporter_kind", KINDS) or "Citizen",
		"reporter_agency": _text(data, "reporter_agency", MAX_SHORT) or None,
		"is_anonymous": int(anonymous),
	}
	if not anonymous:
		values["reporter_name"] = _text(data, "reporter_name", MAX_SHORT)
		values["reporter_phone"] = _text(data, "reporter_phone", MAX_SHORT)
	return values


def _text(data: dict, key: str, limit: int) -> str:
	value = data.get(key)
	if value is None:
		return ""
	if not isinstance(value, str) or len(value) > limit:
		refuse(key, _("at most {0} characters.").format(limit))
	return value.strip()


def _needed(data: dict, key: str, message: str, limit: int = MAX_SHORT) -> str:
	return _text(data, key, limit) or refuse(key, message)


def _choice(data: dict, key: str, choices: tuple[str, ...]) -> str:
	value = _text(data, key, MAX_SHORT)
	if value and value not in choices:
		refuse(key, _("please choose one of the list."))
	return value


def _moment(data: dict, key: str, needed: bool = True):
	value = _text(data, key, MAX_SHORT)
	if not value and not needed:
		return None
	if not MOMENT.fullmatch(value):
		refuse(key, _("please give day and time."))
	try:
		return get_datetime(value.replace("T", " "))
	except (ValueError, TypeError):
		refuse(key, _("please give day and time."))


def _age(data: dict) -> int | None:
	value = data.get("child_age")
	if value in (None, ""):
		return None
	if not str(value).isdigit() or int(value) > OLDEST:
		refuse("child_age", _("a number below eighteen, or blank."))
	return int(value)


def refuse(field: str, message: str) -> NoReturn:
	frappe.local.response["field"] = field
	frappe.throw(message, exc=InvalidReport, title=_("Please Check This Field"))
