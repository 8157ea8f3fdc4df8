"""Versions of the Grading Policy: each is in force until the day before the next."""

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from lijian_hulei.ledger.rules.policy_check import policy_problems, version_ends
from lijian_hulei.ledger.rules.vocabulary import MinorStatus, Trigger
from lijian_hulei.ledger.services.errors import PolicyError
from lijian_hulei.ledger.services.policies import as_rules
from lijian_hulei.ledger.services.regrade import enqueue_regrade


def check_rules(doc) -> None:
	"""Raises PolicyError for the first rule that cannot be read or is never reached."""
	for row in doc.rules:
		if row.condition != "Any Factor Of Class":
			row.factor_class = None
		if row.condition != "Distinct Classes At Least":
			row.minimum = 0
	problems = policy_problems(as_rules(doc))
	if not problems:
		return
	message = {
		"no_rules": _("Please enter at least one rule."),
		"needs_class": _("Rule {0}: please choose the class of factors."),
		"needs_minimum": _("Rule {0}: the number of items must be two or more; for one item use Any Factor."),
		"never_reached": _(
			"Rule {0} is never reached: an earlier rule already decides all its cases. Move it up."
		),
		"milder_first": _(
			"Rule {0} gives a stricter grade than a rule before it, so a child to whom both apply would get the milder one. Put the rules for red first, then yellow, then blue."
		),
	}[problems[0].key]
	_refuse(message.format(problems[0].rule))


def check_start(doc) -> None:
	"""A policy may not begin before one that has already graded: the past is not graded anew."""
	latest = _latest_started(doc.name)
	if latest and getdate(doc.effective_from) < getdate(latest.effective_from):
		_refuse(
			_("{0} has been in force since {1}. A new policy can only begin later.").format(
				latest.name, formatdate(latest.effective_from)
			)
		)


def refuse_same_start(doc) -> None:
	filters = {"docstatus": 1, "effective_from": doc.effective_from, "name": ("!=", doc.name)}
	other = frappe.db.get_value("Grading Policy", filters, "name")
	if other:
		_refuse(
			_(
				"{0} begins on the same day. Choose another day, or cancel that one if it has not begun."
			).format(other)
		)


def refuse_cancel_once_in_force(doc) -> None:
	"""What has graded minors must stay readable: their grades refer to it."""
	if getdate(doc.effective_from) <= getdate():
		_refuse(
			_(
				"This policy has been in force since {0} and stays on record. Make a new version instead."
			).format(formatdate(doc.effective_from))
		)


def close_versions() -> None:
	"""Writes the last day of every submitted policy that has changed through a submission or a cancellation."""
	policy = frappe.qb.DocType("Grading Policy")
	rows = (
		frappe.qb.from_(policy)
		.select(policy.name, policy.effective_from, policy.effective_to)
		.where(policy.docstatus == 1)
		.run(as_dict=True)
	)
	ends = version_ends([(row.name, getdate(row.effective_from)) for row in rows])
	for row in rows:
		stored = getdate(row.effective_to) if row.effective_to else None
		if stored != ends[row.name]:
			frappe.db.set_value("Grading Policy", row.name, "effective_to", ends[row.name])


def grade_by_new_policy(doc) -> None:
	"""Everybody is graded again in the background when the policy is already in force."""
	begun = getdate(doc.effective_from) <= getdate()
	if begun and frappe.db.exists("Minor", {"status": MinorStatus.ACTIVE.value}):
		enqueue_regrade(Trigger.POLICY.value)


def _latest_started(except_name: str | None):
	filters = {"docstatus": 1, "effective_from": ("<=", getdate()), "name": ("!=", except_name or "")}
	return frappe.db.get_value(
		"Grading Policy", filters, ["name", "effective_from"], as_dict=True, order_by="effective_from desc"
	)


def _refuse(message: str) -> None:
	frappe.throw(message, exc=PolicyError, title=_("Grading Policy"))
