"""Fields that stay as they were once given."""

from collections.abc import Callable, Iterable

from frappe.model.document import Document
from frappe.utils import cint, flt, get_datetime, getdate

# A form and REST send texts; only after the save do they become what is stored.
CASTS: dict[str, Callable] = {
	"Check": cint,
	"Currency": flt,
	"Date": getdate,
	"Datetime": get_datetime,
	"Int": cint,
}


def changed_fields(doc: Document, fieldnames: Iterable[str]) -> list[str]:
	"""Those whose value is another than the stored one; blank, NULL and 0 are the same nothing."""
	before = doc.get_doc_before_save()
	if not before:
		return []
	return [field for field in fieldnames if _value(doc, field) != _value(before, field)]


def _value(doc: Document, fieldname: str):
	value = doc.get(fieldname)
	cast = CASTS.get(doc.meta.get_field(fieldname).fieldtype, str)
	return (cast(value) or None) if value else None
