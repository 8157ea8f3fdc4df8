"""The township's bulletin in sections, drafted from the month's figures (R49), and who is told when it is issued.

The words are the office's to edit; the figures behind them are fixed. No child or household is named.
"""

from datetime import datetime, time
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import cint, getdate
from pypika import Case
from pypika.functions import Count as SqlCount
from pypika.functions import Sum

from lijian_hulei.compliance.rules.vocabulary import CANCELLED, MET, MET_LATE, OVERDUE
from lijian_hulei.compliance.services.figures import VILLAGE, Unit
from lijian_hulei.compliance.services.narrative import language
from lijian_hulei.kernel.periods import Period
from lijian_hulei.ledger.rules.vocabulary import GRADES
from lijian_hulei.records.messages import tell_all, with_link

VISITS = "R13"
MOST_OWNERS = 20
LOW_RATE = 60


def sections(unit: Unit, period: Period, ranked: list[Unit], titles: dict[str, str]) -> list[dict]:
	"""Rows of Compliance Report Section for the township, as drafted."""
	lang = language()
	drafted = [
		(_("Visits by grade", lang), _visits_by_grade(unit, period, lang)),
		(
			_("Visits by village", lang),
			_by_village([other for other in ranked if other.kind == VILLAGE], lang),
		),
		(_("Newly red", lang), _newly_red(unit, lang)),
		*_by_plan_section(unit, titles, lang),
		(_("Overdue by person", lang), _owners(unit, period, lang)),
		(_("For the monthly meeting", lang), _for_the_meeting(unit, ranked, titles, lang)),
	]
	return [{"heading": heading, "content": text, "drafted": text} for heading, text in drafted if text]


def keep_edits(report, drafted: list[dict]) -> list[dict]:
	"""What the office has rewritten stays when the figures are taken anew; the rest follows the figures."""
	edited = {row.heading: row.content for row in report.get("sections") or () if row.content != row.drafted}
	return [row | {"content": edited.get(row["heading"], row["content"])} for row in drafted]


def _visits_by_grade(unit: Unit, period: Period, lang: str) -> str:
	parts = []
	for grade, owed, met, late in _grade_rows(unit.name, period):
		text = _("{0}: {1} children, {2} visited in full, {3} not", lang)
		parts.append(text.format(_(grade, lang), owed, met, late))
	return _("; ", lang).join(parts)


def _grade_rows(township: str, period: Period) -> list[tuple]:
	obligation, duty, minor = (frappe.qb.DocType(name) for name in ("Obligation", "Duty", "Minor"))
	area, unit = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("unit")
	met = Sum(Case().when(obligation.status.isin((MET, MET_LATE)), 1).else_(0))
	late = Sum(Case().when(obligation.status == OVERDUE, 1).else_(0))
	rows = (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.join(minor)
		.on(minor.name == obligation.subject_name)
		.join(area)
		.on(area.name == obligation.area)
		.join(unit)
		.on((unit.lft <= area.lft) & (unit.rgt >= area.rgt))
		.select(minor.grade, SqlCount("*"), met, late)
		.where(
			(unit.name == township) & (duty.requirement == VISITS) & (obligation.subject_doctype == "Minor")
		)
		.where(_due_in(period, obligation) & minor.grade.isin(GRADES))
		.groupby(minor.grade)
		.run()
	)
	found = {grade: tuple(map(cint, numbers)) for grade, *numbers in rows}
	return [(grade, *found[grade]) for grade in GRADES if grade in found]


def _due_in(period: Period, obligation):
	start, after = (datetime.combine(day, time()) for day in (period.start, period.next().start))
	return (
		(obligation.due_at >= str(start))
		& (obligation.due_at < str(after))
		& (obligation.status != CANCELLED)
	)


def _by_village(villages: list[Unit], lang: str) -> str:
	"""Every village with what it owed and did, in the order of the table."""
	parts = [
		_("{0} {1}/{2}", lang).format(
			village.title, village.count.met + village.count.met_late, village.count.obligations
		)
		for village in villages
	]
	return _("; ", lang).join(parts)


def _newly_red(unit: Unit, lang: str) -> str:
	text = _("{0} minors have newly become red; {1} are red at the end of the month.", lang)
	return text.format(unit.new_red, cint(unit.grades.get("Red", 0)))


