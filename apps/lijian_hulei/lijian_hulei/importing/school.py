"""A school's own roster beside the ledger (plan section 2.2: 信息共享机制，形成闭环; requirement R12).

A pupil found gets school and class, nothing else. What does not fit becomes a Reconciliation Item for the village
or the Protection Office. The school never sees the ledger's list, the village never sees the school's file.
"""

from __future__ import annotations

import hashlib
import hmac

import frappe
from frappe import _
from frappe.utils import getdate, now
from frappe.utils.password import get_encryption_key

from lijian_hulei.importing.bulk import BulkTable, reserve_names
from lijian_hulei.importing.check import Record
from lijian_hulei.importing.existing import as_import
from lijian_hulei.importing.match import Candidate
from lijian_hulei.importing.roster import Roster
from lijian_hulei.ledger.rules.vocabulary import MinorStatus

ONLY_IN_SCHOOL, ONLY_IN_VILLAGE, DETAILS_DIFFER = "Only In School", "Only In Village", "Details Differ"
ITEM_COLUMNS = ("name", "kind", "roster_import", "agency", "area", "minor", "details", "state", "subject_key")
KEY_LABEL = b"lijian_hulei reconciliation subject 1"


class SchoolImport:
	"""Sorts and writes batches of one school's roster; `finish()` writes the differences."""

	def __init__(self, roster: Roster) -> None:
		self.roster = roster
		self.school: str = roster.doc.agency
		self.matcher = roster.matcher()
		self.counts = {"created": 0, "updated": 0, "unchanged": 0}
		self.matched: set[str] = set()
		self.items: list[dict] = []

	def sort(self, records: list[Record]) -> tuple[list[tuple[Record, dict]], int]:
		"""Pupils whose class or school must be written, and how many need nothing. Refused rows go to the roster."""
		found: list[tuple[Record, Candidate]] = []
		for record, answer in zip(records, self.matcher.match(records), strict=True):
			if isinstance(answer, Candidate):
				found.append((record, answer))
			elif answer:
				self.roster.refuse(record, answer)
			else:
				self._only_in_school(record)
		stored = self._stored([candidate.name for _record, candidate in found])
		changes, same = [], 0
		for record, candidate in found:
			self.matched.add(candidate.name)
			row = stored[candidate.name]
			if row.school and row.school != self.school:
				self._add_item(
					DETAILS_DIFFER,
					row.area,
					row.name,
					_("The school lists this pupil, the ledger names another school."),
				)
				same += 1
			elif row.school == self.school and record.school_class in (None, row.school_class):
				same += 1
			else:
				changes.append((record, row))
		return changes, same

	def _stored(self, names: list[str]) -> dict[str, frappe._dict]:
		minor = frappe.qb.DocType("Minor")
		query = frappe.qb.from_(minor).select(minor.name, minor.area, minor.school, minor.school_class)
		rows = query.where(minor.name.isin(names)).run(as_dict=True) if names else []
		return {row.name: row for row in rows}

	def write(self, records: list[Record]) -> None:
		"""Writes one batch within the caller's savepoint."""
		changes, same = self.sort(records)
		self.counts["unchanged"] += same
		for record, row in changes:
			doc = frappe.get_doc("Minor", row.name)
			doc.school = self.school
			if record.school_class:
				doc.school_class = record.school_class
			# ignore_permissions: a school may not write minors; by the plan it may say who sits in which class,
			# and these two fields are all this line can change.
			with as_import():
				doc.save(ignore_permissions=True)
			self.counts["updated"] += 1

	def _only_in_school(self, record: Record) -> None:
		details = _("{0}, {1}, born {2}, class {3}").format(
			record.name, _(record.sex), record.birth_date.isoformat(), record.school_class or "-"
		)
		area = record.village or self.roster.doc.area
		self._add_item(ONLY_IN_SCHOOL, area, None, details, self._subject_key(record))

	def _subject_key(self, record: Record) -> str:
		"""Knows the same child again in the next upload without storing who it is."""
		who = record.id_number or f"{record.name}\0{record.birth_date}"
		return hmac.new(get_encryption_key().encode(), KEY_LABEL + who.encode(), hashlib.sha256).hexdigest()

	def _add_item(
		self, kind: str, area: str, minor: str | None, details: str, key: str | None = None
	) -> None:
		self.items.append(
			{"kind": kind, "area": area, "minor": minor, "details": details, "subject_key": key}
		)

	def finish(self) -> None:
		"""Opens what differs now, settles what no longer does. The same roster twice opens nothing new."""
		for row in self._missing_pupils():
			self._add_item(
				ONLY_IN_VILLAGE,
				row.area,
				row.name,
				_("The ledger says this school; the school's roster does not list the pupil."),
			)
		# No permission filter: all open items of this school, whichever village they belong to.
		open_items = frappe.get_all(
			"Reconciliation Item",
			filters={"agency": self.school, "state": "Open"},
			fields=["name", "kind", "minor", "subject_key"],
			order_by="name asc",
		)
		known = {_identity(item): item.name for item in open_items}
		wanted = {_identity(item): item for item in self.items}
		self._open([item for key, item in wanted.items() if key not in known])
		self._settle([name for key, name in known.items() if key not in wanted])

	def _missing_pupils(self) -> list[frappe._dict]:
		minor = frappe.qb.DocType("Minor")
		rows = (
			frappe.qb.from_(minor)
			.select(minor.name, minor.area)
			.where((minor.school == self.school) & (minor.status == MinorStatus.ACTIVE.value))
			.run(as_dict=True)
		)
		return [row for row in rows if row.name not in self.matched]

	def _open(self, items: list[dict]) -> None:
		table = BulkTable("Reconciliation Item", ITEM_COLUMNS, self.roster.user, now())
		for name, item in zip(reserve_names("Reconciliation Item", len(items)), items, strict=True):
			table.add(
				name,
				item["kind"],
				self.roster.doc.name,
				self.school,
				item["area"],
				item["minor"],
				item["details"],
				"Open",
				item["subject_key"],
			)
		table.write()

	def _settle(self, names: list[str]) -> None:
		if not names:
			return
		item = frappe.qb.DocType("Reconciliation Item")
		(
			frappe.qb.update(item)
			.set(item.state, "Settled")
			.set(item.settled_on, getdate())
			.set(
				item.resolution,
				_("The school's later roster {0} no longer differs.").format(self.roster.doc.name),
			)
			.where(item.name.isin(names))
			.run()
		)


def _identity(item: dict) -> tuple:
	return item["kind"], item["minor"] or "", item["subject_key"] or ""
