"""Numbers and charts of the workspaces that Frappe's own cards and charts cannot count.

Cards that count one DocType are stored ones: Frappe counts them within the user's limits. Here stands what
needs a join, a share or Chinese labels; each query starts from access.scope, and nothing is kept between calls.
"""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate, now_datetime
from pypika import Case
from pypika.functions import Count, Sum
from pypika.terms import PseudoColumn

from lijian_hulei.access import scope
from lijian_hulei.care.services import leaders_without_red_household
from lijian_hulei.care.services.unhelped import is_unhelped
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.ledger.rules.vocabulary import GRADES

MET = ("Met", "Met Late")
WEEKS = 8
MONTHS = 6
VILLAGES = 20
LABEL_DAY = "{0.month}/{0.day}"

Chart = dict[str, list]


@frappe.whitelist()
def minors_without_helper() -> dict:
	"""Graded children whom nobody helps one to one (plan part 2(1)3, R18)."""
	frappe.has_permission("Minor", "read", throw=True)
	frappe.has_permission("Support Pairing", "read", throw=True)
	minor = frappe.qb.DocType("Minor")
	query = frappe.qb.from_(minor).select(Count("*")).where(is_unhelped(minor))
	return _number(scope.limited(query, "Minor").run()[0][0])


@frappe.whitelist()
def leaders_without_household() -> dict:
	"""Named leaders who support no household with a red, else a yellow child (R17, ambiguity A15)."""
	frappe.has_permission("Support Pairing", "read", throw=True)
	return _number(len(leaders_without_red_household(scope.condition("Officer"))))


@frappe.whitelist()
def villages_canvassed() -> str:
	"""Villages whose ledger of this year is handed in, out of all in scope, e.g. 5 / 6 (R11)."""
	frappe.has_permission("Canvass", "read", throw=True)
	canvass, area = frappe.qb.DocType("Canvass"), frappe.qb.DocType("Area")
	handed_in = scope.limited(
		frappe.qb.from_(canvass)
		.select(Count(canvass.area).distinct())
		.where((canvass.docstatus == 1) & (canvass.year == getdate().year)),
		"Canvass",
	)
	villages = frappe.qb.from_(area).select(Count("*")).where(area.level == "Village")
	limits = scope.user_scope()
	if not limits.unlimited:
		villages = villages.where(scope.within(area, limits.areas))
	return f"{handed_in.run()[0][0]} / {villages.run()[0][0]}"


@frappe.whitelist()
def duty_coverage() -> str:
	"""Share of what falls due this month that is done by now, in per cent; a dash when nothing falls due."""
	frappe.has_permission("Obligation", "read", throw=True)
	query = frappe.qb.from_(_obligation()).select(*_met_and_all()).where(_due_within(month_of(getdate())))
	met, total = scope.limited(query, "Obligation").run()[0]
	return f"{_share(met, total)} %" if total else "–"


@frappe.whitelist()
def grade_mix() -> Chart:
	"""Children of the ledger by grade, as it stands now."""
	frappe.has_permission("Minor", "read", throw=True)
	found = grades_now()
	if not found:
		return _chart([], "", [])
	return _chart([_(grade) for grade in GRADES], _("Minors"), [found.get(grade, 0) for grade in GRADES])


def grades_now() -> dict[str, int]:
	"""How many children of the ledger have each grade, within the user's limits; for callers that ask for the right."""
	minor = frappe.qb.DocType("Minor")
	query = (
		frappe.qb.from_(minor)
		.select(minor.grade, Count("*"))
		.where((minor.status == "Active") & minor.grade.isin(GRADES))
		.groupby(minor.grade)
	)
	return dict(scope.limited(query, "Minor").run())


