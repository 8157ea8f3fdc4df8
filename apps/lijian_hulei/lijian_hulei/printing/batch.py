"""Many records of one kind on paper: one encrypted PDF with a cover and contents, made by a job, for a reason and a day.

Each record is asked for and noted like a single print; what cannot be printed is listed on the cover. Sealed fields
stay covered. The file is a Protected Export: who, why, how long and how often downloaded stand there.
"""

from dataclasses import dataclass, field
from io import BytesIO

import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime
from frappe.utils.pdf import get_pdf
from pypdf import PdfReader, PdfWriter

from lijian_hulei.printing import letter_heads, marks, numbers, page, pdf
from lijian_hulei.printing.locked import locked
from lijian_hulei.privacy import export_rows, protected_export
from lijian_hulei.privacy.protected_export import Made

MOST_RECORDS = 500
STANDARD = "Standard"
COVER = "lijian_hulei/templates/batch_cover.html"


class NothingToPrint(frappe.ValidationError):
	"""No record, or too many, or no such format."""


@dataclass
class Printed:
	"""What has been drawn so far: (name, title, first page) of each record, and (name, reason) of those left out."""

	writer: PdfWriter = field(default_factory=PdfWriter)
	contents: list[tuple[str, str, int]] = field(default_factory=list)
	left_out: list[tuple[str, str]] = field(default_factory=list)
	letter_heads: set[str | None] = field(default_factory=set)


def start(
	doctype: str,
	filters: str | dict | list | None,
	area: str | None,
	print_format: str | None,
	reason: str,
	password: str,
) -> dict:
	"""Asks for a batch: records of a list, of `area` and below if one is named. The answer of protected_export.state()."""
	protected_export.check_print_right(doctype)
	protected_export.check_words(reason, password)
	print_format = print_format or frappe.get_meta(doctype).default_print_format or STANDARD
	_check_format(doctype, print_format)
	asked = export_rows.conditions(doctype, filters)
	if area:
		asked.append([doctype, "area", "in", _areas_within(area)])
	names = _names(doctype, asked)
	_check_size(len(names))
	name = protected_export.note(doctype, asked, reason, print_format=print_format)
	return protected_export.begin(name, {"filters": asked, "password": password}, run)


def run(name: str, order: str) -> None:
	"""The job, as the session's user, who asked for it."""
	protected_export.perform(name, order, _write)


def _write(row: frappe._dict, order: dict) -> Made:
	protected_export.check_print_right(row.reference_doctype)
	names = _names(row.reference_doctype, order["filters"])
	_check_size(len(names))
	done = Printed()
	for number, name in enumerate(names, start=1):
		_print(done, row, name)
		protected_export.tell(row.name, number / len(names) * 90)
	if not done.contents:
		raise NothingToPrint(_("None of the records could be printed: {0}").format(done.left_out[0][1]))
	numbers.put(done.writer)
	words = export_rows.conditions_in_words(row.reference_doctype, order["filters"])
	content = locked(_whole(done, row, words), order["password"])
	return Made(f"print-{now_datetime():%Y%m%d}-{row.name}.pdf", content, len(done.contents))


def _print(done: Printed, row: frappe._dict, name: str) -> None:
	"""One record, with the rights and the note of a single print. What must not be printed is left out."""
	frappe.db.savepoint("hulei_batch_record")
	try:
		document = frappe.get_doc(row.reference_doctype, name)
		document.flags.hulei_print_reason = f"{row.reason} ({row.name})"
		content = pdf.pdf_of(document, row.print_format)
	except (frappe.PermissionError, frappe.ValidationError) as refused:
		frappe.db.rollback(save_point="hulei_batch_record")
		frappe.clear_messages()
		done.left_out.append((name, frappe.utils.strip_html(str(refused)) or _("Not Permitted")))
		return
	title = frappe.utils.strip_html(str(document.get_title() or name))
	done.contents.append((name, title, len(done.writer.pages) + 1))
	done.letter_heads.add(letter_heads.choose(document))
	done.writer.append_pages_from_reader(PdfReader(BytesIO(content)))


def _whole(done: Printed, row: frappe._dict, conditions: str) -> PdfWriter:
	"""Cover and contents before the records, and a bookmark for each of them."""
	front = PdfReader(BytesIO(get_pdf(_cover(done, row, conditions))))
	for place, sheet in enumerate(front.pages):
		done.writer.insert_page(sheet, place)
	for _name, title, first in done.contents:
		done.writer.add_outline_item(title, len(front.pages) + first - 1)
	return done.writer


def _cover(done: Printed, row: frappe._dict, conditions: str) -> str:
	letter_head = done.letter_heads.pop() if len(done.letter_heads) == 1 else None
	first = frappe.get_doc(row.reference_doctype, done.contents[0][0])
	head = letter_heads.rendered(letter_head, first)[0] if letter_head else ""
	moment = now_datetime()
	body = frappe.render_template(
		COVER,
		{
			"head": head,
			"title": row.title,
			"facts": [
				(_("Print Format"), _(row.print_format)),
				(_("Records"), str(len(done.contents))),
				(_("Pages"), str(len(done.writer.pages))),
				(_("Conditions"), conditions),
				(_("Reason"), row.reason),
				(_("Printed By"), get_fullname(row.requested_by)),
				(_("Printed At"), moment.strftime("%Y-%m-%d %H:%M")),
				(_("Export No."), row.name),
			],
			"contents": done.contents,
			"left_out": done.left_out,
			"lines": marks.across("x" * 400 * len(done.contents), marks.words(moment)),
		},
	)
	return pdf.shell(page.with_pictures(body), "", row.title)


def _names(doctype: str, asked: list[list]) -> list[str]:
	"""At most one more than a batch holds, village by village, in the order they were entered."""
	order = "area asc, name asc" if frappe.get_meta(doctype).has_field("area") else "name asc"
	return frappe.get_list(
		doctype,
		filters=asked,
		pluck="name",
		distinct=True,
		order_by=order,
		limit_page_length=MOST_RECORDS + 1,
	)


def _areas_within(area: str) -> list[str]:
	bounds = frappe.db.get_value("Area", area, ["lft", "rgt"])
	if not bounds:
		return [""]
	# get_all: names of places, which everybody may know; the records are asked for by get_list
	return frappe.get_all(
		"Area", filters={"lft": (">=", bounds[0]), "rgt": ("<=", bounds[1])}, pluck="name", order_by="lft asc"
	)


def _check_format(doctype: str, print_format: str) -> None:
	if print_format == STANDARD:
		return
	found = frappe.db.get_value(
		"Print Format", print_format, ["doc_type", "disabled", "print_format_builder_beta"]
	)
	if not found or found[0] != doctype or found[1] or found[2]:
		_refuse(_("There is no such print format for {0}.").format(_(doctype)))


def _check_size(count: int) -> None:
	if not count:
		_refuse(_("There is no record within your reach that meets the conditions."))
	if count > MOST_RECORDS:
		_refuse(
			_(
				"One batch holds at most {0} records. Please narrow the conditions, for example to one village."
			).format(MOST_RECORDS)
		)


def _refuse(why: str) -> None:
	frappe.throw(why, exc=NothingToPrint, title=_("Batch Print"))
