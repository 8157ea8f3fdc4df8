"""Checks that records of several modules share. Each names the field, says what is wrong and how to put it right."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime


class WrongDate(frappe.ValidationError):
	"""A date lies in the future, or before another one that must come first."""


class Incomplete(frappe.ValidationError):
	"""Something that this step needs is still missing."""


class SwitchedOff(frappe.ValidationError):
	"""The record names a kind that an administrator has switched off."""


class NotInPost(frappe.ValidationError):
	"""An officer held no post on the day."""


class OutOfOrder(frappe.ValidationError):
	"""This step cannot be taken now; the message says which comes first."""


def refuse_future(doc, *fieldnames: str) -> None:
	"""Dates and times of what has happened. Raises WrongDate."""
	for fieldname in fieldnames:
		if doc.get(fieldname) and get_datetime(doc.get(fieldname)) > now_datetime():
			frappe.throw(
				_("{0} lies in the future. Enter it once it has happened.").format(_label(doc, fieldname)),
				exc=WrongDate,
				title=_("Date In the Future"),
			)


def is_before(moment, other) -> bool:
	"""Whether `moment` lies in an earlier minute: people give times to the minute, the system notes fractions of a second."""
	return get_datetime(moment) < get_datetime(other).replace(second=0, microsecond=0)


def refuse_disorder(doc, earlier: str, later: str) -> None:
	"""Raises WrongDate when `later` lies before `earlier`; a blank one sets no limit."""
	first, second = doc.get(earlier), doc.get(later)
	if first and second and is_before(second, first):
		frappe.throw(
			_("{0} lies before {1}. Please check both dates.").format(
				_label(doc, later), _label(doc, earlier)
			),
			exc=WrongDate,
			title=_("Dates Do Not Fit"),
		)


def require(doc, *fieldnames: str, step: str) -> None:
	"""What only this step needs; `step` is its translated name. Raises Incomplete with every missing field."""
	missing = [
		_label(doc, fieldname) for fieldname in fieldnames if not str(doc.get(fieldname) or "").strip()
	]
	if missing:
		frappe.throw(
			_("{0}: please fill in {1}.").format(step, _(", ").join(missing)),
			exc=Incomplete,
			title=_("Something Is Missing"),
		)


def refuse_problems(problems: list[str], title: str) -> None:
	"""Says at once all that a record still lacks, one line each. Raises Incomplete unless there is nothing."""
	if problems:
		frappe.throw("<br>".join(problems), exc=Incomplete, title=title)


def refuse_repeated(doc, same: dict, message: str, exc: type[Exception], title: str) -> None:
	"""A second tap in a place with a weak signal makes no second record.

	Raises `exc` where a record with the values `same` is handed in already; `message` names it as {0}.
	"""
	other = frappe.db.get_value(doc.doctype, {**same, "docstatus": 1, "name": ("!=", doc.name)})
	if other:
		frappe.throw(message.format(other), exc=exc, title=title)


def refuse_switched_off(doc, *fieldnames: str) -> None:
	"""A newly chosen kind must still be in use; what was chosen before stays. Raises SwitchedOff."""
	before = doc.get_doc_before_save()
	for fieldname in fieldnames:
		value = doc.get(fieldname)
		if not value or (before and before.get(fieldname) == value):
			continue
		if not frappe.db.get_value(doc.meta.get_field(fieldname).options, value, "enabled"):
			frappe.throw(
				_("{0} is no longer in use. Choose another one.").format(_label(doc, fieldname)),
				exc=SwitchedOff,
				title=_("No Longer in Use"),
			)


def refuse_out_of_post(officers: list[str], day: str | date) -> None:
	"""Raises NotInPost for an officer whose term does not cover `day`."""
	if not officers or not day:
		return
	# No permission filter: who took part is checked, not shown.
	rows = frappe.get_all("Officer", {"name": ("in", officers)}, ["name", "started_on", "left_on"])
	for row in rows:
		day = getdate(day)
		if row.started_on > day or (row.left_on and row.left_on <= day):
			frappe.throw(
				_("Officer {0} held no post on {1}. Choose who really took part.").format(
					row.name, frappe.format(day, "Date")
				),
				exc=NotInPost,
				title=_("Not In Office"),
			)


def out_of_order(message: str) -> None:
	"""Raises OutOfOrder with the translated `message`."""
	frappe.throw(message, exc=OutOfOrder, title=_("Not Yet, or No Longer"))


def _label(doc, fieldname: str) -> str:
	return frappe.bold(_(doc.meta.get_label(fieldname)))
