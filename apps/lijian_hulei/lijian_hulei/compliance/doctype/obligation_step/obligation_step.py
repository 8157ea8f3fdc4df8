import frappe

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class ObligationStep(AppendOnlyDocument):
	"""When somebody was reminded of an obligation or it went one step up: what an accountability file looks up.

	Written by services/steps.py for all obligations at once; its name repeats the step, so none is written twice.
	"""


def on_doctype_update() -> None:
	frappe.db.add_index("Obligation Step", ["obligation", "kind"])
