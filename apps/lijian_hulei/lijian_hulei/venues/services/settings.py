"""The readings A7 and A8 of Hulei Settings, carried into the duties and the venue types they are about."""

import frappe
from frappe.utils import cint

from lijian_hulei.records.changes import has_changed
from lijian_hulei.venues.rules.inspecting import ENTERTAINMENT

EACH_VENUE = "Each Venue"
BY_VENUE, BY_ROUND = "R03_inspections", "R03_rounds"


def follow(settings, method: str | None = None) -> None:
	"""Document event of Hulei Settings. Only what was changed there is carried over: a duty edited by hand stays."""
	if has_changed(settings, "inspection_unit"):
		_set_duty(BY_VENUE, enabled=int(settings.inspection_unit == EACH_VENUE))
		_set_duty(BY_ROUND, enabled=int(settings.inspection_unit != EACH_VENUE))
	if has_changed(settings, "inspection_minimum_gap_days"):
		for code in (BY_VENUE, BY_ROUND):
			_set_duty(code, minimum_gap_days=cint(settings.inspection_minimum_gap_days))
	if has_changed(settings, "entertainment_in_scope"):
		_take_entertainment(cint(settings.entertainment_in_scope))


def _set_duty(code: str, **values: int) -> None:
	"""A duty that an administrator has deleted stays deleted."""
	if not frappe.db.exists("Duty", code):
		return
	duty = frappe.get_doc("Duty", code)
	duty.update(values)
	# Whoever may set the reading sets what follows from it.
	duty.save(ignore_permissions=True)


def _take_entertainment(in_scope: int) -> None:
	"""Song halls and bars are named only in the plan's last part (A8): in or out together with their venues."""
	for doctype in ("Venue Type", "Venue"):
		table = frappe.qb.DocType(doctype)
		frappe.qb.update(table).set(table.in_scope, in_scope).where(table.category == ENTERTAINMENT).run()
	frappe.clear_document_cache("Venue Type")
