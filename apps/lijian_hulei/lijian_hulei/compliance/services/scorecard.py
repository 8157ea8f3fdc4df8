"""Assessment scores of every village and agency at once: one grouped query for each kind of unit, whatever their number."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate, now_datetime
from pypika import Case
from pypika.functions import Count as SqlCount
from pypika.functions import Sum
from pypika.terms import Criterion

from lijian_hulei.compliance.rules import assessment as rules
from lijian_hulei.compliance.rules.escalation import LEVEL_OFFICE
from lijian_hulei.compliance.rules.score import ranks
from lijian_hulei.compliance.rules.vocabulary import CANCELLED, MET, MET_LATE, OVERDUE
from lijian_hulei.compliance.services.narrative import language
from lijian_hulei.kernel.periods import Period, quarter_of, year_of

SCORE, SCHEME = "Assessment Score", "Assessment Scheme"
VILLAGE, AGENCY = "Village", "Agency"
QUARTER, YEAR = "Quarter", "Year"
RUNNING, PUBLISHED, FINAL = "Running", "Published", "Final"
STORED = ("score", "deducted", "bonus", "veto", "rank", "returned", "full_points")


@dataclass
class Card:
	"""One unit's score as it stands now."""

	kind: str
	unit: str
	title: str
	area: str
	hits: list[rules.Hit]
	result: rules.Result | None = None
	rank: int | None = None


class NoScheme(frappe.ValidationError):
	"""No assessment scheme is in force for the period."""


def scheme_in_force(day: date):
	"""The submitted scheme that applies on `day`; None if there is none."""
	# The rule for everybody, no personal data: no permission check.
	names = frappe.get_all(
		SCHEME,
		filters={"docstatus": 1, "effective_from": ["<=", day]},
		fields=["name", "effective_to"],
		order_by="effective_from desc, version desc",
		limit=1,
	)
	if not names or (names[0].effective_to and getdate(names[0].effective_to) < day):
		return None
	return frappe.get_doc(SCHEME, names[0].name)


def cards(scheme, period: Period, returned: dict[str, float] | None = None) -> list[Card]:
	"""Villages first, each kind best first. `returned`: points given back by unit."""
	found = []
	for kind in (VILLAGE, AGENCY):
		rows = [row for row in scheme.rules if row.unit_kind in (rules.BOTH, kind)]
		of_kind = _counted(kind, rows, period)
		for card in of_kind:
			pairs = [(_rule(row), hit) for row, hit in zip(rows, card.hits, strict=True)]
			card.result = rules.assess(flt(scheme.full_points), pairs, (returned or {}).get(card.unit, 0))
		for card, place in zip(of_kind, ranks([card.result.score for card in of_kind]), strict=True):
			card.rank = place
		found += sorted(of_kind, key=lambda card: (card.rank, card.unit))
	return found


def _rule(row) -> rules.Rule:
	return rules.Rule(
		row.effect, row.basis, flt(row.points), flt(row.cap), cint(row.grace_count), flt(row.minimum_share)
	)


def _counted(kind: str, rows: list, period: Period) -> list[Card]:
	"""Every unit of the kind that owed something in the period, with what each rule counts."""
	obligation, unit, duty = frappe.qb.DocType("Obligation"), _unit(kind), frappe.qb.DocType("Duty")
	query = frappe.qb.from_(obligation).join(duty).on(duty.name == obligation.duty)
	if kind == VILLAGE:
		area = frappe.qb.DocType("Area")
		query = query.join(area).on(area.name == obligation.area)
		query = query.join(unit).on((unit.lft <= area.lft) & (unit.rgt >= area.rgt) & (unit.level == VILLAGE))
		names = (unit.name, unit.area_name, unit.name)
	else:
		query = query.join(unit).on(unit.name == obligation.agency)
		names = (unit.name, unit.agency_name, unit.area)
	sums = [term for row in rows for term in _sums(row, obligation, duty)]
	found = (
		query.select(*names, *sums)
		.where(_due_in(period, obligation) & (obligation.status != CANCELLED))
		.groupby(*names)
		.orderby(unit.name)
		.run()
	)
	events = _files(kind, period) if any(row.basis == rules.FILE_APPROVED for row in rows) else {}
	return [_card(kind, rows, row, events) for row in found]


def _card(kind: str, rows: list, row: tuple, events: dict[str, int]) -> Card:
	name, title, area, *numbers = row
	hits = []
	for at, rule in enumerate(rows):
		hit = rules.Hit(cint(numbers[2 * at]), cint(numbers[2 * at + 1]))
		hits.append(rules.Hit(events.get(name, 0)) if rule.basis == rules.FILE_APPROVED else hit)
	return Card(kind, name, title, area, hits)


