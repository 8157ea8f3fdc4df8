"""Days off and made-up working days, as staff keep them in Public Holiday."""

from datetime import date

import frappe

from lijian_hulei.kernel.periods import Period


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
