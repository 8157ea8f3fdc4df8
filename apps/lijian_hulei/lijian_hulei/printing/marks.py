"""The mark across a print with personal data: who printed it and when, on every page, as text."""

from datetime import datetime
from html import escape

import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime

from lijian_hulei.access.personal import is_personal

ROW_EVERY = 62  # millimetres between two lines of the mark
SIGNS_A_LINE = 500  # HTML signs that fill the height of one line at least; more lines than needed are cut off
FEWEST_LINES, MOST_LINES = 6, 600
# What goes to units or is hung out by its nature, with no child and no private person in it.
ISSUED = frozenset(
	(
		*("Bulletin", "Campus Hazard", "Compliance Report", "Feedback Point", "Guidance Note"),
		*("Joint Action", "Rectification Order", "Supervision Visit"),
	)
)


def is_marked(doctype: str) -> bool:
	return is_personal(doctype) and doctype not in ISSUED


def words(moment: datetime | None = None, revealed: bool = False) -> str:
	"""Zhang San (zhang@…) 2026-11-24 12:55; said once more where sealed fields stand open."""
	moment = moment or now_datetime()
	text = _("{0} printed this on {1}").format(get_fullname(), moment.strftime("%Y-%m-%d %H:%M"))
	return _("{0} · sealed fields revealed").format(text) if revealed else text


def specimen_words() -> str:
	"""What stands on an invented record: that it is one."""
	return _("Specimen: everything in it is invented")


def across(html: str, text: str) -> str:
	"""The lines of the mark for a body of this length, to stand under it in a box that cuts off the rest."""
	needed = html.count("<img") + len(html) // SIGNS_A_LINE
	lines = min(max(FEWEST_LINES, needed), MOST_LINES)
	line = escape(text)
	return "".join(
		f'<div style="top:{12 + number * ROW_EVERY}mm">{line}<span>{line}</span></div>'
		for number in range(lines)
	)


def own_mark() -> bool:
	"""Whether the caller puts a mark of its own on the pages (frappe.flags.hulei_own_mark)."""
	return bool(frappe.flags.hulei_own_mark)
