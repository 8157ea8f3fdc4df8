"""Grade Change: every change of a grade, and the named person's confirmation or objection.

The law on personal information (Art. 24) forbids deciding about a person by automation alone: a grade takes
effect at once to protect the child, and stays marked as waiting until an officer has decided.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE
from lijian_hulei.ledger.rules.vocabulary import Confirmation, Trigger
from lijian_hulei.ledger.services.errors import ConfirmationError
from lijian_hulei.ledger.services.names import fill_names

CONFIRMING_ROLES = (PROTECTION_OFFICE, GOVERNANCE_OFFICE)
SERIES, DIGITS = "GRC-", 8
SHORTEST_REASON = 4
INSERT_CHUNK = 2_000
COLUMNS = [
	"name",
	"owner",
	"creation",
	"modified",
	"modified_by",
	"minor",
	"area",
	"from_grade",
	"to_grade",
	"from_literal",
	"to_literal",
	"reason",
	"rule",
	"policy",
	"trigger",
	"changed_at",
	"confirmation",
]


def record_change(doc) -> None:
	"""After a Minor is written: its Grade Change, if either reading moved since the last save."""
	before = doc.get_doc_before_save()
	old_grade = (before.get("grade") if before else "") or ""
	old_literal = (before.get("literal_grade") if before else "") or ""
	if (doc.grade or "", doc.literal_grade or "") == (old_grade, old_literal):
		return
	change = change_row(doc.as_dict() | {"name": doc.name}, old_grade, old_literal)
	_supersede([doc.name] if change["confirmation"] else [])
	record = frappe.get_doc(change | {"doctype": "Grade Change", "trigger": _save_trigger()})
	record.changed_at = now_datetime()
	record.flags.written_by_service = True
	# ignore_permissions: no role may write Grade Changes; whoever may save the Minor causes one
	record.insert(ignore_permissions=True)


def change_row(minor: dict, old_grade: str, old_literal: str) -> dict:
	"""A row for record_changes(): `minor` has name, area and the new verdict's fields."""
	moved = (minor.get("grade") or "") != (old_grade or "")
	return {
		"minor": minor["name"],
		"area": minor.get("area"),
		"from_grade": old_grade or "",
		"to_grade": minor.get("grade") or "",
		"from_literal": old_literal or "",
		"to_literal": minor.get("literal_grade") or "",
		"reason": minor.get("grade_reason"),
		"rule": minor.get("grade_rule"),
		"policy": minor.get("grading_policy"),
		"confirmation": Confirmation.AWAITING.value if moved else Confirmation.NOT_NEEDED.value,
	}


def record_changes(rows: Iterable[dict], trigger: str) -> int:
	"""Grade Changes of many minors (rows of change_row()); a few statements for each two thousand. Returns how many."""
	rows = list(rows)
	if not rows:
		return 0
	_supersede([row["minor"] for row in rows if row["confirmation"]])
	names = reserve_names(SERIES, DIGITS, len(rows))
	user, moment = frappe.session.user, now_datetime()
	common = {"owner": user, "creation": moment, "modified": moment, "modified_by": user}
	common |= {"trigger": trigger, "changed_at": moment}
	complete = [row | common | {"name": name} for name, row in zip(names, rows, strict=True)]
	values = [tuple(row[column] for column in COLUMNS) for row in complete]
	frappe.db.bulk_insert("Grade Change", fields=COLUMNS, values=values, chunk_size=INSERT_CHUNK)
	fill_names("Grade Change", (names[0], names[-1]))
	return len(values)


def confirm_grade(change: str) -> None:
	"""A named officer agrees with the grade. Raises ConfirmationError, or PermissionError for others."""
	_decide(change, Confirmation.CONFIRMED.value)


def object_grade(change: str, reason: str) -> None:
	"""A named officer objects, with a reason. The grade itself stays the policy's: what changes it are the facts."""
	reason = (reason or "").strip()
	if len(reason) < SHORTEST_REASON:
		frappe.throw(
			_("Please say in at least {0} characters which fact is wrong or missing.").format(
				SHORTEST_REASON
			),
			exc=ConfirmationError,
			title=_("Reason Missing"),
		)
	_decide(change, Confirmation.OBJECTED.value, reason)


def awaiting_change(minor: str) -> str | None:
	"""Name of the change of this minor that waits for a decision."""
	filters = {"minor": minor, "confirmation": Confirmation.AWAITING.value}
	return frappe.db.get_value("Grade Change", filters, "name", order_by="changed_at desc, name desc")


def reserve_names(prefix: str, digits: int, count: int) -> list[str]:
	"""`count` names of a running series, taken in one step; the series' row stays locked until commit."""
	series = frappe.qb.DocType("Series")
	current = (
		frappe.qb.from_(series)
		.select(series.current)
		.where(series.name == prefix)
		.for_update()
		.run(pluck=True)
	)
	first = cint(current[0]) + 1 if current else 1
	if current:
		frappe.qb.update(series).set(series.current, first + count - 1).where(series.name == prefix).run()
	else:
		frappe.qb.into(series).columns("name", "current").insert(prefix, count).run()
	return [f"{prefix}{number:0{digits}d}" for number in range(first, first + count)]


def _decide(change: str, confirmation: str, objection: str | None = None) -> None:
	require_role(*CONFIRMING_ROLES)
	doc = require_document("Grade Change", change, "read")
	if doc.confirmation != Confirmation.AWAITING:
		frappe.throw(
			_("This change is no longer waiting: its state is {0}. Please open the latest one.").format(
				_(doc.confirmation) if doc.confirmation else _("not needed")
			),
			exc=ConfirmationError,
			title=_("Already Decided"),
		)
	doc.update(
		{
			"confirmation": confirmation,
			"confirmed_by": frappe.session.user,
			"confirmed_at": now_datetime(),
			"objection_reason": objection,
		}
	)
	doc.flags.written_by_service = True
	# ignore_permissions: role and scope were checked above; no role has write on an append-only record
	doc.save(ignore_permissions=True)
	# update_modified: a decision must not make an open form of the minor unsaveable
	frappe.db.set_value("Minor", doc.minor, "grade_confirmation", confirmation, update_modified=False)


def _supersede(minors: list[str]) -> None:
	"""A newer grade makes the decision on the older one pointless; it stays on record as never decided."""
	change = frappe.qb.DocType("Grade Change")
	for start in range(0, len(minors), INSERT_CHUNK):
		(
			frappe.qb.update(change)
			.set(change.confirmation, Confirmation.SUPERSEDED.value)
			.where(change.minor.isin(minors[start : start + INSERT_CHUNK]))
			.where(change.confirmation == Confirmation.AWAITING.value)
			.run()
		)


def _save_trigger() -> str:
	return Trigger.IMPORT.value if frappe.flags.in_import else Trigger.SAVE.value
