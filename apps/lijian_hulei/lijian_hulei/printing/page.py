"""Hook pdf_body_html: around what a format says stand the township's letter head and the mark of who printed it.

Frappe calls it for each way to print: the preview, the print view of the browser, the PDF, batches, mails. Everything
stands in the flow of the page: the header and footer options of wkhtmltopdf exist only in some of its builds.
"""

import re
from base64 import b64encode
from mimetypes import guess_type
from pathlib import Path

import frappe
from frappe.utils.pdf import pdf_body_html

from lijian_hulei.printing import letter_heads, marks

STANDARD = "templates/print_formats/standard.html"
PAGE = re.compile(r'class="[^"]*\bpage-break\b')
FOOTER = re.compile(r'id="footer-html"')
FRAPPE_HEADER = re.compile(r'\sid="header-html"\s+class="hidden-pdf"')
PICTURE = re.compile(r"""(<img\b[^>]*?\bsrc\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
OWN_PICTURE = re.compile(r"/(?:private/)?files/")
ASSETS = "/assets/"
LARGEST_PICTURE = 8_000_000  # bytes


def body_html(template, args: dict, jenv=None, print_format=None, **later: object) -> str:
	"""The HTML of one record's print, as Frappe makes it, in the page of the app."""
	doc = args["doc"]
	head, foot = _letter_head(doc, args)
	by_frappe = getattr(template, "name", None) == STANDARD
	own_place = by_frappe or "letter_head" in (getattr(print_format, "html", None) or "")
	args["letter_head"], args["footer"] = head, "" if by_frappe else foot
	html = pdf_body_html(template=template, args=args, jenv=jenv, print_format=print_format, **later)
	html = FRAPPE_HEADER.sub("", html)
	above = "" if own_place or not head else f'<div class="letter-head">{head}</div>'
	below = "" if not foot or (own_place and not by_frappe) else f'<div class="hulei-foot">{foot}</div>'
	html = with_pictures(f"{above}{html}{below}")
	return _page(doc, html)


def _letter_head(doc, args: dict) -> tuple[str, str]:
	if args.get("no_letterhead"):
		return "", ""
	name = letter_heads.choose(doc, frappe.form_dict.get("letterhead") or doc.get("letter_head"))
	return letter_heads.rendered(name, doc) if name else ("", "")


def _page(doc, html: str) -> str:
	specimen = marks.specimen_words() if doc.flags.hulei_specimen else ""
	marked = specimen or (marks.is_marked(doc.doctype) and not marks.own_mark())
	words = specimen or marks.words(revealed=bool(doc.flags.hulei_revealed))
	return frappe.render_template(
		"lijian_hulei/templates/print_page.html",
		{
			"html": html,
			"lines": marks.across(html, words) if marked else "",
			"specimen": specimen,
			# Frappe's print view looks for these two by name and fails where a format has none.
			"needs_page": not PAGE.search(html),
			"needs_footer": not FOOTER.search(html),
		},
	)


def with_pictures(html: str) -> str:
	"""Pictures of the site stand in the page itself; others are left out: nothing is fetched while a page is drawn."""

	def put(found: re.Match) -> str:
		start, quote, address = found.groups()
		return f"{start}{quote}{_picture(address.strip())}{quote}"

	return PICTURE.sub(put, html)


def _picture(address: str) -> str:
	if address.startswith("data:image/"):
		return address
	content = None
	if OWN_PICTURE.match(address):
		content = _file_content(address)
	elif address.startswith(ASSETS):
		content = _asset_content(address)
	kind = guess_type(address.partition("?")[0])[0] or ""
	if not content or not kind.startswith("image/"):
		return ""
	return f"data:{kind};base64,{b64encode(content).decode()}"


def _file_content(address: str) -> bytes | None:
	"""Of a file that the reader may open; the logo of a letter head is everybody's."""
	address = address.partition("?")[0]
	# get_all: the right is asked for each file below
	files = frappe.get_all("File", filters={"file_url": address}, pluck="name", order_by="creation asc")
	for file in (frappe.get_doc("File", name) for name in files):
		if file.attached_to_doctype == letter_heads.DOCTYPE or frappe.has_permission(
			"File", "read", doc=file
		):
			path = Path(file.get_full_path())
			return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST_PICTURE else None
	return None


def _asset_content(address: str) -> bytes | None:
	root = Path(frappe.local.sites_path, "assets")
	path = Path(root, address.partition("?")[0].removeprefix(ASSETS))
	inside = ".." not in path.parts and path.is_file() and path.stat().st_size <= LARGEST_PICTURE
	return path.read_bytes() if inside else None
