import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.care.services.place import place_of_minor

OPEN = "Open"
DONE = "Done"


class OutcomeMissing(frappe.ValidationError):
	"""Done needs an outcome."""


class InvalidFollowUpDate(frappe.ValidationError):
	"""Done in the future."""


class FollowUpWithoutOwner(frappe.ValidationError):
	"""Neither an agency nor an officer is to do it."""


class FollowUp(Document):
	"""A need that somebody has promised to look after; it lives on after its visit."""

	def validate(self):
		self.take_place()
		self.check_owner()
		self.check_outcome()

	def take_place(self):
		if self.visit:
			self.minor = frappe.db.get_value("Visit", self.visit, "minor")
		place = place_of_minor(self)
		if place:
			self.area = place.area

	def check_owner(self):
		if not (self.agency or self.officer):
			frappe.throw(
				_("Name the agency or the officer who will do this."),
				exc=FollowUpWithoutOwner,
				title=_("Who Helps"),
			)

	def check_outcome(self):
		if self.status == OPEN:
			self.done_on = None
			return
		if self.status == DONE:
			if not (self.outcome or "").strip():
				frappe.throw(
					_("Say what came of it before you mark it as done."),
					exc=OutcomeMissing,
					title=_("Outcome"),
				)
			self.done_on = self.done_on or today()
		if self.done_on and getdate(self.done_on) > getdate(today()):
			frappe.throw(
				_("The day it was done lies in the future."), exc=InvalidFollowUpDate, title=_("Done On")
			)


def on_doctype_update() -> None:
	frappe.db.add_index("Follow Up", ["status", "due_on"])
