import frappe
from frappe.model.document import Document


class Obligation(Document):
	"""One duty, one subject, one period, one responsible officer. Written set-based by compliance.services alone."""


def on_doctype_update() -> None:
	"""By period_end, since what is running or unfinished ends late: settling never reads the months long closed."""
	frappe.db.add_unique(
		"Obligation", ["duty", "subject_doctype", "subject_name", "period_start"], "unique_duty_subject"
	)
	frappe.db.add_index("Obligation", ["status", "due_at"])
	frappe.db.add_index("Obligation", ["area", "period_start"])
	frappe.db.add_index("Obligation", ["responsible_officer", "status"])
	frappe.db.add_index("Obligation", ["duty", "period_end", "status"])
	frappe.db.add_index("Obligation", ["due_at", "status", "area"])
	frappe.db.add_index("Obligation", ["subject_name", "duty"])
