import frappe
from frappe.model.document import Document

from lijian_hulei.sharing.services.versions import close_previous, in_force, reopen_previous


class SharingRule(Document):
	"""How information is collected, reviewed, published and used, and kept confidential (plan part 3(2)2, R46).

	Submitted it is in force from its date and cannot be changed; a new version closes it.
	"""

	def validate(self):
		self.name_predecessor()

	def on_submit(self):
		close_previous(self)

	def on_cancel(self):
		reopen_previous(self)

	def name_predecessor(self):
		if self.docstatus == 0:
			self.effective_to = None
			self.supersedes = in_force("Sharing Rule", self.area, self.effective_from)


def on_doctype_update() -> None:
	frappe.db.add_index("Sharing Rule", ["area", "effective_from"])
