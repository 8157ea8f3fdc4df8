"""The month in words, made from its figures alone: no name of a child or household can get into it."""

import frappe
from frappe import _

from lijian_hulei.compliance.rules.score import Line
from lijian_hulei.compliance.services.figures import AGENCY, TOWNSHIP, VILLAGE, Unit, overdue_by_position
from lijian_hulei.kernel.periods import Period

BEST_AND_WORST = 3


def language() -> str:
	"""The site's: a report is the township's, whoever's session drew it up."""
	return frappe.db.get_single_value("System Settings", "language") or frappe.local.lang


def narrative(unit: Unit, period: Period, ranked: list[Unit], titles: dict[str, str]) -> str:
	"""`ranked`: the units of the league table, best first. `titles`: of the duties."""
	lang = language()
	paragraphs = [_totals(unit, period, lang)]
	if unit.kind != AGENCY:
		paragraphs.append(_children(unit, lang))
	paragraphs += [
		_shortfalls(unit, titles, lang),
		_places([other for other in ranked if other.kind == VILLAGE], lang),
	]
	if unit.kind == TOWNSHIP:
		paragraphs.append(_owners(period, unit, lang))
	return "\n".join(filter(None, paragraphs))


def _totals(unit: Unit, period: Period, lang: str) -> str:
	count = unit.count
	return _(
		"In {0}, {1} had {2} duties falling due: {3} were met in time, {4} late and {5} not; {6}% were met, the score is {7}.",
		lang,
	).format(
		_("{0}-{1}", lang, "month of a year").format(period.start.year, period.start.month),
		unit.title,
		count.obligations,
		count.met,
		count.met_late,
		count.overdue + count.open,
		_number(count.rate),
		_number(unit.score),
	)


def _children(unit: Unit, lang: str) -> str:
	grades = unit.grades
	return _(
		"At the end of the month there were {0} graded minors: {1} red, {2} yellow, {3} blue; {4} had newly become red. {5} visits were recorded.",
		lang,
	).format(
		sum(grades.values()),
		grades.get("Red", 0),
		grades.get("Yellow", 0),
		grades.get("Blue", 0),
		unit.new_red,
		unit.visits,
	)


def _shortfalls(unit: Unit, titles: dict[str, str], lang: str) -> str:
	short = sorted((line for line in unit.lines if line.count.overdue), key=_worst_first)
	if not short:
		return _("No duty of the month is overdue.", lang)
	parts = [
		_("{0}: {1} of {2} overdue", lang).format(
			titles.get(line.duty, line.duty), line.count.overdue, line.count.obligations
		)
		for line in short
	]
	return _("Shortfalls: {0}.", lang).format(_("; ", lang).join(parts))


def _worst_first(line: Line) -> tuple:
	return (-line.count.overdue / line.count.obligations, line.duty)


def _places(ranked: list[Unit], lang: str) -> str:
	if len(ranked) < 2:
		return ""
	number = min(BEST_AND_WORST, len(ranked) // 2)
	best, last = ranked[:number], ranked[-number:]
	return _("In front: {0}. To catch up: {1}.", lang).format(_names(best, lang), _names(last, lang))


def _names(units: list[Unit], lang: str) -> str:
	return _(", ", lang).join(f"{unit.title} ({_number(unit.score)})" for unit in units)


def _owners(period: Period, unit: Unit, lang: str) -> str:
	rows = overdue_by_position(period, unit.name)
	if not rows:
		return ""
	listed = _(", ", lang).join(_("{0} {1}", lang, "post and number").format(*row) for row in rows)
	return _("Overdue by post: {0}.", lang).format(listed)


def _number(value: float | None) -> str:
	return "-" if value is None else f"{value:g}"