def _unit(kind: str):
	return frappe.qb.DocType("Area" if kind == VILLAGE else "Agency").as_("unit")


def _sums(row, obligation, duty) -> tuple:
	about = _about(row, obligation, duty)
	return Sum(Case().when(about & _hit(row, obligation), 1).else_(0)), Sum(Case().when(about, 1).else_(0))


def _about(row, obligation, duty) -> Criterion:
	if row.duty:
		return obligation.duty == row.duty
	if row.requirement:
		return duty.requirement == row.requirement
	return obligation.name.isnotnull()


def _hit(row, obligation) -> Criterion:
	if row.basis == rules.LATE_DUTY:
		return obligation.status == MET_LATE
	if row.basis == rules.SHARE_IN_TIME:
		return obligation.status == MET
	late = obligation.status == OVERDUE
	if row.basis == rules.SENT_TO_OFFICE:
		late &= obligation.escalation_level >= LEVEL_OFFICE
	if cint(row.grace_days):
		until = now_datetime().date() - timedelta(days=cint(row.grace_days))
		late &= obligation.due_at < str(datetime.combine(until, time()))
	return late


def _due_in(period: Period, obligation) -> Criterion:
	after = datetime.combine(period.end + timedelta(days=1), time())
	return (obligation.due_at >= str(datetime.combine(period.start, time()))) & (
		obligation.due_at < str(after)
	)


def _files(kind: str, period: Period) -> dict[str, int]:
	"""Approved accountability files of the period by unit: their number alone."""
	file = frappe.qb.DocType("Accountability Referral")
	field = file.place_area if kind == VILLAGE else file.agency
	rows = (
		frappe.qb.from_(file)
		.select(field, SqlCount("*"))
		.where((file.docstatus == 1) & (file.case_date >= period.start) & (file.case_date <= period.end))
		.where(field.isnotnull() & (field != ""))
		.groupby(field)
		.run()
	)
	return dict(rows)


def period_of(kind: str, day: date) -> Period:
	return quarter_of(day) if kind == QUARTER else year_of(day)


def refresh(kind: str, day: date, now: datetime | None = None) -> int:
	"""Brings the running scores of the quarter or year of `day` up to date; returns how many changed.

	Published scores are left alone. Raises NoScheme.
	"""
	now, period = now or now_datetime(), period_of(kind, day)
	scheme = scheme_in_force(min(now.date(), period.end))
	if not scheme:
		frappe.throw(
			_("No assessment scheme is in force for {0}. Submit one first.").format(period.label),
			exc=NoScheme,
			title=_("No Assessment Scheme"),
		)
	stored = _stored(kind, period)
	changed = 0
	for card in cards(scheme, period):
		old = stored.get((card.kind, card.unit))
		if old and (old.status != RUNNING or _same(old, card)):
			continue
		_write(old.name if old else None, card, scheme, kind, period, now)
		changed += 1
	return changed


def keep_running(now: datetime) -> None:
	"""Every night: this year's scores, this quarter's and, until they are published, the last quarter's."""
	scheme = scheme_in_force(now.date())
	if not scheme:
		return
	refresh(YEAR, now.date(), now)
	if cint(scheme.counts_quarters):
		refresh(QUARTER, now.date(), now)
		before = quarter_of(now.date()).previous()
		if scheme_in_force(before.end):
			refresh(QUARTER, before.end, now)


def _stored(kind: str, period: Period) -> dict[tuple[str, str], dict]:
	# Bookkeeping of the job: no permission check.
	rows = frappe.get_all(
		SCORE,
		filters={"period_kind": kind, "period_start": period.start},
		fields=["name", "unit_kind", "area", "agency", "status", *STORED],
		order_by="name",
	)
	return {(row.unit_kind, row.agency or row.area): row for row in rows}


def _same(old, card: Card) -> bool:
	result = card.result
	new = (result.score, result.deducted, result.bonus, int(result.vetoed), card.rank)
	return new == (flt(old.score), flt(old.deducted), flt(old.bonus), cint(old.veto), old["rank"])