@frappe.whitelist()
def visits_per_week() -> Chart:
	"""Submitted visits of the last eight weeks; a week is named by its Monday."""
	frappe.has_permission("Visit", "read", throw=True)
	today = getdate()
	first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
	visit = frappe.qb.DocType("Visit")
	query = (
		frappe.qb.from_(visit)
		.select(visit.visit_date, Count("*"))
		.where((visit.docstatus == 1) & (visit.visit_date >= first) & (visit.visit_date <= today))
		.groupby(visit.visit_date)
	)
	counts = [0] * WEEKS
	for day, number in scope.limited(query, "Visit").run():
		counts[(getdate(day) - first).days // 7] += number
	mondays = [first + timedelta(weeks=week) for week in range(WEEKS)]
	return _chart([LABEL_DAY.format(monday) for monday in mondays], _("Visits"), counts)


@frappe.whitelist()
def overdue_by_village() -> Chart:
	"""Overdue obligations of each village, the most first."""
	frappe.has_permission("Obligation", "read", throw=True)
	query = _by_village(_is_overdue(), Count("*").as_("late"))
	rows = query.orderby(PseudoColumn("`late`"), order=frappe.qb.desc).limit(VILLAGES).run()
	return _chart([row[0] for row in rows], _("Overdue"), [row[1] for row in rows])


@frappe.whitelist()
def coverage_by_village() -> Chart:
	"""For each village the per cent of this month's obligations that are met by now."""
	frappe.has_permission("Obligation", "read", throw=True)
	query = _by_village(_due_within(month_of(getdate())), *_met_and_all())
	rows = query.orderby(PseudoColumn("`village`.`name`")).limit(VILLAGES).run()
	return _chart([row[0] for row in rows], _("Met (%)"), [_share(row[1], row[2]) for row in rows])


@frappe.whitelist()
def coverage_by_month() -> Chart:
	"""The per cent of obligations met, in time or late, of the last six months; months in which nothing fell due are left out."""
	frappe.has_permission("Obligation", "read", throw=True)
	months = [month_of(getdate())]
	while len(months) < MONTHS:
		months.insert(0, months[0].previous())
	cases = [
		Sum(Case().when(_due_within(month) & condition, 1).else_(0))
		for month in months
		for condition in (_obligation().status.isin(MET), _obligation().status != "Cancelled")
	]
	query = (
		frappe.qb.from_(_obligation())
		.select(*cases)
		.where(_due_within(Period(months[0].start, months[-1].end)))
	)
	sums = scope.limited(query, "Obligation").run()[0]
	shares = {
		month.label: _share(met, total)
		for month, met, total in zip(months, sums[::2], sums[1::2], strict=True)
		if cint(total)
	}
	return _chart(list(shares), _("Met (%)"), list(shares.values()))


def _obligation():
	return frappe.qb.DocType("Obligation")


def _is_overdue():
	"""Marked so by the hourly job, or past its time since."""
	obligation = _obligation()
	past = (obligation.status == "Open") & (obligation.due_at < now_datetime())
	return (obligation.status == "Overdue") | past


def _due_within(period: Period):
	obligation = _obligation()
	after = period.end + timedelta(days=1)
	in_time = (obligation.due_at >= str(period.start)) & (obligation.due_at < str(after))
	return in_time & (obligation.status != "Cancelled")


def _met_and_all() -> list:
	return [Sum(Case().when(_obligation().status.isin(MET), 1).else_(0)), Count("*")]


def _by_village(criterion, *columns):
	"""(village name, columns), one row for each village with such obligations in the user's limits."""
	obligation, place = _obligation(), frappe.qb.DocType("Area").as_("place")
	village = frappe.qb.DocType("Area").as_("village")
	query = (
		frappe.qb.from_(obligation)
		.join(place)
		.on(place.name == obligation.area)
		.join(village)
		.on((village.lft <= place.lft) & (village.rgt >= place.rgt) & (village.level == "Village"))
		.select(village.area_name, *columns)
		.where(criterion)
		.groupby(village.name, village.area_name)
	)
	return scope.limited(query, "Obligation")


def _share(part, whole) -> int:
	return round(100 * cint(part) / cint(whole)) if cint(whole) else 0


def _number(value: int) -> dict:
	return {"value": value, "fieldtype": "Int"}


def _chart(labels: list[str], name: str, values: list) -> Chart:
	"""In the form of Frappe's charts; no labels means that there is nothing to show."""
	return {"labels": labels, "datasets": [{"name": name, "values": values}]} if labels else {}
