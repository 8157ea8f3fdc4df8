import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.sharing.services.meetings import cancel_tasks, give_tasks


class IncompleteMinutes(frappe.ValidationError):
	"""Minutes, agencies or a decision's owner or date are missing."""


class InvalidMeetingDate(frappe.ValidationError):
	"""A meeting handed in before it was held, or a decision done in the future."""


class JointMeeting(Document):
	"""The monthly joint meeting and the monthly meeting on the protection of minors (plan part 3(2)3, R48)."""

	def validate(self):
		self.set_title()
		self.check_agencies()
		self.check_decisions()

	def set_title(self):
		"""In the language of the site, not in that of whoever saves it."""
		language = frappe.db.get_single_value("System Settings", "language")
		self.title = f"{_(self.meeting_kind, language)} {self.meeting_date}"

	def before_submit(self):
		self.check_held()
		self.check_minutes()

	def on_submit(self):
		give_tasks(self)

	def before_update_after_submit(self):
		self.check_decisions()
		self.check_owners()

	def on_update_after_submit(self):
		give_tasks(self)

	def on_cancel(self):
		cancel_tasks(self)

	def check_agencies(self):
		names = [row.agency for row in self.agencies]
		if len(names) != len(set(names)):
			self.refuse(_("An agency is listed twice among those present."))

	def check_decisions(self):
		for row in self.decisions:
			if row.done_on and getdate(row.done_on) > getdate(today()):
				frappe.throw(
					_("Row {0} of the decisions is done in the future. Please correct the date.").format(
						row.idx
					),
					exc=InvalidMeetingDate,
					title=_("Decisions"),
				)

	def check_held(self):
		if getdate(self.meeting_date) > getdate(today()):
			frappe.throw(
				_("The meeting has not been held yet. Submit the minutes afterwards."),
				exc=InvalidMeetingDate,
				title=_("Meeting Date"),
			)

	def check_minutes(self):
		if not frappe.utils.strip_html(self.minutes or "").strip():
			self.refuse(_("The minutes are still empty."))
		if not self.agencies:
			self.refuse(_("List the agencies that took part."))
		self.check_owners()

	def check_owners(self):
		for row in self.decisions:
			if not (row.due_on and (row.owner_agency or row.owner_officer)):
				self.refuse(_("Row {0} of the decisions needs an owner and a date.").format(row.idx))

	def refuse(self, message: str):
		frappe.throw(message, exc=IncompleteMinutes, title=_("Minutes Not Complete"))
