"""An invented record on paper: what a print format looks like, shown without anybody's data.

Whoever changes formats (the system steward) reads no child and no case. The record here exists in memory alone, each
field says its own name, and every page says that it is a specimen.
"""

import frappe
from frappe import _
from frappe.model.base_document import get_controller
from frappe.utils import now_datetime, today
from frappe.utils.pdf import get_pdf

from lijian_hulei.customising.limits import is_ours
from lijian_hulei.kernel import mask
from lijian_hulei.printing import pdf
from lijian_hulei.privacy.sealed_fields import IDENTITY, NAME, PHONE, SEALED, TEXT

ROWS = 2
NUMBERS = {"Int": 3, "Float": 2.5, "Percent": 95.0, "Currency": 1500.0, "Check": 1}
LONG = ("Small Text", "Text", "Long Text", "Text Editor")
SETTINGS = "Hulei Settings"
# As a print shows what is sealed; there is no division 99 and no such telephone.
COVERED = {
	IDENTITY: mask.mask_identity_number("990101201001010011"),
	PHONE: mask.mask_phone("19900000000"),
	NAME: mask.mask_name("样本"),
	TEXT: mask.mask_text("样本"),
}


class NoSpecimen(frappe.ValidationError):
	"""The format belongs to a kind of record that is not the app's."""


class _Invented:
	"""Of what is invented every level may be read: a format is judged whole."""

	def get_permlevel_access(self, permission_type: str = "write") -> list[int]:
		return list(range(10))


def html_of(print_format) -> str:
	"""The page of a Print Format (document) with an invented record in it. Raises NoSpecimen."""
	frappe.flags.ignore_print_permissions = True  # nobody's record: there is no right to ask for
	try:
		return pdf.html_of(invented(print_format.doc_type), print_format.name)
	finally:
		frappe.flags.ignore_print_permissions = False


def pdf_of(print_format) -> bytes:
	"""The same as a PDF."""
	return get_pdf(html_of(print_format))


def invented(doctype: str):
	"""A record of this kind in memory, every field filled in, its tables with two rows. Raises NoSpecimen."""
	if not is_ours(doctype):
		frappe.throw(
			_("Specimens are made for the records of this app. {0} is not one of them.").format(_(doctype)),
			exc=NoSpecimen,
			title=_("No Specimen"),
		)
	kind = type("Specimen", (_Invented, get_controller(doctype)), {})
	document = kind({"doctype": doctype, "name": f"{_('Specimen')}-0001"})
	_fill(document)
	for table in document.meta.get_table_fields():
		for _number in range(ROWS):
			_fill(document.append(table.fieldname, {}))
	if document.meta.is_submittable:
		document.docstatus = 1
	document.flags.hulei_specimen = True  # printing.page says so on the paper
	document.flags.hulei_print_logged = True  # nothing of anybody leaves, there is nothing to note
	return document


def _fill(row) -> None:
	row.update({"creation": now_datetime(), "modified": now_datetime(), "owner": frappe.session.user})
	sealed = SEALED.get(row.doctype, {})
	for field in row.meta.fields:
		value = COVERED[sealed[field.fieldname]] if field.fieldname in sealed else _value(field)
		if value is not None:
			row.set(field.fieldname, value)


def _value(field):
	kind, said = field.fieldtype, _("Specimen: {0}").format(_(field.label or field.fieldname))
	if kind in NUMBERS:
		return NUMBERS[kind]
	if field.fieldname == "token":
		return "specimen"  # part of an address
	if kind == "Link":
		return _linked(field.options) or said
	if kind == "Select":
		return next((option for option in (field.options or "").split("\n") if option), None)
	if kind in LONG:
		return _("{0}. This is invented, to show how a longer entry stands on the paper.").format(said)
	return {"Data": said, "Date": today(), "Datetime": now_datetime(), "Time": "09:30:00"}.get(kind)


def _linked(doctype: str) -> str | None:
	"""Masters named by a code and the town's own place and office are real: no person is in them. All else is invented."""
	if doctype in ("Area", "Agency"):
		return frappe.db.get_single_value(SETTINGS, "township" if doctype == "Area" else "host_agency")
	meta = frappe.get_meta(doctype)
	if meta.autoname != "field:code" or not meta.title_field:
		return None
	return frappe.db.get_value(doctype, {}, "name", order_by="creation asc")
