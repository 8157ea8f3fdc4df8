import frappe

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class BulletinReading(AppendOnlyDocument):
	"""Who opened which shared information when (R45)."""


def on_doctype_update() -> None:
	frappe.db.add_index("Bulletin Reading", ["agency", "opened_at"])
