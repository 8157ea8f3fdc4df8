"""Which Grading Policy is in force on a day, and the risk factors it speaks of. Kept for one request."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from lijian_hulei.ledger.rules.grading import Factor, Policy, Rule


@dataclass(frozen=True)
class FactorKind:
	"""One risk factor as the township has defined it."""

	code: str
	name: str
	factor_class: str
	counts_in_plan: bool
	enabled: bool


def policy_in_force(on: date | str | None = None):
	"""The submitted Grading Policy (a document) of the day, today by default; None when there is none."""
	day = getdate(on)
	known = _memory()["in_force"]
	if day not in known:
		known[day] = _name_in_force(day)
	return frappe.get_cached_doc("Grading Policy", known[day]) if known[day] else None


def load_policy(name: str) -> Policy:
	"""The rules of a policy, draft or submitted, as the pure rules want them."""
	known = _memory()["policies"]
	if name not in known:
		known[name] = as_rules(frappe.get_doc("Grading Policy", name))
	return known[name]


def as_rules(doc) -> Policy:
	return Policy(
		rules=tuple(
			Rule(row.condition, row.grade, row.factor_class or "", int(row.minimum or 0)) for row in doc.rules
		),
		count_habits_as=doc.count_habits_as,
		name=doc.name or "",
	)


def factor_kinds() -> dict[str, FactorKind]:
	"""All risk factors by code, disabled ones too: they may still stand in old rows."""
	memory = _memory()
	if memory["kinds"] is None:
		factor = frappe.qb.DocType("Risk Factor")
		rows = (
			frappe.qb.from_(factor)
			.select(
				factor.name, factor.factor_name, factor.factor_class, factor.counts_in_plan, factor.enabled
			)
			.run()
		)
		memory["kinds"] = {
			code: FactorKind(code, name, factor_class, bool(counts), bool(enabled))
			for code, name, factor_class, counts, enabled in rows
		}
	return memory["kinds"]


def as_factors(rows) -> list[Factor]:
	"""Rows with factor, since and until (documents or dicts) as pure factors; half-filled rows are left out.

	Class and weight come from the master, never from what the row claims.
	"""
	kinds = factor_kinds()
	return [
		Factor(
			code=row.get("factor"),
			factor_class=kinds[row.get("factor")].factor_class,
			since=getdate(row.get("since")),
			until=getdate(row.get("until")) if row.get("until") else None,
			counts_in_plan=kinds[row.get("factor")].counts_in_plan,
		)
		for row in rows or []
		if row.get("factor") in kinds and row.get("since")
	]


def forget() -> None:
	"""Drops what this request has read; called whenever a policy or a risk factor changes."""
	frappe.local.hulei_grading = None


def forget_also_on_rollback() -> None:
	"""What is read after a change and before a rollback would otherwise outlive the change."""
	forget()
	frappe.db.after_rollback.add(forget)


def _memory() -> dict:
	memory = getattr(frappe.local, "hulei_grading", None)
	if memory is None:
		memory = frappe.local.hulei_grading = {"in_force": {}, "policies": {}, "kinds": None}
	return memory


def _name_in_force(day: date) -> str | None:
	policy = frappe.qb.DocType("Grading Policy")
	names = (
		frappe.qb.from_(policy)
		.select(policy.name)
		.where((policy.docstatus == 1) & (policy.effective_from <= day))
		.where(policy.effective_to.isnull() | (policy.effective_to >= day))
		.orderby(policy.effective_from, order=frappe.qb.desc)
		.limit(1)
		.run(pluck=True)
	)
	return names[0] if names else None
