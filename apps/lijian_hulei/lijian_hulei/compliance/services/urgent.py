"""What cannot wait for tomorrow's digest: duties named urgent and those counted in hours, opened and told within the hour.

One message for each officer and run, however many duties it is about; each obligation is told once when it
opens and once when it is overdue, so nobody is told the same thing twice.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, now_datetime
from pypika import Case
from pypika.functions import Sum
from pypika.terms import Criterion

from lijian_hulei.compliance.rules.vocabulary import OPEN, OVERDUE, WITHIN_HOURS
from lijian_hulei.compliance.services import steps
from lijian_hulei.compliance.services.opening import open_urgent
from lijian_hulei.compliance.services.overdue import users_of, with_own_list
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.records.messages import tell_all

TOLD = ((steps.AT_ONCE, OPEN), (steps.AT_ONCE_OVERDUE, OVERDUE))


def send_urgent(now: datetime | None = None) -> int:
	"""Opens urgent duties of today's events and tells who owes them; returns how many messages went out."""
	now = now or now_datetime()
	open_urgent(month_of(now.date()), now)
	counts = _untold_by_officer(now)
	users = users_of(list(counts))
	owing = {user: (officer, *counts[officer]) for officer, user in users.items()}
	tell_all(owing, lambda user, language: _wording(*owing[user], language))
	for kind, status in TOLD:
		steps.note(kind, _untold(kind, status, now), 0, now, join_duty=True)
	return len(users)


def _untold(kind: str, status: str, now: datetime) -> Criterion:
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	step = frappe.qb.DocType(steps.STEP)
	told = frappe.qb.from_(step).select(step.obligation).where(step.kind == kind)
	urgent = (duty.is_urgent == 1) | (duty.frequency == WITHIN_HOURS)
	# What began before this month and is still open was told by the digests of the months gone.
	recent = obligation.period_start >= month_of(now.date()).previous().start
	return urgent & (obligation.status == status) & recent & obligation.name.notin(told)


def _untold_by_officer(now: datetime) -> dict[str, tuple[int, int]]:
	"""{officer: (newly open, newly overdue)}."""
	obligation, duty = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	wanted = _untold(*TOLD[0], now) | _untold(*TOLD[1], now)
	number = [Sum(Case().when(obligation.status == status, 1).else_(0)) for _kind, status in TOLD]
	rows = (
		frappe.qb.from_(obligation)
		.join(duty)
		.on(duty.name == obligation.duty)
		.select(obligation.responsible_officer, *number)
		.where(wanted & obligation.responsible_officer.isnotnull())
		.groupby(obligation.responsible_officer)
		.run()
	)
	return {officer: (cint(fresh), cint(late)) for officer, fresh, late in rows if officer}


def _wording(officer: str, fresh: int, late: int, language: str) -> tuple[str, str]:
	subject = _("Urgent: {0} new duties, {1} overdue", language).format(fresh, late)
	return subject, with_own_list(subject, officer, language)
