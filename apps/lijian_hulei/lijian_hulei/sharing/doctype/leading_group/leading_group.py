import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.records.checks import Incomplete, refuse_out_of_post
from lijian_hulei.sharing.rules.division_of_work import TASKS
from lijian_hulei.sharing.services.versions import close_previous, reopen_previous

IN_CHARGE, GROUP_LEADER = "Leader in Charge", "Group Leader"


class LeadingGroup(Document):
	"""Who is in the leading group and who takes which of its five tasks (plan part 3(1), R38). One is in force at a time."""

	def validate(self):
		if self.docstatus == 0:
			self.effective_to = None
		self.check_members()
		refuse_out_of_post([row.officer for row in self.members], self.effective_from)

	def before_submit(self):
		self.check_posts()
		self.check_tasks()

	def on_submit(self):
		close_previous(self)

	def on_cancel(self):
		reopen_previous(self)

	def check_members(self):
		officers = [row.officer for row in self.members]
		if len(officers) != len(set(officers)):
			self.refuse(_("A member is listed twice."))

	def check_posts(self):
		posts = [row.post for row in self.members]
		if posts.count(GROUP_LEADER) > 1:
			self.refuse(_("There can be one group leader only."))
		if posts.count(IN_CHARGE) != 1:
			self.refuse(_("Name the one leader in charge, who leads the work (plan part 3(1))."))

	def check_tasks(self):
		meta = frappe.get_meta("Leading Group Member")
		without = [
			_(meta.get_label(task)) for task in TASKS if not any(row.get(task) for row in self.members)
		]
		if without:
			self.refuse(_("Nobody takes these tasks yet: {0}.").format(_(", ").join(without)))

	def refuse(self, message: str):
		frappe.throw(message, exc=Incomplete, title=_("Leading Group"))
