"""Leaving the ledger on the eighteenth birthday (requirement A24)."""

from datetime import date

import frappe
from frappe.utils import getdate

from lijian_hulei.ledger.rules.life import eighteenth_birthday, latest_adult_birth_date
from lijian_hulei.ledger.rules.vocabulary import MinorStatus

BATCH = 200
SAVEPOINT = "hulei_departure"


def retire_adults(on: date | None = None) -> int:
	"""Active minors who have reached 18 become Turned 18, dated with the birthday. Returns how many. Repeatable.

	Each is saved as a document, so that history, household and pairings follow; those of one day are few.
	One that fails is logged by its number, and the others go on.
	"""
	retired, last, cutoff = 0, "", latest_adult_birth_date(getdate(on))
	while names := _due(cutoff, last):
		retired += sum(_retire(name) for name in names)
		last = names[-1]
		# commit: each batch for itself; what is done stays done if the job is cut off
		frappe.db.commit()
	return retired


def _due(cutoff: date, after: str) -> list[str]:
	minor = frappe.qb.DocType("Minor")
	return (
		frappe.qb.from_(minor)
		.select(minor.name)
		.where((minor.status == MinorStatus.ACTIVE.value) & (minor.birth_date <= cutoff))
		.where(minor.name > after)
		.orderby(minor.name)
		.limit(BATCH)
		.run(pluck=True)
	)


def _retire(name: str) -> bool:
	frappe.db.savepoint(SAVEPOINT)
	try:
		minor = frappe.get_doc("Minor", name)
		minor.status = MinorStatus.TURNED_18.value
		minor.status_on = eighteenth_birthday(getdate(minor.birth_date))
		# A birthday is no occasion to find fault with an old record: nothing else in it is checked again.
		for check in ("ignore_validate", "ignore_mandatory", "ignore_links", "ignore_permissions"):
			minor.flags[check] = True
		minor.save(ignore_version=False)
	except Exception:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.log_error(title=f"Minor {name} could not leave the ledger at 18")
		return False
	return True
