"""One difference between a school's roster and the ledger (plan section 2.2, requirement R12), settled by the village."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

SETTLED = "Settled"


class ReconciliationError(frappe.ValidationError):
	"""A difference that is called settled without saying how, or whose facts were changed."""


class ReconciliationItem(Document):
	def validate(self) -> None:
		self.keep_facts()
		self.check_resolution()
		self.note_day()

	def keep_facts(self) -> None:
		"""What differs comes from the two lists; only the area (whose turn it is), state and resolution are people's."""
		before = self.get_doc_before_save()
		for fieldname in ("kind", "roster_import", "minor", "agency", "details", "subject_key"):
			if before and before.get(fieldname) != self.get(fieldname):
				self.set(fieldname, before.get(fieldname))

	def check_resolution(self) -> None:
		if self.state == SETTLED and not (self.resolution or "").strip():
			frappe.throw(
				_("Write what was found before you mark the difference as settled."),
				exc=ReconciliationError,
				title=_("Resolution Missing"),
			)

	def note_day(self) -> None:
		if self.state != SETTLED:
			self.settled_on = None
		elif not self.settled_on:
			self.settled_on = getdate()


def on_doctype_update() -> None:
	frappe.db.add_index("Reconciliation Item", ["agency", "state"])
	frappe.db.add_index("Reconciliation Item", ["area", "state"])
