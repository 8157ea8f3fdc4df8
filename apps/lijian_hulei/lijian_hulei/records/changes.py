"""Whether a save changes a field."""

from collections.abc import Callable

from frappe.model.document import Document
from frappe.utils import cint, flt, get_datetime, getdate, to_timedelta

# A form and REST send texts; only after the save do they become what is stored.
CASTS: dict[str, Callable] = {
	"Check": cint,
	"Currency": flt,
	"Date": getdate,
	"Datetime": get_datetime,
	"Float": flt,
	"Int": cint,
	"Percent": flt,
	"Time": to_timedelta,
}


def has_changed(doc: Document, fieldname: str) -> bool:
	"""True for a new record too. Frappe's has_value_changed takes the date that a form sends back for another than the
	stored one; here blank, NULL and 0 are the same nothing.
	"""
	before = doc.get_doc_before_save()
	return not before or _value(doc, fieldname) != _value(before, fieldname)


def _value(doc: Document, fieldname: str):
	value = doc.get(fieldname)
	field = doc.meta.get_field(fieldname)
	if not value or isinstance(value, list) or not field:
		return value or None
	return CASTS.get(field.fieldtype, str)(value) or None
