import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lijian_hulei.cases.services.reporting import NOBODY
from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.checks import refuse_future, require

OPEN = "To Be Examined"


class ObstructionStays(frappe.ValidationError):
	"""Somebody tried to delete what was said about an obstruction."""


class ReportObstruction(Document):
	"""Somebody kept a report from being made (R33). A record of its own, so that neither the report nor its
	history, lists, exports or prints can tell the unit concerned."""

	def before_insert(self):
		if self.flags.is_from_reporter:
			self.owner = self.modified_by = NOBODY
		self.status = OPEN
		self.noticed_at = self.noticed_at or now_datetime()

	def validate(self):
		self.take_place_of_report()
		self.township = township_of(self.area)
		refuse_future(self, "noticed_at")
		self.follow_state()

	def on_trash(self):
		frappe.throw(
			_("What was reported about an obstruction is not deleted. Settle it with its outcome."),
			exc=ObstructionStays,
			title=_("Cannot Be Removed"),
		)

	def take_place_of_report(self):
		if self.report and self.is_new():
			told = frappe.db.get_value(
				"Mandatory Report", self.report, ["area", "reporter_agency"], as_dict=True
			)
			self.area = told.area
			self.agency = self.agency or told.reporter_agency

	def follow_state(self):
		if self.status == OPEN:
			self.settled_at = None
			return
		field = "passed_to" if self.status == "Passed to Authority" else "outcome"
		require(self, field, step=_(self.status))
		self.settled_at = self.settled_at or now_datetime()
