import frappe

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class GradeDrift(AppendOnlyDocument):
	"""One grade that was written past the policy. Written by ledger.services.drift and by nobody else."""

	def validate(self) -> None:
		if not self.flags.written_by_service:
			self.refuse_change()


def on_doctype_update() -> None:
	"""Indexes for a minor's own and for the report's count of a stretch of days by the way it was found."""
	frappe.db.add_index("Grade Drift", ["minor", "found_at"], "hulei_minor_found")
	frappe.db.add_index("Grade Drift", ["found_at", "found_by"], "hulei_found_by")
