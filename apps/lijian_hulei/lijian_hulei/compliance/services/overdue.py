"""What happens when a duty is not done: overdue, then one step up the ladder after another, and one digest a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import cint, now_datetime
from pypika import Case
from pypika.functions import Coalesce, Count, NullIf, Sum
from pypika.terms import Criterion

from lijian_hulei.compliance.rules.escalation import LEVEL_FIRST, LEVEL_OFFICE, LEVEL_SECOND
from lijian_hulei.compliance.rules.vocabulary import OPEN, OVERDUE
from lijian_hulei.compliance.services import steps
from lijian_hulei.compliance.services.definitions import DutySpec, enabled_duties
from lijian_hulei.compliance.services.responsibility import nearest_agency, nearest_appointed
from lijian_hulei.compliance.services.returned import counts_by_user
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.records.messages import tell_all, with_link

OFFICE_AGENCY_TYPE = "governance_office"


@dataclass
class Digest:
	"""Numbers for one officer on one morning. No names, no subjects."""

	due_today: int = 0
	due_soon: int = 0
	overdue: int = 0
	escalated: int = 0
	returned: int = 0

	def __bool__(self) -> bool:
		return bool(self.due_soon or self.overdue or self.escalated or self.returned)


def mark_overdue(now: datetime | None = None) -> None:
	"""Open obligations whose time is over, in one statement."""
	now = now or now_datetime()
	obligation = frappe.qb.DocType("Obligation")
	(
		frappe.qb.update(obligation)
		.set(obligation.status, OVERDUE)
		.set(obligation.modified, str(now))
		.where((obligation.status == OPEN) & (obligation.due_at < str(now)))
		.run()
	)


def escalate(now: datetime | None = None) -> None:
	"""Raises the level of overdue obligations by their duty's ladder, in one statement; never lowers it."""
	now = now or now_datetime()
	obligation = frappe.qb.DocType("Obligation")
	level = _level_now(enabled_duties(), now)
	if level is None:
		return
	climbs = (obligation.status == OVERDUE) & (obligation.escalation_level < level)
	steps.note(steps.ESCALATED, climbs, level, now)
	(
		frappe.qb.update(obligation)
		.set(obligation.escalated_on, str(now.date()))
		.set(obligation.escalation_level, level)
		.where(climbs)
		.run()
	)


def _level_now(specs: list[DutySpec], now: datetime) -> Case | None:
	"""The SQL twin of rules.escalation.level_of: for each step the day by which it must have been due."""
	obligation = frappe.qb.DocType("Obligation")
	case, used = Case(), False
	for spec in specs:
		for level, days in spec.ladder.steps:
			due_before = datetime.combine(now.date() - timedelta(days=days - 1), time())
			case = case.when((obligation.duty == spec.name) & (obligation.due_at < str(due_before)), level)
			used = True
	return case.else_(0) if used else None


def send_digest(now: datetime | None = None) -> int:
	"""One notification for each officer who has something due or overdue; at most once a day. Returns how many."""
	now = now or now_datetime()
	month = month_of(now.date()).label
	# Bookkeeping of the job, no personal data: no permission check.
	sent_on = frappe.db.get_value("Compliance Period", month, "digest_sent_on", for_update=True)
	if sent_on == now.date() or not frappe.db.exists("Compliance Period", month):
		return 0
	digests = _digests(now)
	users = users_of(list(digests))
	owing = {users[officer]: (officer, digest) for officer, digest in digests.items() if officer in users}
	tell_all(owing, lambda user, language: _wording(*owing[user], language))
	_mark_reminded(now)
	frappe.db.set_value("Compliance Period", month, "digest_sent_on", now.date(), update_modified=False)
	return len(users)


def _digests(now: datetime) -> dict[str, Digest]:
	digests: dict[str, Digest] = defaultdict(Digest)
	for officer, due_today, due_soon, overdue in _own_counts(now):
		digests[officer].due_today += cint(due_today)
		digests[officer].due_soon += cint(due_soon)
		digests[officer].overdue += cint(overdue)
	for officer, number in _returned_counts().items():
		digests[officer].returned += number
	for level, number, second, first, office in _escalated_counts(now.date()):
		hearers = ((LEVEL_SECOND, second), (LEVEL_FIRST, first), (LEVEL_OFFICE, office))
		for officer in {officer for step, officer in hearers if officer and level >= step}:
			digests[officer].escalated += number
	return {officer: digest for officer, digest in digests.items() if digest}


