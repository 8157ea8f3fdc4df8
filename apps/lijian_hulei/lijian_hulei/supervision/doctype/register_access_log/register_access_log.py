import frappe
from frappe.utils import now_datetime

from lijian_hulei.privacy.append_only import AppendOnlyDocument


class RegisterAccessLog(AppendOnlyDocument):
	"""Who listed, opened or was answered from the register of restricted persons."""

	def before_insert(self) -> None:
		self.user = frappe.session.user
		self.accessed_at = now_datetime()
		self.ip_address = frappe.local.request_ip