def _write(name: str | None, card: Card, scheme, kind: str, period: Period, now: datetime) -> None:
	score = frappe.get_doc(SCORE, name) if name else frappe.new_doc(SCORE)
	rows = [row for row in scheme.rules if row.unit_kind in (rules.BOTH, card.kind)]
	score.update(
		{
			"title": _("Score of {0} for {1}", language()).format(card.title, period.label),
			"scheme": scheme.name,
			"unit_kind": card.kind,
			"area": card.area,
			"agency": card.unit if card.kind == AGENCY else None,
			"township": scheme.township,
			"period_kind": kind,
			"period_start": period.start,
			"period_end": period.end,
			"full_points": scheme.full_points,
			"deducted": card.result.deducted,
			"bonus": card.result.bonus,
			"veto": int(card.result.vetoed),
			"score": card.result.score,
			"rank": card.rank,
			"computed_at": now,
		}
	)
	score.set("deductions", [_deduction(*pair) for pair in zip(rows, card.result.outcomes, strict=True)])
	score.flags.from_service = True
	# Scores are counted by the system; nobody has the right to write them.
	score.save(ignore_permissions=True)


def _deduction(row, outcome: rules.Outcome) -> dict:
	copied = ("rule_name", "effect", "basis", "duty", "requirement", "grace_days")
	return {field: row.get(field) for field in copied} | {
		"hits": outcome.hits,
		"excused": outcome.excused,
		"points": outcome.points,
		"is_capped": int(outcome.is_capped),
	}


def publish(kind: str, day: date, now: datetime | None = None) -> list[str]:
	"""Fixes the running scores of a period that is over and opens the days of appeal; returns their names."""
	now, period = now or now_datetime(), period_of(kind, day)
	if now.date() <= period.end:
		frappe.throw(
			_("{0} is not over yet; its scores can be published afterwards.").format(period.label),
			exc=PeriodNotOver,
			title=_("Period Not Over"),
		)
	refresh(kind, period.end, now)
	# get_all: a term of the scheme, no personal data
	appeal_days = dict(frappe.get_all(SCHEME, fields=["name", "appeal_days"], as_list=True, order_by="name"))
	published = []
	for row in _stored(kind, period).values():
		if row.status == RUNNING:
			score = frappe.get_doc(SCORE, row.name)
			until = now.date() + timedelta(days=cint(appeal_days.get(score.scheme)))
			score.update({"status": PUBLISHED, "published_on": now.date(), "appeal_until": until})
			score.flags.from_service = True
			# The caller has checked the right to publish; nobody writes scores by hand.
			score.save(ignore_permissions=True)
			published.append(score.name)
	return published


class PeriodNotOver(frappe.ValidationError):
	"""Scores of a running period were to be published."""


def give_back(score_name: str, rule_name: str, points: float) -> None:
	"""Points returned on appeal, to one line of a published score; the places of its kind follow."""
	score = frappe.get_doc(SCORE, score_name)
	line = next(row for row in score.deductions if row.rule_name == rule_name)
	line.returned = min(flt(line.returned) + points, -flt(line.points))
	score.returned = sum(flt(row.returned) for row in score.deductions)
	kept = max(flt(score.deducted) - score.returned, 0)
	score.score = 0 if score.veto else round(max(flt(score.full_points) - kept + flt(score.bonus), 0), 2)
	score.flags.from_service = True
	# Who decides an appeal has been checked by its workflow.
	score.save(ignore_permissions=True)
	_rank_again(score)


def _rank_again(score) -> None:
	where = {
		"period_kind": score.period_kind,
		"period_start": score.period_start,
		"unit_kind": score.unit_kind,
	}
	# get_all: ranks are reckoned over everybody; nobody is shown them here
	rows = frappe.get_all(SCORE, filters=where, fields=["name", "score"], order_by="name")
	table = frappe.qb.DocType(SCORE)
	case = Case()
	for row, place in zip(rows, ranks([flt(row.score) for row in rows]), strict=True):
		case = case.when(table.name == row.name, place)
	frappe.qb.update(table).set(table["rank"], case.else_(table["rank"])).where(
		table.name.isin([row.name for row in rows])
	).run()


def close_appeals(now: datetime | None = None) -> None:
	"""Published scores whose days of appeal are over and that have no open appeal are final; one statement."""
	now = now or now_datetime()
	score, appeal = frappe.qb.DocType(SCORE), frappe.qb.DocType("Assessment Appeal")
	pending = frappe.qb.from_(appeal).select(appeal.score).where(appeal.status.isin(("Lodged", "Returned")))
	(
		frappe.qb.update(score)
		.set(score.status, FINAL)
		.set(score.modified, str(now))
		.where((score.status == PUBLISHED) & (score.appeal_until < now.date()) & score.name.notin(pending))
		.run()
	)
