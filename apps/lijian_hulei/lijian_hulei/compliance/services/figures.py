"""The figures of a month for every unit at once: three kinds of unit, a handful of grouped queries."""

from dataclasses import dataclass, field
from datetime import datetime, time

import frappe
from frappe.utils import cint
from pypika import Case
from pypika.functions import Count as SqlCount
from pypika.functions import Sum

from lijian_hulei.compliance.rules.score import Count, Line, total, weighted_score
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, MET, MET_LATE, OPEN, OVERDUE
from lijian_hulei.compliance.services.definitions import LAST, Standing, standings
from lijian_hulei.kernel.periods import Period
from lijian_hulei.ledger.rules.vocabulary import GRADES

TOWNSHIP = "Township"
VILLAGE = "Village"
AGENCY = "Agency"
NUMBERS = ("met", "met_late", "overdue", "still_open", "required", "done")


@dataclass
class Unit:
	"""A township, village or agency with what it owed in a month."""

	kind: str
	name: str
	title: str
	area: str
	lines: list[Line] = field(default_factory=list)
	grades: dict[str, int] = field(default_factory=dict)
	new_red: int = 0
	visits: int = 0

	@property
	def agency(self) -> str | None:
		return self.name if self.kind == AGENCY else None

	@property
	def count(self) -> Count:
		return total(self.lines)

	@property
	def score(self) -> float | None:
		return weighted_score(self.lines)


def units_of(period: Period) -> list[Unit]:
	"""Townships, then villages, then agencies: those for which something fell due in the month."""
	units = _units_by_level(period, TOWNSHIP) + _units_by_level(period, VILLAGE)
	return units + _agency_units(period)


def _due_in(period: Period):
	"""An obligation is reported in the month in which it fell due, whenever its own period began."""
	obligation = frappe.qb.DocType("Obligation")
	start, after = datetime.combine(period.start, time()), datetime.combine(period.next().start, time())
	return (
		(obligation.due_at >= str(start))
		& (obligation.due_at < str(after))
		& (obligation.status != CANCELLED)
	)


def _sums() -> list:
	obligation = frappe.qb.DocType("Obligation")
	by_status = [
		Sum(Case().when(obligation.status == status, 1).else_(0)) for status in (MET, MET_LATE, OVERDUE, OPEN)
	]
	least = frappe.qb.functions("LEAST", obligation.done, obligation.required)
	terms = [*by_status, Sum(obligation.required), Sum(least)]
	return [term.as_(name) for term, name in zip(terms, NUMBERS, strict=True)]


def _units_by_level(period: Period, level: str) -> list[Unit]:
	"""Counted by area first: the few areas are joined with the units above them, not the many obligations."""
	obligation, area, unit = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Area"), _unit_table()
	counted = frappe.qb.from_(obligation).select(obligation.area, obligation.duty, *_sums())
	counted = counted.where(_due_in(period)).groupby(obligation.area, obligation.duty).as_("counted")
	rows = (
		_inside(frappe.qb.from_(counted).join(area).on(area.name == counted.area), area, unit)
		.select(unit.name, unit.area_name, unit.name, counted.duty, *(Sum(counted[name]) for name in NUMBERS))
		.where(unit.level == level)
		.groupby(unit.name, unit.area_name, counted.duty)
		.orderby(unit.name)
		.orderby(counted.duty)
		.run()
	)
	units = _collect(level, rows)
	_add_children(units, period, level)
	return list(units.values())


def _agency_units(period: Period) -> list[Unit]:
	obligation, agency = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Agency")
	rows = (
		frappe.qb.from_(obligation)
		.join(agency)
		.on(agency.name == obligation.agency)
		.select(agency.name, agency.agency_name, agency.area, obligation.duty, *_sums())
		.where(_due_in(period))
		.groupby(agency.name, agency.agency_name, agency.area, obligation.duty)
		.orderby(agency.name)
		.orderby(obligation.duty)
		.run()
	)
	return list(_collect(AGENCY, rows).values())


def _collect(kind: str, rows: list[tuple]) -> dict[str, Unit]:
	standing = standings()
	units: dict[str, Unit] = {}
	for name, title, area, duty, *sums in rows:
		unit = units.setdefault(name, Unit(kind, name, title, area))
		known = standing.get(duty, Standing(1.0, "", ()))
		unit.lines.append(Line(duty, Count(*map(cint, sums)), known.weight, known.section))
	for unit in units.values():
		unit.lines.sort(key=lambda line: standing[line.duty].place if line.duty in standing else (LAST,))
	return units


def _unit_table():
	return frappe.qb.DocType("Area").as_("unit")


def _inside(query, area, unit):
	return query.join(unit).on((unit.lft <= area.lft) & (unit.rgt >= area.rgt))


def _add_children(units: dict[str, Unit], period: Period, level: str) -> None:
	for name, grade, number in _grades(level):
		if name in units:
			units[name].grades[grade] = number
	for name, number in _counted("Grade Change", "changed_at", period, level, {"to_grade": "Red"}):
		if name in units:
			units[name].new_red = number
	for name, number in _counted("Visit", "visit_date", period, level, {"docstatus": 1}):
		if name in units:
			units[name].visits = number


def _grades(level: str) -> list[tuple]:
	minor, area, unit = frappe.qb.DocType("Minor"), frappe.qb.DocType("Area"), _unit_table()
	counted = frappe.qb.from_(minor).select(minor.area, minor.grade, SqlCount("*").as_("number"))
	counted = counted.where((minor.status == "Active") & minor.grade.isin(GRADES))
	counted = counted.groupby(minor.area, minor.grade).as_("counted")
	return (
		_inside(frappe.qb.from_(counted).join(area).on(area.name == counted.area), area, unit)
		.select(unit.name, counted.grade, Sum(counted.number))
		.where(unit.level == level)
		.groupby(unit.name, counted.grade)
		.run()
	)


def _counted(doctype: str, date_field: str, period: Period, level: str, equal: dict) -> list[tuple]:
	"""(unit, number) of records of the month; a child that turned red twice counts once."""
	record, area, unit = frappe.qb.DocType(doctype), frappe.qb.DocType("Area"), _unit_table()
	start, after = datetime.combine(period.start, time()), datetime.combine(period.next().start, time())
	number = SqlCount(record.minor).distinct() if doctype == "Grade Change" else SqlCount("*")
	query = (
		_inside(frappe.qb.from_(record).join(area).on(area.name == record.area), area, unit)
		.select(unit.name, number)
		.where((unit.level == level) & (record[date_field] >= str(start)) & (record[date_field] < str(after)))
		.groupby(unit.name)
	)
	for fieldname, value in equal.items():
		query = query.where(record[fieldname] == value)
	return query.run()


def overdue_by_position(period: Period, township: str) -> list[tuple[str, int]]:
	"""(title of the post, number) of the month's overdue obligations, worst first."""
	obligation, officer = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Officer")
	position, area, unit = frappe.qb.DocType("Position"), frappe.qb.DocType("Area"), _unit_table()
	number = SqlCount("*")
	query = frappe.qb.from_(obligation).join(area).on(area.name == obligation.area)
	query = query.join(officer).on(officer.name == obligation.responsible_officer)
	return (
		_inside(query.join(position).on(position.name == officer.position), area, unit)
		.select(position.position_name, number)
		.where((unit.name == township) & _due_in(period) & (obligation.status == OVERDUE))
		.groupby(position.position_name)
		.orderby(number, order=frappe.qb.desc)
		.orderby(position.position_name)
		.run()
	)