def _by_plan_section(unit: Unit, titles: dict[str, str], lang: str) -> list[tuple[str, str]]:
	"""One paragraph for each section of the plan: inspections, checks, lessons, hazards, queries and the rest."""
	grouped: dict[str, list[str]] = {}
	for line in unit.lines:
		count = line.count
		text = _("{0}: {1} owed, {2} met, {3} overdue", lang)
		said = text.format(
			titles.get(line.duty, line.duty), count.obligations, count.met + count.met_late, count.overdue
		)
		grouped.setdefault(line.section or _("Other duties", lang), []).append(said)
	return [(heading, _("; ", lang).join(parts)) for heading, parts in grouped.items()]


def _owners(unit: Unit, period: Period, lang: str) -> str:
	rows = _owner_rows(unit.name, period)
	listed = _(", ", lang).join(
		_("{0} {1}", lang, "post and number").format(name, number) for name, number in rows
	)
	return listed


def _owner_rows(township: str, period: Period) -> list[tuple[str, int]]:
	obligation, officer = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Officer")
	area, unit = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("unit")
	number = SqlCount("*")
	rows = (
		frappe.qb.from_(obligation)
		.join(officer)
		.on(officer.name == obligation.responsible_officer)
		.join(area)
		.on(area.name == obligation.area)
		.join(unit)
		.on((unit.lft <= area.lft) & (unit.rgt >= area.rgt))
		.select(officer.name, officer.officer_name, number)
		.where((unit.name == township) & _due_in(period, obligation) & (obligation.status == OVERDUE))
		.groupby(officer.name, officer.officer_name)
		.orderby(number, order=frappe.qb.desc)
		.orderby(officer.name)
		.limit(MOST_OWNERS)
		.run()
	)
	return [(name, count) for _officer, name, count in rows]


def _for_the_meeting(unit: Unit, ranked: list[Unit], titles: dict[str, str], lang: str) -> str:
	"""What falls short: duties of which less than LOW_RATE percent were met, and the units that are last."""
	low = [line for line in unit.lines if line.count.obligations and line.count.rate < LOW_RATE]
	parts = [
		_("{0}: only {1}% met", lang).format(titles.get(line.duty, line.duty), f"{line.count.rate:g}")
		for line in low
	]
	weak = [other.title for other in ranked if other.count.rate is not None and other.count.rate < LOW_RATE]
	if weak:
		parts.append(_("To be heard at the meeting: {0}", lang).format(_(", ", lang).join(weak)))
	return _("; ", lang).join(parts)


def distribute(report) -> int:
	"""Tells every officer who answers for a unit of the bulletin that it is out; returns how many were told.

	Each opens the report of the own unit: the scope shows a village or agency its own part and no other.
	"""
	users = _answering_users(report)
	tell_all(users, lambda _user, language: _wording(report, language))
	return len(users)


def _wording(report, lang: str) -> tuple[str, str]:
	subject = _("The bulletin of {0} has been issued; see your unit's part", lang).format(
		getdate(report.period_start).strftime("%Y-%m")
	)
	query = urlencode({"period_start": str(report.period_start), "docstatus": "1"})
	return subject, with_link(subject, f"/app/compliance-report?{query}", _("Open the list", lang))


def _answering_users(report) -> list[str]:
	"""First, second and direct responsible of its villages and the heads of its agencies; two queries."""
	day = getdate(report.period_end)
	villages = [row.area for row in report.units if not row.agency]
	agencies = [row.agency for row in report.units if row.agency]
	term, officer, agency = (frappe.qb.DocType(name) for name in ("Responsibility", "Officer", "Agency"))
	active = (officer.status == "Active") & officer.user.isnotnull()
	by_village = (
		frappe.qb.from_(term)
		.join(officer)
		.on(officer.name == term.officer)
		.select(officer.user)
		.where(term.area.isin(villages or [""]) & (term.from_date <= day) & active)
		.where(term.to_date.isnull() | (term.to_date >= day))
		.run(pluck=True)
	)
	by_agency = (
		frappe.qb.from_(agency)
		.join(officer)
		.on(officer.name == agency.head)
		.select(officer.user)
		.where(agency.name.isin(agencies or [""]) & active)
		.run(pluck=True)
	)
	return sorted(set(by_village) | set(by_agency))
