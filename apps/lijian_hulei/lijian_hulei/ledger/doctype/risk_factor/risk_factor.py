import re

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.ledger.services.errors import LedgerError
from lijian_hulei.ledger.services.factors import factor_changed
from lijian_hulei.ledger.services.policies import forget_also_on_rollback

CODE = re.compile(r"[a-z][a-z0-9_]{1,49}")


class RiskFactor(Document):
	"""Something that may stand against a minor's safety; whether it counts for the grade is said here."""

	def validate(self) -> None:
		if not CODE.fullmatch(self.code or ""):
			frappe.throw(
				_("Code: please use small English letters, digits and underscores, for example {0}.").format(
					"left_behind"
				),
				exc=LedgerError,
				title=_("Please Check This Field"),
			)

	def on_update(self) -> None:
		factor_changed(self)

	def on_change(self) -> None:
		forget_also_on_rollback()

	def after_delete(self) -> None:
		forget_also_on_rollback()
