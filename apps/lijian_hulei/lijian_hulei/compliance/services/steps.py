"""What was done about an obligation that was not: reminders and steps up the ladder, each noted once, by one statement."""

from datetime import datetime

import frappe
from frappe.utils import cint
from pypika.functions import Concat
from pypika.terms import Criterion, Term, ValueWrapper

from lijian_hulei.compliance.services.opening import named

STEP = "Obligation Step"
REMINDED, ESCALATED, AT_ONCE, AT_ONCE_OVERDUE = "Reminded", "Escalated", "Told at Once", "Told Overdue"


def note(kind: str, where: Criterion, level: Term | int, now: datetime, join_duty: bool = False) -> None:
	"""One row for each obligation in `where` and level; what has been noted stays as it is."""
	obligation = frappe.qb.DocType("Obligation")
	query = frappe.qb.from_(obligation)
	if join_duty:
		duty = frappe.qb.DocType("Duty")
		query = query.join(duty).on(duty.name == obligation.duty)
	user = frappe.session.user
	step = level if isinstance(level, Term) else ValueWrapper(level)
	values = {
		"name": Concat(obligation.name, f"-{kind[:1]}{kind[-3:]}-", step),
		"creation": str(now),
		"modified": str(now),
		"owner": user,
		"modified_by": user,
		"docstatus": 0,
		"obligation": obligation.name,
		"kind": kind,
		"step": step,
		"on_date": str(now.date()),
		"officer": obligation.responsible_officer,
	}
	rows = query.select(*(named(value, column) for column, value in values.items())).where(where)
	fresh = rows.as_("fresh")
	frappe.qb.into(STEP).columns(*values).ignore().from_(fresh).select(fresh.star).run()


def history(obligations: list[str], until: datetime) -> dict[str, list[dict]]:
	"""Steps of the obligations up to a moment, oldest first; one query."""
	if not obligations:
		return {}
	# The caller has the right to the obligations' file; the steps are part of it.
	rows = frappe.get_all(
		STEP,
		filters={"obligation": ["in", obligations], "on_date": ["<=", until.date()]},
		fields=["name", "obligation", "kind", "step", "on_date", "officer"],
		order_by="on_date, name",
	)
	found: dict[str, list[dict]] = {}
	for row in rows:
		found.setdefault(row.obligation, []).append(row | {"step": cint(row.step)})
	return found
