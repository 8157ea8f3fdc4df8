"""From checked names and parsed conditions to query builder terms. Every column is looked up in the DocType's meta."""

import operator
from collections.abc import Iterable

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import getdate
from pypika import Field, Table
from pypika.functions import Cast, Coalesce
from pypika.terms import Criterion, Term

from lijian_hulei.compliance.rules.conditions import Condition

STANDARD_COLUMNS = ("name", "owner", "creation", "modified", "docstatus")
DATE_TYPES = ("Date", "Datetime")
NUMBER_TYPES = ("Int", "Check", "Float", "Currency", "Percent", "Rating", "Duration", "Long Int")
UNFIT_TYPES = ("Password", *no_value_fields, *table_fields)
_COMPARE = {
	"=": operator.eq,
	"!=": operator.ne,
	">": operator.gt,
	">=": operator.ge,
	"<": operator.lt,
	"<=": operator.le,
}


class UnknownColumn(ValueError):
	"""`doctype` has no column `fieldname` that a duty may use."""

	def __init__(self, doctype: str, fieldname: str):
		super().__init__(f"{doctype}.{fieldname}")
		self.doctype = doctype
		self.fieldname = fieldname


class UnfitValue(ValueError):
	"""A condition compares a field with a value of another kind."""

	def __init__(self, doctype: str, fieldname: str):
		super().__init__(f"{doctype}.{fieldname}")
		self.doctype = doctype
		self.fieldname = fieldname


def fieldtype_of(doctype: str, fieldname: str) -> str:
	"""Raises UnknownColumn; so no name that is not a column ever reaches SQL."""
	if fieldname in STANDARD_COLUMNS:
		return {"creation": "Datetime", "modified": "Datetime", "docstatus": "Int"}.get(fieldname, "Data")
	field = frappe.get_meta(doctype).get_field(fieldname)
	if not field or field.fieldtype in UNFIT_TYPES or getattr(field, "is_virtual", 0):
		raise UnknownColumn(doctype, fieldname)
	return field.fieldtype


def column(table: Table, doctype: str, fieldname: str) -> Field:
	fieldtype_of(doctype, fieldname)
	return table[fieldname]


def criteria(table: Table, doctype: str, conditions: Iterable[Condition]) -> list[Criterion]:
	return [_criterion(table, doctype, condition) for condition in conditions]


def _criterion(table: Table, doctype: str, condition: Condition) -> Criterion:
	own, linked = condition.path
	if not linked:
		return _comparison(table, doctype, own, condition)
	target = _link_target(doctype, own)
	other = frappe.qb.DocType(target).as_(f"via_{own}")
	inner = frappe.qb.from_(other).select(other.name).where(_comparison(other, target, linked, condition))
	return column(table, doctype, own).isin(inner)


def _link_target(doctype: str, fieldname: str) -> str:
	field = frappe.get_meta(doctype).get_field(fieldname)
	if not field or field.fieldtype != "Link":
		raise UnknownColumn(doctype, fieldname)
	return field.options


def _comparison(table: Table, doctype: str, fieldname: str, condition: Condition) -> Criterion:
	kind = fieldtype_of(doctype, fieldname)
	term = column(table, doctype, fieldname)
	if condition.operator == "is":
		# As text: a strict database refuses to compare a date with the empty string.
		blank = Coalesce(Cast(term, "CHAR"), "") == ""
		return blank if condition.value == "not set" else blank.negate()
	_check_value(doctype, fieldname, kind, condition)
	term = _comparable(term, kind, condition)
	if condition.operator == "in":
		return term.isin(condition.value)
	if condition.operator == "not in":
		return term.notin(condition.value)
	return _COMPARE[condition.operator](term, condition.value)


def _comparable(term: Field, kind: str, condition: Condition) -> Term:
	"""Blank text is the empty text, so that != and not in mean what they say.

	What a text must be, other than blank, is never NULL: there the bare column says the same and finds its index.
	"""
	if kind in DATE_TYPES or kind in NUMBER_TYPES:
		return term
	values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
	return term if condition.operator in ("=", "in") and all(values) else Coalesce(term, "")


def _check_value(doctype: str, fieldname: str, kind: str, condition: Condition) -> None:
	values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
	if not all(_fits(kind, value) for value in values):
		raise UnfitValue(doctype, fieldname)


def _fits(kind: str, value: object) -> bool:
	if kind in NUMBER_TYPES:
		return isinstance(value, int | float)
	if not isinstance(value, str):
		return False
	if kind not in DATE_TYPES:
		return True
	try:
		return getdate(value) is not None
	except Exception as error:  # getdate raises frappe's own error and messages for unreadable dates
		if isinstance(error, frappe.ValidationError | ValueError):
			frappe.clear_last_message()
			return False
		raise
