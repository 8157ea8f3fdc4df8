"""The village secretary stands in the plan twice: as second responsible person (part 2(1)2) and as direct one (part 3(1)).

Where Hulei Settings read it so (ambiguity A6), one appointment makes both records, and ending one ends both: each kind
keeps its own dated record, which duties, gaps and accountability files ask.
"""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lijian_hulei.organisation.rules.responsibility import DIRECT, SECOND, Term, gap_before, overlapping
from lijian_hulei.organisation.services import terms_of
from lijian_hulei.records.changes import has_changed


def appoint_as_direct_too(second) -> None:
	"""Document step of Responsibility after it was inserted. Where a direct responsible person stands, nothing happens."""
	if not _is_meant(second):
		return
	term = _term(second)
	others = terms_of(DIRECT, area=second.area)
	if overlapping(term, others):
		return
	direct = frappe.copy_doc(second)
	direct.kind = DIRECT
	if gap_before(term, others) and not (direct.gap_reason or "").strip():
		direct.gap_reason = _("The post of secretary was vacant.")
	direct.insert()


def end_as_direct_too(second) -> None:
	"""Document step of Responsibility after it was changed: the record made with it follows its last day."""
	before = second.get_doc_before_save()
	if not before or not has_changed(second, "to_date") or not _is_meant(second):
		return
	name = frappe.db.get_value(
		"Responsibility",
		{"kind": DIRECT, "area": second.area, "officer": second.officer, "from_date": before.from_date},
	)
	if name:
		direct = frappe.get_doc("Responsibility", name)
		direct.to_date = second.to_date
		direct.save()


def _is_meant(responsibility) -> bool:
	return bool(
		responsibility.kind == SECOND
		and responsibility.area
		and cint(frappe.db.get_single_value("Hulei Settings", "secretary_is_direct"))
	)


def _term(responsibility) -> Term:
	end = getdate(responsibility.to_date) if responsibility.to_date else None
	return Term("", getdate(responsibility.from_date), end)
