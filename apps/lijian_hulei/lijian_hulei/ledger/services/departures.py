"""Leaving the ledger on the eighteenth birthday (requirement A24)."""

from collections import defaultdict
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lijian_hulei.ledger.rules.life import eighteenth_birthday, latest_adult_birth_date
from lijian_hulei.ledger.rules.vocabulary import MinorStatus
from lijian_hulei.ledger.services.focus import refresh_focus

BATCH = 1_000


def retire_adults(on: date | None = None) -> int:
	"""Active minors who have reached 18 become Turned 18, dated with the birthday. Returns how many. Repeatable."""
	retired, cutoff = 0, latest_adult_birth_date(getdate(on))
	while rows := _due(cutoff):
		_retire(rows)
		_leave_note([row.name for row in rows])
		refresh_focus({row.household for row in rows if row.household})
		retired += len(rows)
		# commit: each thousand for itself; what is done stays done if the job is cut off
		frappe.db.commit()
	return retired


def _due(cutoff: date) -> list:
	minor = frappe.qb.DocType("Minor")
	return (
		frappe.qb.from_(minor)
		.select(minor.name, minor.birth_date, minor.household)
		.where((minor.status == MinorStatus.ACTIVE.value) & (minor.birth_date <= cutoff))
		.orderby(minor.name)
		.limit(BATCH)
		.run(as_dict=True)
	)


def _retire(rows: list) -> None:
	by_birthday: dict[date, list[str]] = defaultdict(list)
	for row in rows:
		by_birthday[eighteenth_birthday(getdate(row.birth_date))].append(row.name)
	minor, moment = frappe.qb.DocType("Minor"), now_datetime()
	for birthday, names in by_birthday.items():
		(
			frappe.qb.update(minor)
			.set(minor.status, MinorStatus.TURNED_18.value)
			.set(minor.status_on, birthday)
			.set(minor.modified, moment)
			.set(minor.modified_by, frappe.session.user)
			.where(minor.name.isin(names))
			.run()
		)


def _leave_note(names: list[str]) -> None:
	"""One line in each record's history, since a set-based change makes no Version."""
	moment, user = now_datetime(), frappe.session.user
	text = _("Turned 18: left the ledger of active minors.", frappe.get_system_settings("language") or "en")
	fields = ["name", "owner", "creation", "modified", "modified_by", "comment_type", "comment_email"]
	fields += ["reference_doctype", "reference_name", "content"]
	values = [
		(frappe.generate_hash(length=16), user, moment, moment, user, "Info", user, "Minor", name, text)
		for name in names
	]
	frappe.db.bulk_insert("Comment", fields=fields, values=values, chunk_size=BATCH)
