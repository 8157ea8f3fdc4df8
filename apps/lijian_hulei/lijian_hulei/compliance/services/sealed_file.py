"""An accountability file for the way out: a PDF with a mark across each page, encrypted with AES-256 (R58-R61, A23)."""

from io import BytesIO

import frappe
from frappe import _
from frappe.utils import escape_html
from frappe.utils.pdf import get_pdf
from pypdf import PdfReader, PdfWriter

from lijian_hulei.printing.locked import locked

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 64
KINDS_OF_CHARACTERS = 3
PRINT_FORMAT = "Accountability File"
MARK = """<html><head><meta charset="utf-8"><style>
body { background: transparent; }
div { font-family: "Noto Sans CJK SC", sans-serif; color: #c4c4c4; font-size: 13pt; text-align: center; margin: 170px 0; }
</style></head><body><div>{0}</div><div>{0}</div><div>{0}</div><div>{0}</div></body></html>"""
# The last line of the print format: its absence means that an error page came instead of the file.
LAST_LINE = "hulei-mark"


class WeakPassword(frappe.ValidationError):
	"""The password would not keep the file closed."""


class NotPrinted(frappe.ValidationError):
	"""The print format failed; nothing leaves."""


def check_password(password: str) -> None:
	"""10 to 64 characters of three kinds (small, capital, digit, other)."""
	kinds = (str.islower, str.isupper, str.isdigit, lambda char: not char.isalnum())
	used = sum(any(kind(char) for char in password) for kind in kinds)
	if SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD and used >= KINDS_OF_CHARACTERS:
		return
	frappe.throw(
		_(
			"The password needs {0} to {1} characters and three of: small letters, capitals, digits, signs."
		).format(SHORTEST_PASSWORD, LONGEST_PASSWORD),
		exc=WeakPassword,
		title=_("Password"),
	)


def sealed_pdf(doctype: str, name: str, password: str, mark: str) -> bytes:
	"""Only who has the password can open it; printing is allowed, copying and changing are not."""
	frappe.flags.hulei_own_mark = True  # printing.marks: this one bears the number of its export
	try:
		html = frappe.get_print(doctype, name, PRINT_FORMAT)
	finally:
		frappe.flags.hulei_own_mark = False
	if f'class="{LAST_LINE}"' not in html:
		frappe.throw(
			_("The file could not be printed. Please tell the system steward."),
			exc=NotPrinted,
			title=_("Not Printed"),
		)
	return seal(get_pdf(html), get_pdf(MARK.replace("{0}", escape_html(mark))), password)


def seal(pdf: bytes, mark_pdf: bytes, password: str) -> bytes:
	writer = PdfWriter()
	mark = PdfReader(BytesIO(mark_pdf)).pages[0]
	for page in PdfReader(BytesIO(pdf)).pages:
		page.merge_page(mark, over=False)
		writer.add_page(page)
	return locked(writer, password)
