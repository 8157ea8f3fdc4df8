import frappe
from frappe.model.document import Document


class SafetyEducationTask(Document):
	"""What a school calendar makes due for one school or village (R06). Written by the calendar alone."""


def on_doctype_update() -> None:
	frappe.db.add_index("Safety Education Task", ["agency", "reminder", "closes_on"])
