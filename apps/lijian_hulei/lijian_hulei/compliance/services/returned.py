"""What was sent back to whoever wrote it, in any record with a workflow: today's work of that officer."""

import frappe
from frappe.utils import cint
from pypika.functions import Count

RETURNED = "Returned"


def returning_doctypes() -> dict[str, str]:
	"""{DocType: field of its state} of the active workflows in which something can be sent back; one query."""
	workflow, state = frappe.qb.DocType("Workflow"), frappe.qb.DocType("Workflow Document State")
	rows = (
		frappe.qb.from_(workflow)
		.join(state)
		.on(state.parent == workflow.name)
		.select(workflow.document_type, workflow.workflow_state_field)
		.distinct()
		.where((workflow.is_active == 1) & (state.state == RETURNED))
		.run()
	)
	return dict(rows)


def counts_by_user() -> dict[str, int]:
	"""How many records each user has back; one query for each kind of record."""
	counts: dict[str, int] = {}
	for doctype, field in returning_doctypes().items():
		record = frappe.qb.DocType(doctype)
		owner = owner_column(doctype, record)
		rows = (
			frappe.qb.from_(record)
			.select(owner, Count("*"))
			.where((record[field] == RETURNED) & (record.docstatus < 2))
			.groupby(owner)
			.run()
		)
		for user, number in rows:
			if user:
				counts[user] = counts.get(user, 0) + cint(number)
	return counts


def owner_field(doctype: str) -> str:
	"""Who has to act on what was sent back: who answers or sent it, else who wrote it."""
	meta = frappe.get_meta(doctype)
	return next((field for field in ("contact_user", "sent_by") if meta.has_field(field)), "owner")


def owner_column(doctype: str, record):
	return record[owner_field(doctype)]