def _due_soon(now: datetime) -> Criterion:
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	days = frappe.qb.functions("DATEDIFF", obligation.due_at, str(now.date()))
	return (obligation.status == OPEN) & (days <= duty.remind_days_before)


def _own_counts(now: datetime) -> list[tuple]:
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	soon = Case().when(_due_soon(now), 1).else_(0)
	days = frappe.qb.functions("DATEDIFF", obligation.due_at, str(now.date()))
	today = Case().when((obligation.status == OPEN) & (days == 0), 1).else_(0)
	late = Case().when(obligation.status == OVERDUE, 1).else_(0)
	return (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.select(obligation.responsible_officer, Sum(today), Sum(soon), Sum(late))
		.where(obligation.status.isin((OPEN, OVERDUE)) & obligation.responsible_officer.isnotnull())
		.groupby(obligation.responsible_officer)
		.run()
	)


def _returned_counts() -> dict[str, int]:
	"""By officer: what was sent back to him."""
	by_user = counts_by_user()
	if not by_user:
		return {}
	officer = frappe.qb.DocType("Officer")
	rows = (
		frappe.qb.from_(officer)
		.select(officer.name, officer.user)
		.where(officer.user.isin(list(by_user)) & (officer.status == "Active"))
		.run()
	)
	return {name: by_user[user] for name, user in rows}


def _escalated_counts(day: date) -> list[tuple]:
	"""(level, number, second, first, head of the office) by area: one query for each kind of office reported to."""
	return [
		row for office, duties in _duties_by_office().items() for row in _escalated_to(office, duties, day)
	]


def _duties_by_office() -> dict[str, list[str]]:
	"""{agency type: duties} of what has climbed the ladder; ledgers and visits are reported to different offices (A12)."""
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	reported_to = Coalesce(NullIf(duty.reported_to, ""), OFFICE_AGENCY_TYPE)
	rows = (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.select(duty.name, reported_to)
		.distinct()
		.where((obligation.status == OVERDUE) & (obligation.escalation_level > 0))
		.run()
	)
	offices: dict[str, list[str]] = defaultdict(list)
	for name, office in rows:
		offices[office].append(name)
	return offices


def _escalated_to(office_type: str, duties: list[str], day: date) -> list[tuple]:
	obligation, agency = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Agency").as_("office")
	second = nearest_appointed("Second", day, "second")
	first = nearest_appointed("First", day, "first")
	office = nearest_agency(office_type, "office_near")
	return (
		frappe.qb.from_(obligation)
		.left_join(second)
		.on(second.area == obligation.area)
		.left_join(first)
		.on(first.area == obligation.area)
		.left_join(office)
		.on(office.area == obligation.area)
		.left_join(agency)
		.on(agency.name == office.value)
		.select(obligation.escalation_level, Count("*"), second.value, first.value, agency.head)
		.where((obligation.status == OVERDUE) & (obligation.escalation_level > 0))
		.where(obligation.duty.isin(duties))
		.groupby(obligation.escalation_level, second.value, first.value, agency.head)
		.run()
	)


def users_of(officers: list[str]) -> dict[str, str]:
	if not officers:
		return {}
	officer, user = frappe.qb.DocType("Officer"), frappe.qb.DocType("User")
	return dict(
		frappe.qb.from_(officer)
		.join(user)
		.on(user.name == officer.user)
		.select(officer.name, officer.user)
		.where(officer.name.isin(officers) & (officer.status == "Active") & (user.enabled == 1))
		.run()
	)


def _wording(officer: str, digest: Digest, language: str) -> tuple[str, str]:
	subject = _(
		"Your duties: {0} due today, {1} due soon, {2} overdue, {3} returned to you, {4} overdue in your charge",
		language,
	).format(digest.due_today, digest.due_soon, digest.overdue, digest.returned, digest.escalated)
	return subject, with_own_list(subject, officer, language)


def with_own_list(subject: str, officer: str, language: str) -> str:
	"""The content of a message about duties: its sentence, and a link to all that the officer has still to do."""
	query = urlencode({"responsible_officer": officer, "status": '["in","Open,Overdue"]'})
	return with_link(subject, f"/app/obligation?{query}", _("Open the list", language))


def _mark_reminded(now: datetime) -> None:
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	steps.note(steps.REMINDED, _due_soon(now), 0, now, join_duty=True)
	steps.note(steps.REMINDED, obligation.status == OVERDUE, 1, now)
	(
		frappe.qb.update(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.set(obligation.reminded_on, str(now.date()))
		.where(_due_soon(now) | (obligation.status == OVERDUE))
		.run()
	)
