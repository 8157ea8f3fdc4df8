"""A record as a PDF without a web server: style sheet and pictures stand in the page, nothing is fetched.

Frappe's own way asks the running site for them while it draws, with the reader's session in a file.
"""

import os

import frappe
from frappe import _
from frappe.utils.jinja_globals import bundled_asset, is_rtl
from frappe.utils.pdf import get_pdf
from frappe.www.printview import (
	get_print_format_doc,
	get_print_style,
	get_rendered_template,
	set_link_titles,
)

STYLES = "print.bundle.css"
SHELL = "lijian_hulei/templates/print_shell.html"
PAPERS = frozenset(("A3", "A4", "A5", "B5", "Letter", "Legal"))


class NotPrinted(frappe.ValidationError):
	"""The format failed or is not one of this record; nothing leaves."""


def html_of(
	doc, print_format: str | None = None, letterhead: str | None = None, no_letterhead: bool = False
) -> str:
	"""The whole page of one record. Asks for the right to print it and notes that, as every print does.

	Without `print_format` the form's default. Raises NotPrinted, frappe.PermissionError.
	"""
	chosen = get_print_format_doc(print_format or doc.meta.default_print_format or "Standard", doc.meta)
	if chosen and chosen.doc_type != doc.doctype:
		frappe.throw(
			_("The print format {0} is not one of {1}.").format(_(chosen.name), _(doc.doctype)),
			exc=NotPrinted,
			title=_("Not Printed"),
		)
	set_link_titles(doc)
	_name_the_untitled(doc)
	frappe.form_dict.letterhead = letterhead  # where printing.page looks for it, as after a click on the desk
	body = get_rendered_template(
		doc, print_format=chosen, meta=doc.meta, no_letterhead=no_letterhead, letterhead=letterhead
	)
	return shell(body, get_print_style(None, chosen), doc.name)


def _name_the_untitled(doc) -> None:
	"""A link whose record is gone, or never was, stands by its name; Frappe would write None."""
	titles = doc.get("__link_titles") or {}
	for link, title in titles.items():
		titles[link] = title or link.partition("::")[2]


def pdf_of(doc, print_format: str | None = None, output=None, options: dict | None = None, **letter: object):
	"""The same as a PDF: its bytes, or `output` (a PdfWriter) with the pages added. `letter` as in html_of()."""
	return get_pdf(html_of(doc, print_format, **letter), dict(options or {}), output)


def shell(body: str, style: str, title: str) -> str:
	"""A page of its own around a body, with Frappe's style sheet for prints in it."""
	values = {
		"body": body,
		"style": style,
		"sheet": frappe.read_file(os.path.join(frappe.local.sites_path, bundled_asset(STYLES).lstrip("/"))),
		"title": title,
		"lang": frappe.local.lang,
		"direction": "rtl" if is_rtl() else "ltr",
	}
	return frappe.render_template(SHELL, values)


def paper_options(options: str | dict | None) -> dict[str, str]:
	"""What a caller may say about the paper; everything else would be an order to the program that draws the PDF."""
	asked = frappe.parse_json(options) or {}
	size = asked.get("page-size") if isinstance(asked, dict) else None
	return {"page-size": size} if size in PAPERS else {}
