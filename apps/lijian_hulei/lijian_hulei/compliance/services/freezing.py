"""Month end: one Compliance Report for every township, village and agency, never changed afterwards (R49)."""

from collections.abc import Callable
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from lijian_hulei.compliance.rules.score import Count, ranks
from lijian_hulei.compliance.services.bulletin import keep_edits, sections
from lijian_hulei.compliance.services.figures import AGENCY, TOWNSHIP, VILLAGE, Unit, units_of
from lijian_hulei.compliance.services.narrative import language, narrative
from lijian_hulei.kernel.periods import Period

REPORT = "Compliance Report"
Progress = Callable[[int, int], None]


def freeze_month(period: Period, now: datetime | None = None, progress: Progress | None = None) -> list[str]:
	"""Draws up the month's missing reports, closes the month and returns the names of the new reports.

	Villages' and agencies' reports are submitted at once. The township's has its figures fixed at the same
	moment and waits as a draft for the office to add what was agreed and to issue it (duty R49).
	"""
	now = now or now_datetime()
	made = _draw_up(period, now, lambda unit: True, progress)
	_close(period, now)
	return made


def draft_bulletin(period: Period, now: datetime | None = None) -> list[str]:
	"""The township's report as it stands on the last working day (A13), to be discussed before the month is over."""
	return _draw_up(period, now or now_datetime(), lambda unit: unit.kind == TOWNSHIP, None)


def refigure(report) -> None:
	"""Fills a report document with the figures of now: for a new draft and for a corrected version."""
	period = Period(frappe.utils.getdate(report.period_start), frappe.utils.getdate(report.period_end))
	units = units_of(period)
	own = _unit_of(report, units)
	_fill(report, own, period, units, _duty_titles(), now_datetime())


def is_closed(period: Period) -> bool:
	# Bookkeeping of the job, no personal data: no permission check.
	return frappe.db.get_value("Compliance Period", period.label, "status") == "Closed"


def _draw_up(
	period: Period, now: datetime, wanted: Callable[[Unit], bool], progress: Progress | None
) -> list[str]:
	units = units_of(period)
	existing, titles, made = _existing(period), _duty_titles(), []
	due = [unit for unit in units if wanted(unit)]
	for number, unit in enumerate(due, start=1):
		name, docstatus = existing.get((unit.kind, unit.name), (None, 0))
		if docstatus == 0 and not (name and is_closed(period)):
			made.append(_write(name, unit, period, units, titles, now))
		if progress:
			progress(number, len(due))
	return made


def _existing(period: Period) -> dict[tuple[str, str], tuple[str, int]]:
	"""The latest report of each unit; a cancelled one counts as there: its correction is made by hand."""
	report = frappe.qb.DocType(REPORT)
	rows = (
		frappe.qb.from_(report)
		.select(report.unit_kind, report.area, report.agency, report.name, report.docstatus)
		.where(report.period_start == str(period.start))
		.orderby(report.version)
		.run()
	)
	return {(kind, agency or area): (name, docstatus) for kind, area, agency, name, docstatus in rows}


def _write(
	name: str | None, unit: Unit, period: Period, units: list[Unit], titles: dict, now: datetime
) -> str:
	report = frappe.get_doc(REPORT, name) if name else frappe.new_doc(REPORT)
	_fill(report, unit, period, units, titles, now)
	report.flags.figures_from_service = True
	# Scheduled work on behalf of the township: no user stands behind it.
	report.flags.ignore_permissions = True
	report.save()
	if unit.kind != TOWNSHIP:
		report.submit()
	return report.name


def _fill(report, unit: Unit, period: Period, units: list[Unit], titles: dict, now: datetime) -> None:
	ranked = _league(unit, units)
	report.update(
		{
			"title": _("{0} {1}", language(), "unit and month").format(unit.title, period.label),
			"unit_kind": unit.kind,
			"area": unit.area,
			"agency": unit.agency,
			"period_start": period.start,
			"period_end": period.end,
			"frozen_at": now,
			"score": unit.score,
			"grade_red": unit.grades.get("Red", 0),
			"grade_yellow": unit.grades.get("Yellow", 0),
			"grade_blue": unit.grades.get("Blue", 0),
			"new_red": unit.new_red,
			"visits": unit.visits,
			"narrative": narrative(unit, period, ranked, titles),
		}
		| _totals(unit.count)
	)
	if unit.kind == TOWNSHIP:
		report.set("sections", keep_edits(report, sections(unit, period, ranked, titles)))
	report.set("lines", [_line(line) for line in unit.lines])
	report.set("units", [_row(other, place) for other, place in places_of(ranked)])


def _league(unit: Unit, units: list[Unit]) -> list[Unit]:
	"""Villages are ranked among villages, agencies among agencies; only the township's report shows the table."""
	if unit.kind != TOWNSHIP:
		return []
	inside = [other for other in units if other.kind in (VILLAGE, AGENCY) and _belongs(other, unit)]
	return sorted(
		inside,
		key=lambda other: (other.kind != VILLAGE, -(other.score or 0), -(other.count.rate or 0), other.name),
	)


def places_of(ranked: list[Unit]) -> list[tuple[Unit, int | None]]:
	"""Each unit with its place among those of its own kind."""
	placed = []
	for kind in (VILLAGE, AGENCY):
		same = [unit for unit in ranked if unit.kind == kind]
		placed += zip(same, ranks([unit.score for unit in same]), strict=True)
	return placed


def _belongs(unit: Unit, township: Unit) -> bool:
	"""Division codes are built up from the left: nine digits name the township."""
	return unit.area[:9] == township.name[:9]


def _totals(count: Count) -> dict:
	return {
		"obligations": count.obligations,
		"met": count.met,
		"met_late": count.met_late,
		"overdue": count.overdue,
		"required": count.required,
		"done": count.done,
		"rate": count.rate,
	}


def _line(line) -> dict:
	facts = {
		"duty": line.duty,
		"plan_section": line.section,
		"score": line.count.score,
		"weight": line.weight,
	}
	return facts | _totals(line.count)


def _row(unit: Unit, place: int | None) -> dict:
	totals = _totals(unit.count)
	kept = {key: totals[key] for key in ("obligations", "met", "met_late", "overdue", "rate")}
	return kept | {
		"rank": place,
		"unit_name": unit.title,
		"area": unit.area,
		"agency": unit.agency,
		"score": unit.score,
	}


def _unit_of(report, units: list[Unit]) -> Unit:
	wanted = (report.unit_kind, report.agency or report.area)
	for unit in units:
		if (unit.kind, unit.name) == wanted:
			return unit
	# Everything that was owed has been cancelled since: an empty account, not somebody else's.
	return Unit(report.unit_kind, report.agency or report.area, report.title or "", report.area)


def _duty_titles() -> dict[str, str]:
	return {row.name: row.title for row in frappe.get_all("Duty", fields=["name", "title"], order_by="name")}


def _close(period: Period, now: datetime) -> None:
	if frappe.db.exists("Compliance Period", period.label) and not is_closed(period):
		document = frappe.get_doc("Compliance Period", period.label)
		document.update({"status": "Closed", "closed_at": now})
		# Scheduled work: no user stands behind it.
		document.save(ignore_permissions=True)
