"""What is put right by a deadline, whoever must do it: a hazard at a school (R04), an order to a venue (R01, R02)."""

from frappe import _
from frappe.utils import cint, getdate, today

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, require

TO_BE_RECTIFIED, ANSWERED, RECTIFIED = "To Be Rectified", "Answered", "Rectified"


class Rectifying:
	"""Mixin of documents with status, due_on, answer, answered_on, is_late, recheck_note and sent_back_times.

	The order of the states is the workflow's; here each asks for what it stands on. The document adds `close`,
	the end by the recheck, and may ask for more. A state that a steward has added to the workflow asks for nothing.
	"""

	ends: tuple[str, ...] = (RECTIFIED,)

	def stored_status(self) -> str | None:
		before = self.get_doc_before_save()
		return before.status if before else None

	def follow_state(self) -> None:
		if not has_changed(self, "status") or self.is_new():
			return
		if self.status == ANSWERED:
			self.take_answer()
		elif self.status == TO_BE_RECTIFIED:
			self.send_back()
		elif self.status in self.ends:
			self.close()

	def take_answer(self) -> None:
		require(self, "answer", step=_("Report Rectification"))
		self.answered_on = today()
		self.is_late = int(getdate(self.answered_on) > getdate(self.due_on))

	def send_back(self) -> None:
		"""Needs what the recheck found, and a deadline that can still be kept."""
		require(self, "recheck_note", step=_("Send Back"))
		if getdate(self.due_on) < getdate():
			out_of_order(_("Give a new deadline before you send it back: the old one has passed."))
		self.sent_back_times = cint(self.sent_back_times) + 1
		self.answered_on = None
		self.is_late = 0
