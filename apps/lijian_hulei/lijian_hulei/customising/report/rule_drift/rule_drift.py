"""Whether the grades are still the policy's: scripts changed on this site, and grades that were written past the policy.

For those who answer for the grades and for the steward, who sees no child: numbers and names of scripts only.
"""

import frappe
from frappe import _
from frappe.utils import add_days, cint, format_datetime, get_fullname, today

from lijian_hulei.customising import shipped_scripts
from lijian_hulei.customising.shipped_scripts import AS_SHIPPED, SWITCHED_OFF, ScriptState
from lijian_hulei.ledger.services import drift

DAYS = 30
COLOURS = {"ok": "green", "look": "orange", "wrong": "red"}


def execute(filters: frappe._dict | None = None) -> tuple:
	filters = frappe._dict(filters or {})
	days = cint(filters.days) or DAYS
	states = shipped_scripts.states()
	found = drift.counted_since(add_days(today(), -days))
	now = drift.differing_now() if cint(filters.check_now) else None
	rows = [_script_row(state) for state in states] + [_found_row(row) for row in found]
	rows += _now_rows(now) + _run_row()
	return _columns(), rows, _message(states, found, now, days), None, _summary(states, found, now)


def _columns() -> list[dict]:
	return [
		{"fieldname": "part", "label": _("What"), "fieldtype": "Data", "width": 130},
		{"fieldname": "subject", "label": _("Script or Grade"), "fieldtype": "Data", "width": 220},
		{"fieldname": "state", "label": _("State"), "fieldtype": "Data", "width": 150},
		{"fieldname": "number", "label": _("Minors"), "fieldtype": "Int", "width": 80},
		{"fieldname": "changed", "label": _("Difference"), "fieldtype": "Data", "width": 150},
		{"fieldname": "at", "label": _("Last On"), "fieldtype": "Datetime", "width": 160},
		{"fieldname": "by", "label": _("Changed By"), "fieldtype": "Data", "width": 130},
		{"fieldname": "shipped", "label": _("Fingerprint as Shipped"), "fieldtype": "Data", "width": 150},
		{"fieldname": "present", "label": _("Fingerprint Now"), "fieldtype": "Data", "width": 150},
	]


def _script_row(state: ScriptState) -> dict:
	lines = state.lines_added or state.lines_removed
	return {
		"part": _("Server Script"),
		"subject": f"{_(state.name)}（{_(state.about)}）" if state.about else _(state.name),
		"script": state.name,
		"state": _(state.state),
		"changed": _("{0} lines more, {1} fewer").format(state.lines_added, state.lines_removed)
		if lines
		else "",
		"at": state.changed_at,
		"by": get_fullname(state.changed_by) if state.changed_by else "",
		"shipped": state.shipped or "",
		"present": state.present or "",
		"indicator": _colour(state),
	}


def _colour(state: ScriptState) -> str:
	if state.state == AS_SHIPPED:
		return COLOURS["ok"]
	return COLOURS["look"]


def _found_row(row: dict) -> dict:
	return {
		"part": _("Put Right"),
		"subject": _pair(row["written_grade"], row["policy_grade"]),
		"state": _("Overruled on Save") if row["found_by"] == drift.ON_SAVE else _("Put Right at Night"),
		"number": row["minors"],
		"at": row["last"],
		"found_by": row["found_by"],
		"indicator": COLOURS["wrong"],
	}


def _now_rows(now) -> list[dict]:
	return [
		{
			"part": _("Differs Now"),
			"subject": _pair(stored, expected),
			"state": _("Will be put right tonight"),
			"number": number,
			"indicator": COLOURS["wrong"],
		}
		for (stored, expected), number in sorted((now or {}).items())
	]


def _run_row() -> list[dict]:
	"""When everybody was last compared with the policy: numbers only, no permission to ask."""
	run = frappe.db.get_value(
		"Grading Run",
		{"trigger": drift.AT_NIGHT, "status": "Done"},
		["finished_at", "processed", "drift"],
		as_dict=True,
		order_by="finished_at desc",
	)
	if not run:
		return []
	return [
		{
			"part": _("Last Nightly Check"),
			"subject": _("{0} minors compared with the policy").format(run.processed),
			"state": _("{0} differed").format(run.drift),
			"number": run.drift,
			"at": run.finished_at,
			"indicator": COLOURS["wrong" if run.drift else "ok"],
		}
	]


def _pair(written: str, right: str) -> str:
	return _("{0} instead of {1}").format(_label(written), _label(right))


def _label(grade: str) -> str:
	return _(grade) if grade else _("No Grade")


def _changed(states: list[ScriptState]) -> list[ScriptState]:
	return [state for state in states if state.state not in (AS_SHIPPED, SWITCHED_OFF)]


def _message(states: list[ScriptState], found: list[dict], now, days: int) -> str:
	changed, number = _changed(states), sum(row["minors"] for row in found)
	if not (changed or number or now):
		return _("No script was changed here, and in {0} days no grade was written past the policy.").format(
			days
		)
	if not (number or now):
		return _("Scripts were changed here, but they follow the policy: no grade was written past it.")
	words = _(
		"The policy has the last word: these grades were put right. Until it is mended, this can recur."
	)
	last = max((state.changed_at for state in changed if state.changed_at), default=None)
	if last:
		words += " " + _("The last change of a script was on {0}.").format(format_datetime(last))
	return words


def _summary(states: list[ScriptState], found: list[dict], now) -> list[dict]:
	numbers = [
		(_("Scripts Changed Here"), len(_changed(states))),
		(_("Grades Put Right"), sum(row["minors"] for row in found)),
	]
	if now is not None:
		numbers.append((_("Grades That Differ Now"), sum(now.values())))
	return [
		{"label": label, "value": value, "datatype": "Int", "indicator": "Red" if value else "Green"}
		for label, value in numbers
	]
