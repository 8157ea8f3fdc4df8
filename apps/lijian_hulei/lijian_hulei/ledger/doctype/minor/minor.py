import frappe
from frappe.model.document import Document

from lijian_hulei.ledger.services import grade_minor, moves, refresh_focus, registry
from lijian_hulei.ledger.services.changes import record_change
from lijian_hulei.ledger.services.drift import record_drift
from lijian_hulei.ledger.services.grading import correct_late_change, hold_to_policy
from lijian_hulei.ledger.services.names import follow_name
from lijian_hulei.ledger.services.pinyin import search_key
from lijian_hulei.ledger.services.scripts import check_scripts_may_run
from lijian_hulei.privacy.services import seal_fields


class Minor(Document):
	"""A minor of the township. The grade is never entered: see ledger/rules/grading.py."""

	def validate(self) -> None:
		check_scripts_may_run(self.doctype)
		registry.read_identity(self)
		registry.refuse_duplicate(self)
		registry.settle_place(self)
		self.search_key = search_key(self.minor_name)
		registry.warn_of_namesake(self)
		seal_fields(self)
		registry.check_school(self)
		registry.check_guardians(self)
		registry.check_factors(self)
		registry.warn_of_doubtful_factors(self)
		registry.check_status(self)
		moves.check_arrival(self)
		moves.check_handover(self)
		registry.keep_last_visit(self)
		grade_minor(self)

	def before_save(self) -> None:
		# Server Scripts "Before Save" have run by now, between validate() and this.
		hold_to_policy(self)

	def on_update(self) -> None:
		registry.seal_identity(self)
		correct_late_change(self)
		record_change(self)
		record_drift(self)
		follow_name(self)
		before = self.get_doc_before_save()
		refresh_focus({self.household, before.household if before else None})

	def on_change(self) -> None:
		correct_late_change(self)
		record_drift(self)


def on_doctype_update() -> None:
	"""Indexes for the lists by village and grade, for retiring, for the importer's match, and for the batches of a grading run."""
	frappe.db.add_index("Minor", ["area", "status", "grade"], "hulei_area_status_grade")
	frappe.db.add_index("Minor", ["status", "birth_date"], "hulei_status_birth")
	frappe.db.add_index("Minor", ["minor_name", "birth_date"], "hulei_name_birth")
