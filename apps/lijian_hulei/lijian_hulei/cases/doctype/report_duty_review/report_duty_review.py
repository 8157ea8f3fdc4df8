import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime, today

from lijian_hulei.cases.services.reporting import NOBODY
from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import refuse_disorder, refuse_future, require

OPEN = "To Be Reviewed"
NOT_MET = "Duty Not Met"


class ReviewedAlready(frappe.ValidationError):
	"""There is a review of this report already, or a concluded one was to be changed."""


class ReportDutyReview(Document):
	"""A report that came late or never (R32): the facts, whether the unit kept its duty, and what is proposed.

	Facts and times only; the decision lies with the authority in charge.
	"""

	def before_insert(self):
		if self.flags.is_made_by_rule:
			self.owner = self.modified_by = NOBODY
		self.status = OPEN
		self.opened_on = today()
		self.learnt_at = self.learnt_at or now_datetime()

	def validate(self):
		self.take_facts_of_report()
		self.township = township_of(self.area)
		refuse_future(self, "should_have_reported_at", "learnt_at")
		refuse_disorder(self, "should_have_reported_at", "learnt_at")
		self.count_minutes()
		self.keep_conclusion()
		self.follow_state()

	def take_facts_of_report(self):
		if not self.is_new() or not self.report:
			return
		if other := frappe.db.exists("Report Duty Review", {"report": self.report}):
			frappe.throw(
				_("Report {0} is under review already: {1}.").format(self.report, other),
				exc=ReviewedAlready,
				title=_("Reviewed Already"),
			)
		fields = ["area", "situation", "reporter_agency"]
		told = frappe.db.get_value("Mandatory Report", self.report, fields, as_dict=True)
		self.update({"area": told.area, "situation": told.situation})
		self.agency = self.agency or told.reporter_agency

	def count_minutes(self):
		passed = get_datetime(self.learnt_at) - get_datetime(self.should_have_reported_at)
		self.minutes_late = int(passed.total_seconds() // 60)

	def keep_conclusion(self):
		before = self.get_doc_before_save()
		if before and before.status != OPEN and has_changed(self, "status"):
			frappe.throw(
				_("The review was concluded on {0}. Open a new one if new facts have come up.").format(
					frappe.format(before.decided_on, "Date")
				),
				exc=ReviewedAlready,
				title=_("Concluded Already"),
			)

	def follow_state(self):
		if self.status == OPEN:
			self.decided_on = None
			return
		require(self, "conclusion", step=_(self.status))
		if self.status == NOT_MET:
			require(self, "responsible_officer_post", "measure", step=_(self.status))
		self.decided_on = self.decided_on or today()
