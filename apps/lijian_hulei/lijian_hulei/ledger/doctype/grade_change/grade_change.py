import frappe

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class GradeChange(AppendOnlyDocument):
	"""One change of a minor's grade. Written by ledger.services.changes and by nobody else."""

	changeable = ("confirmation", "confirmed_by", "confirmed_at", "objection_reason")

	def validate(self) -> None:
		if not self.flags.written_by_service:
			self.refuse_change()


def on_doctype_update() -> None:
	"""Indexes for a minor's history for counting what waits in an area, and for its list, newest first."""
	frappe.db.add_index("Grade Change", ["minor", "changed_at"], "hulei_minor_changed")
	frappe.db.add_index("Grade Change", ["confirmation", "area"], "hulei_confirmation_area")
	frappe.db.add_index("Grade Change", ["confirmation", "changed_at"])
