"""Prints: Frappe's two ways to a PDF, one print with sealed fields revealed, and a batch as a protected file."""

from io import BytesIO

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import cint
from pypdf import PdfWriter

from lijian_hulei.access.gate.refusal import refuse_shape
from lijian_hulei.access.guards import require_document
from lijian_hulei.access.roles import REVEALING_ROLES
from lijian_hulei.api.export import check_filters, forget_password
from lijian_hulei.printing import batch, letter_heads, pdf, revealed, shipped, specimen
from lijian_hulei.privacy import protected_export

AT_ONCE = 20


class TooManyAtOnce(frappe.ValidationError):
	"""More records than are printed while somebody waits."""


@frappe.whitelist()
def download_pdf(
	doctype: str,
	name: str,
	format: str | None = None,
	no_letterhead: str | int = 0,
	language: str | None = None,
	letterhead: str | None = None,
) -> None:
	"""In place of frappe.utils.print_format.download_pdf: the same answer, drawn without asking the site for anything."""
	document = require_document(doctype, name, "print")
	with print_language(language):
		content = pdf.pdf_of(
			document, format, letterhead=_chosen(letterhead), no_letterhead=bool(cint(no_letterhead))
		)
	_answer(f"{name}.pdf", content)


@frappe.whitelist()
def download_multi_pdf(
	doctype: str,
	name: str,
	format: str | None = None,
	no_letterhead: str | int | bool = 0,
	letterhead: str | None = None,
	options: str | dict | None = None,
) -> None:
	"""In place of frappe.utils.print_format.download_multi_pdf: a few records of one kind, each asked for and noted."""
	names = frappe.parse_json(name)
	if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
		refuse_shape("name")
	if len(names) > AT_ONCE:
		frappe.throw(
			_(
				"At most {0} records are printed at once. For more choose Batch Print in the menu of the list."
			).format(AT_ONCE),
			exc=TooManyAtOnce,
			title=_("Too Many Records"),
		)
	documents = [require_document(doctype, one, "print") for one in names]
	output, paper = PdfWriter(), pdf.paper_options(options)
	for document in documents:
		pdf.pdf_of(
			*(document, format, output, paper),
			letterhead=_chosen(letterhead),
			no_letterhead=bool(cint(no_letterhead)),
		)
	written = BytesIO()
	output.write(written)
	_answer(f"{doctype.replace(' ', '-')}.pdf", written.getvalue())


@frappe.whitelist()
def letter_head(doctype: str, name: str) -> str | None:
	"""The Letter Head that a print of this record gets by itself, for the print page to show."""
	return letter_heads.choose(require_document(doctype, name))


def _chosen(letterhead: str | None) -> str | None:
	"""The desk sends its own words for none."""
	return letterhead if letterhead and letterhead != _("No Letterhead") else None


def _answer(file_name: str, content: bytes) -> None:
	frappe.response.update({"type": "pdf", "filename": file_name.replace("/", "-"), "filecontent": content})


@frappe.whitelist()
def sealed_fields(doctype: str, name: str) -> list[dict[str, str]]:
	"""Sealed fields that the caller may have opened for one print of this record: field, label. Empty without the role."""
	document = require_document(doctype, name, "print")
	if frappe.session.user != "Administrator" and not set(REVEALING_ROLES) & set(frappe.get_roles()):
		return []
	return revealed.places(document)


@frappe.whitelist(methods=["POST"])
def reveal_for_print(
	doctype: str,
	name: str,
	fields: str | list,
	reason: str,
	print_format: str | None = None,
	letterhead: str | None = None,
) -> None:
	"""One PDF with these sealed fields in clear; every opened text is noted with the reason before it is opened."""
	document = require_document(doctype, name, "print")
	wanted = frappe.parse_json(fields)
	if not isinstance(wanted, list) or not all(isinstance(field, str) for field in wanted):
		refuse_shape("fields")
	_answer(f"{name}.pdf", revealed.revealed_pdf(document, wanted, reason, print_format, _chosen(letterhead)))


@frappe.whitelist(methods=["POST"])
def start_batch(
	doctype: str,
	reason: str,
	password: str,
	filters: str | list | dict | None = None,
	area: str | None = None,
	print_format: str | None = None,
) -> dict:
	"""Many records as one encrypted PDF, made by a job; the answer of api.export.state(). The right to print is asked inside."""
	forget_password()
	check_filters(doctype, filters)
	return batch.start(doctype, filters, area, print_format, reason, password)


@frappe.whitelist()
def my_batches() -> list[dict]:
	"""The caller's own batches that are under way or can be downloaded (api.export.download)."""
	return protected_export.mine()


@frappe.whitelist(methods=["POST"])
def copy_format(name: str, new_name: str) -> dict[str, str | int]:
	"""A copy of a print format for changing: its name, and whether it is changed as HTML. Frappe asks for the right to create."""
	require_document("Print Format", name)
	made = shipped.copy(name, new_name)
	return {"name": made.name, "custom_format": made.custom_format}


@frappe.whitelist()
def specimen_page(print_format: str) -> str:
	"""The HTML of a print format with an invented record in it, for whoever may change formats; nobody's data is read."""
	return specimen.html_of(require_document("Print Format", print_format, "write"))


@frappe.whitelist()
def specimen_pdf(print_format: str) -> None:
	"""The same as a PDF."""
	document = require_document("Print Format", print_format, "write")
	_answer(f"{document.name}.pdf", specimen.pdf_of(document))
