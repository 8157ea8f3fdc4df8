"""Workflows that a site has had since before offer a step only to whom the server lets take it: the sender's steps to
the sender, the receiver's to the receiver, a decision to nobody who wrote, sent or answers what is decided.
"""

import json

import frappe

from lijian_hulei.setup.seeds import DATA

FILES = ("60_cases_workflow.json", "64_sharing_workflow.json", "66_compliance_workflow.json")
WORKFLOWS = (
	*("Referral Between Agencies", "Share Request Approval", "Appeal Against a Score"),
	*("Supervision of a Unit", "Accountability File"),
)
FORMER = (
	"",
	"doc.expires_on",
	"doc.approvals_needed > 1",
	"doc.approvals_needed < 2",
	"not doc.has_problems",
)
"""The conditions of these workflows as the app shipped them before."""
KEY = ("state", "action", "next_state", "allowed")


def execute() -> None:
	"""Safe to run twice. Steps that a steward gave a condition of his own keep it."""
	for file in FILES:
		for record in json.loads((DATA / file).read_text(encoding="utf-8"))["records"]:
			name = record["workflow_name"]
			if name in WORKFLOWS and frappe.db.exists("Workflow", name):
				follow(record)


def follow(record: dict) -> None:
	shipped = {tuple(row[key] for key in KEY): row["condition"] for row in record["transitions"]}
	flow = frappe.get_doc("Workflow", record["workflow_name"])
	changed = False
	for row in flow.transitions:
		former, now = (row.condition or "").strip(), shipped.get(tuple(row.get(key) for key in KEY))
		if now and former in FORMER and former != now:
			row.condition, changed = now, True
	if changed:
		flow.flags.ignore_permissions = True  # runs while the site is migrated
		flow.save()
