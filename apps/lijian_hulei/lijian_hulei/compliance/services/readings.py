"""The readings of Hulei Settings, carried into the duties that are about them.

The duty stays the one place that is asked; the settings are where staff who do not know duties change a reading.
Only what was changed in the settings is carried over: a duty edited by hand stays, one that was deleted stays so.
"""

from datetime import date

import frappe
from frappe.utils import cint, getdate

from lijian_hulei.records.changes import has_changed

INSPECTIONS, ROUNDS = "R03_inspections", "R03_rounds"
CANVASS, ROSTER, ARRIVALS, HANDOVER = "R11_canvass", "R12_roster", "R11_arrivals", "R11_handover"
NUMBERS = {
	"canvass_month": ((CANVASS, "due_month"), (ROSTER, "due_month")),
	"canvass_day": ((CANVASS, "due_day"), (ROSTER, "due_day")),
	"arrival_days": ((ARRIVALS, "due_within"),),
	"handover_needs_confirmation": ((HANDOVER, "enabled"),),
	"auxiliary_report_day": (("R21_summary", "due_day"),),
	"feedback_reply_days": (("R44_answer", "due_within"), ("R42_reply", "due_within")),
	"inspection_minimum_gap_days": ((INSPECTIONS, "minimum_gap_days"), (ROUNDS, "minimum_gap_days")),
}
"""{setting: ((duty, its field), …)}: the number or the tick is the same there."""
RECIPIENTS = {
	"ledger_recipient": (CANVASS, ROSTER, ARRIVALS, HANDOVER),
	"visit_recipient": ("R13_visits", "R16_focus"),
}
"""{setting: duties}: ledgers go to one office and visits to another (plan part 2(1)2, ambiguity A12)."""
EACH_VENUE = "Each Venue"


def follow(settings, method: str | None = None) -> None:
	"""Document event of Hulei Settings."""
	for fieldname, duties in NUMBERS.items():
		if has_changed(settings, fieldname):
			for code, target in duties:
				set_duty(code, **{target: cint(settings.get(fieldname))})
	for fieldname, codes in RECIPIENTS.items():
		if has_changed(settings, fieldname):
			for code in codes:
				set_duty(code, reported_to=settings.get(fieldname))
	if has_changed(settings, "inspection_unit"):
		set_duty(INSPECTIONS, enabled=int(settings.inspection_unit == EACH_VENUE))
		set_duty(ROUNDS, enabled=int(settings.inspection_unit != EACH_VENUE))
	if has_changed(settings, "canvass_yearly"):
		set_duty(CANVASS, effective_to=None if cint(settings.canvass_yearly) else end_of_year(getdate()))


def end_of_year(day: date) -> date:
	"""One canvass only (ambiguity A11): this year's is still owed, no later one is."""
	return date(day.year, 12, 31)


def set_duty(code: str, **values: object) -> None:
	if not frappe.db.exists("Duty", code):
		return
	duty = frappe.get_doc("Duty", code)
	duty.update(values)
	# Whoever may set the reading sets what follows from it.
	duty.save(ignore_permissions=True)
