import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_future
from lijian_hulei.sharing.services.meetings import report_done

OPEN, DONE, CANCELLED = "Open", "Done", "Cancelled"
GIVEN = ("meeting", "row", "decision", "agency", "officer", "due_on", "area", "status")


class MeetingTask(Document):
	"""A decision of a meeting on its owner's list until it is done (R48)."""

	def validate(self):
		self.keep_what_was_given()
		refuse_future(self, "done_on")
		if self.status != CANCELLED:
			self.status = DONE if self.done_on else OPEN
		self.is_late = int(getdate(self.done_on or today()) > getdate(self.due_on))

	def on_update(self):
		if not self.flags.from_meeting:
			report_done(self)

	def keep_what_was_given(self):
		if self.flags.from_meeting:
			return
		if self.is_new():
			out_of_order(_("Tasks come from the decisions of a meeting."))
		if any(has_changed(self, field) for field in GIVEN):
			out_of_order(
				_("The meeting decided this. Only progress and the day it was done can be written here.")
			)
		if self.status == CANCELLED:
			out_of_order(_("This task was cancelled together with its meeting."))


def on_doctype_update() -> None:
	frappe.db.add_index("Meeting Task", ["status", "due_on"])
