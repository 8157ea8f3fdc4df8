"""What follows when the township redefines a risk factor."""

import frappe

from lijian_hulei.ledger.rules.vocabulary import Trigger
from lijian_hulei.ledger.services.policies import forget_also_on_rollback
from lijian_hulei.ledger.services.regrade import enqueue_regrade

DECIDING_FIELDS = ("factor_class", "counts_in_plan", "factor_name")


def factor_changed(doc) -> None:
	"""A factor that changes class, weight or name changes verdicts and reasons: rows follow, everybody is graded again."""
	forget_also_on_rollback()
	before = doc.get_doc_before_save()
	if not before or not any(before.get(field) != doc.get(field) for field in DECIDING_FIELDS):
		return
	row = frappe.qb.DocType("Minor Risk Factor")
	if before.factor_class != doc.factor_class:
		frappe.qb.update(row).set(row.factor_class, doc.factor_class).where(row.factor == doc.name).run()
	if frappe.db.exists("Minor Risk Factor", {"factor": doc.name}):
		enqueue_regrade(Trigger.POLICY.value)
