"""Grade Drift: grades that the policy in force does not give, who wrote them notwithstanding, and who is told.

They come from an edited Server Script, from a script of the site's own, or from SQL. On save the policy has the last
word at once; what was written past every save is put right by the nightly run. Either way it is kept here, so that
the people who answer for the grades learn that something writes past them.
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, today
from frappe.utils.user import get_users_with_role
from pypika.functions import Count

from lijian_hulei.access.roles import PROTECTION_OFFICE, SYSTEM_STEWARD
from lijian_hulei.access.scope import limited
from lijian_hulei.ledger.rules.vocabulary import MinorStatus
from lijian_hulei.ledger.services.changes import reserve_names
from lijian_hulei.ledger.services.grading import Grader
from lijian_hulei.ledger.services.names import fill_names
from lijian_hulei.ledger.services.policies import load_policy, policy_in_force
from lijian_hulei.ledger.services.standing import standing_factors
from lijian_hulei.records.messages import tell_once, with_link

DRIFT = "Grade Drift"
ON_SAVE, AT_NIGHT = "Save", "Nightly"
REPORT = "/app/query-report/Rule Drift"
SERIES, DIGITS = "GRD-", 8
CHUNK = 2_000
READ_CHUNK = 10_000
READINGS = ("grade", "literal_grade")
COLUMNS = [
	*("name", "owner", "creation", "modified", "modified_by", "minor", "area", "found_at", "found_by"),
	*("written_grade", "policy_grade", "written_literal", "policy_literal", "policy"),
]


def record_drift(doc) -> None:
	"""After a Minor is written: keeps what a script had set (doc.flags.overruled, see ledger.services.grading).

	Once a day for the same child and the same pair of grades: a wrong script disagrees at every save.
	"""
	written = doc.flags.pop("overruled", None)
	if not written or all((written[field] or "") == (doc.get(field) or "") for field in READINGS):
		return
	row = drift_row(doc, written)
	known = {key: row[key] for key in ("minor", "written_grade", "policy_grade")}
	if frappe.db.exists(DRIFT, known | {"found_at": (">=", today())}):
		return
	record = frappe.get_doc(row | {"doctype": DRIFT, "found_at": now_datetime(), "found_by": ON_SAVE})
	record.flags.written_by_service = True
	# ignore_permissions: no role may write Grade Drift; whoever saves the Minor meets the script
	record.insert(ignore_permissions=True)
	tell()


def drift_row(minor, written) -> dict:
	"""`minor` has name, area and what the policy gives; `written` what stood in its place."""
	return {
		"minor": minor.name,
		"area": minor.area,
		"written_grade": written["grade"] or "",
		"policy_grade": minor.grade or "",
		"written_literal": written["literal_grade"] or "",
		"policy_literal": minor.literal_grade or "",
		"policy": minor.grading_policy,
	}


def record_nightly(rows: list[dict]) -> None:
	"""Rows of drift_row(), found and put right by a nightly run; a few statements for each two thousand."""
	if not rows:
		return
	names = reserve_names(SERIES, DIGITS, len(rows))
	user, moment = frappe.session.user, now_datetime()
	common = {"owner": user, "creation": moment, "modified": moment, "modified_by": user}
	common |= {"found_at": moment, "found_by": AT_NIGHT}
	values = [
		tuple((row | common | {"name": name})[column] for column in COLUMNS)
		for name, row in zip(names, rows, strict=True)
	]
	frappe.db.bulk_insert(DRIFT, fields=COLUMNS, values=values, chunk_size=CHUNK)
	fill_names(DRIFT, (names[0], names[-1]))


def tell() -> int:
	"""One notice a day to each steward and to each officer of the protection office in whose areas it happened.

	It holds a number and no name. Returns how many were told now.
	"""
	stewards = set(get_users_with_role(SYSTEM_STEWARD))
	everywhere = count_today()
	found = {user: everywhere for user in stewards}
	for user in set(get_users_with_role(PROTECTION_OFFICE)) - stewards:
		# one count for each officer of the office, a handful: each sees other areas
		found[user] = count_today(user)
	concerned = [user for user, number in found.items() if number]
	return tell_once(concerned, lambda user, language: _wording(found[user], language))


def count_today(user: str | None = None) -> int:
	"""Drift found today: everywhere, or within what `user` sees."""
	drift = frappe.qb.DocType(DRIFT)
	query = frappe.qb.from_(drift).select(Count("*")).where(drift.found_at >= today())
	return (limited(query, DRIFT, user) if user else query).run()[0][0]


def counted_since(day) -> list[dict]:
	"""For each way of finding since `day`: found_by, written_grade, policy_grade, minors, last. Numbers only."""
	drift = frappe.qb.DocType(DRIFT)
	count, last = frappe.qb.functions("COUNT", drift.name), frappe.qb.functions("MAX", drift.found_at)
	return (
		frappe.qb.from_(drift)
		.select(
			drift.found_by, drift.written_grade, drift.policy_grade, count.as_("minors"), last.as_("last")
		)
		.where(drift.found_at >= getdate(day))
		.groupby(drift.found_by, drift.written_grade, drift.policy_grade)
		.orderby(drift.found_by, drift.written_grade, drift.policy_grade)
		.run(as_dict=True)
	)


def differing_now() -> Counter:
	"""(stored grade, grade by the policy in force today) -> how many active minors; reads everybody, writes nothing."""
	policy, found = policy_in_force(), Counter()
	if not policy:
		return found
	grader, minor = Grader(load_policy(policy.name), getdate()), frappe.qb.DocType("Minor")
	after = ""
	while rows := (
		frappe.qb.from_(minor)
		.select(minor.name, minor.grade)
		.where((minor.status == MinorStatus.ACTIVE.value) & (minor.name > after))
		.orderby(minor.name)
		.limit(READ_CHUNK)
		.run()
	):
		factors = standing_factors([name for name, _grade in rows], grader.on)
		for name, stored in rows:
			expected = grader.verdict(factors.get(name, [])).grade
			if expected != (stored or ""):
				found[stored or "", expected] += 1
		after = rows[-1][0]
	return found


def _wording(found: int, language: str) -> tuple[str, str]:
	subject = _("Grades were written that the policy does not give; they were put right", language)
	words = _("{0} of them today. The report says which scripts were changed here, and when.", language)
	return subject, with_link(words.format(found), REPORT, _("Open the report", language))
