"""The guidance a recheck follows was its number written by hand; now it is a link."""

import frappe
from pypika import Case
from pypika.functions import Concat, Trim

WRITTEN = "对应指导单编号："


def execute() -> None:
	"""What names no guidance note goes to the summary as it was written. Safe to run twice."""
	check, note = frappe.qb.DocType("Campus Check"), frappe.qb.DocType("Guidance Note")
	frappe.qb.update(check).set(check.guidance_note, Trim(check.guidance_note)).run()
	unknown = (check.guidance_note != "") & check.guidance_note.notin(frappe.qb.from_(note).select(note.name))
	kept = Concat(WRITTEN, check.guidance_note)
	summary = Case().when(check.summary.isnull() | (check.summary == ""), kept)
	summary = summary.else_(Concat(check.summary, "\n", kept))
	frappe.qb.update(check).set(check.summary, summary).where(unknown).run()
	frappe.qb.update(check).set(check.guidance_note, None).where(unknown | (check.guidance_note == "")).run()
