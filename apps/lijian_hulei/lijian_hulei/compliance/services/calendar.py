"""Days off and made-up working days, as staff keep them in Public Holiday."""

from datetime import date

import frappe
from frappe import _
from frappe.utils.user import get_users_with_role

from lijian_hulei.access.roles import SYSTEM_STEWARD
from lijian_hulei.kernel.periods import Period, year_of
from lijian_hulei.records.messages import tell_once, with_link

# The State Council's notice for the next year comes in the first half of November.
NOTICE_OUT_MONTH, NOTICE_OUT_DAY = 11, 15
MONDAY = 0


def public_holidays(period: Period) -> dict[date, bool]:
	"""Of the days in `period` that a notice names: whether people work. Other days go by the week."""
	# get_all: days are no personal data, and a scheduled job asks
	rows = frappe.get_all(
		"Public Holiday",
		filters={"day": ["between", [period.start, period.end]]},
		fields=["day", "is_working_day"],
		order_by="day asc",
	)
	return {row.day: bool(row.is_working_day) for row in rows}


def missing_year(today: date) -> int | None:
	"""The year whose days off should stand in the calendar by `today` and do not: this one, or the next once its notice is out."""
	years = [today.year]
	if (today.month, today.day) >= (NOTICE_OUT_MONTH, NOTICE_OUT_DAY):
		years.append(today.year + 1)
	return next((year for year in years if not public_holidays(year_of(date(year, 1, 1)))), None)


def remind_of_missing_year(today: date) -> int:
	"""Tells the stewards each Monday that a year's days off are missing; returns how many were told.

	Without them the last working day of a month, on which the bulletin is due (plan V.3), goes by the week alone.
	"""
	year = missing_year(today)
	if today.weekday() != MONDAY or not year:
		return 0
	stewards = get_users_with_role(SYSTEM_STEWARD)
	return tell_once(stewards, lambda _user, language: _wording(year, language), today)


def _wording(year: int, language: str) -> tuple[str, str]:
	subject = _(
		"Enter the public holidays and made-up working days of {0}: none are kept yet", language
	).format(year)
	return subject, with_link(subject, "/app/public-holiday", _("Open the list", language))
