import frappe
from frappe.utils import now_datetime

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class RevealLog(AppendOnlyDocument):
	"""One opening of one sealed field (Regulations on the Protection of Minors in Cyberspace, article 36)."""

	def before_insert(self) -> None:
		self.user = frappe.session.user
		self.revealed_at = now_datetime()
		self.ip_address = frappe.local.request_ip
