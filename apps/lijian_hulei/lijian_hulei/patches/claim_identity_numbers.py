"""Numbers sealed before they were claimed (privacy.sealed_fields.UNIQUE) are claimed now."""

import frappe

from lijian_hulei.privacy.sealed_fields import UNIQUE


def execute() -> None:
	"""Of records that hold the same number already, the first keeps the claim; the others are for people to merge."""
	for doctype, fieldname in sorted(UNIQUE):
		frappe.db.sql(
			"update ignore `tabSealed Value` set `claimed_index` = `blind_index`"
			" where `reference_doctype` = %s and `fieldname` = %s and `claimed_index` is null"
			" order by `reference_name`",
			(doctype, fieldname),
		)
