import frappe
from frappe.utils import now_datetime

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class ExportLog(AppendOnlyDocument):
	"""One file or print with data of the ledger (Regulations on the Protection of Minors in Cyberspace, article 36)."""

	def before_insert(self) -> None:
		self.user = frappe.session.user
		self.exported_at = now_datetime()
