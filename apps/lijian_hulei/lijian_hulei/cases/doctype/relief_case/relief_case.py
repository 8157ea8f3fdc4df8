import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.cases.rules import relief
from lijian_hulei.cases.services.relief import measures_of, place_of_minor
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import (
	out_of_order,
	refuse_future,
	refuse_switched_off,
	require,
)
from lijian_hulei.records.titles import heading

# Written by the steps of the case, never by hand.
STAMPS = ("proposed_by", "proposed_on", "decided_by", "decided_on", "closed_on", "reopened_on")


class SelfApproval(frappe.ValidationError):
	"""Who proposed a relief case may not decide it."""


class PlanApproved(frappe.ValidationError):
	"""The approved measures were changed without a new approval."""


class ConsentMissing(frappe.ValidationError):
	"""A case is to be proposed without the guardian's consent or the reason why none is needed."""


class InvalidMeasure(frappe.ValidationError):
	"""A measure that cannot be right; the message names the row."""


class ReliefCase(Document):
	"""Relief of one child out of several hands: needs, plan, measures, consent, approval, reviews, end (R37)."""

	def before_insert(self):
		self.status = relief.DRAFT
		for fieldname in STAMPS:
			self.set(fieldname, None)

	def validate(self):
		self.take_place_of_minor()
		self.title = heading(self)
		self.set_case_officer()
		self.check_dates()
		self.check_measures()
		self.total_amount = relief.total(measures_of(self))
		self.keep_stamps()
		self.keep_approved_plan()
		self.follow_state()

	def on_trash(self):
		if self.status != relief.DRAFT:
			out_of_order(_("A relief case that was proposed is not deleted. End it with its outcome."))

	def take_place_of_minor(self):
		place = place_of_minor(self.minor)
		self.area, self.household = place.get("area"), place.get("household")

	def set_case_officer(self):
		if not self.owner_officer:
			self.owner_officer = officer_of(frappe.session.user)

	def check_dates(self):
		refuse_future(self, "opened_on", "consent_on")
		before = self.get_doc_before_save()
		known = {row.name: row.relief_type for row in before.needs} if before else {}
		for row in self.needs:
			if known.get(row.name) != row.relief_type:
				refuse_switched_off(row, "relief_type")

	def check_measures(self):
		for row in self.measures:
			if (row.amount or 0) < 0:
				self.refuse_row(row, "amount", _("cannot be below zero"))
			if row.done_on and str(row.done_on) > today():
				self.refuse_row(row, "done_on", _("lies in the future"))
			if row.done_on and not (row.result or "").strip():
				self.refuse_row(row, "result", _("is needed once the measure is done"))

	def refuse_row(self, row, fieldname: str, reason: str):
		frappe.throw(
			_("Measure in row {0}, {1}: {2}.").format(row.idx, _(row.meta.get_label(fieldname)), reason),
			exc=InvalidMeasure,
			title=_("Please Check the Measures"),
		)

	def keep_stamps(self):
		before = self.get_doc_before_save()
		for fieldname in STAMPS:
			if before:
				self.set(fieldname, before.get(fieldname))

	def keep_approved_plan(self):
		"""What was approved stands until it is changed by way of a new approval."""
		before = self.get_doc_before_save()
		if not before or before.status not in (relief.PROPOSED, relief.APPROVED, relief.ENDED):
			return
		if self.status == relief.DRAFT:
			return
		if relief.is_changed(measures_of(before), measures_of(self)) or has_changed(self, "minor"):
			frappe.throw(
				_("The measures were proposed or approved as they stood. Use {0} to change them.").format(
					frappe.bold(_("Change the Plan"))
				),
				exc=PlanApproved,
				title=_("Plan Is Fixed"),
			)

	def follow_state(self):
		"""Each state asks for what it stands on; the order of states is the workflow's."""
		if self.is_new() or not has_changed(self, "status"):
			return
		step = {
			relief.PROPOSED: self.propose,
			relief.APPROVED: self.approve,
			relief.REJECTED: self.reject,
			relief.ENDED: self.end,
			relief.DRAFT: self.go_back,
		}
		if self.status in step:  # a state that a steward has added asks for nothing
			step[self.status]()

	def propose(self):
		require(self, "plan", step=_("Propose"))
		if not self.measures:
			out_of_order(_("Enter at least one measure with its agency and date before you propose."))
		if self.consent not in relief.CONSENTS:
			frappe.throw(
				_("Enter the guardian's consent, or why the law needs none, before you propose relief."),
				exc=ConsentMissing,
				title=_("Consent Missing"),
			)
		self.proposed_by, self.proposed_on = officer_of(frappe.session.user), today()
		self.decided_by = self.decided_on = None

	def approve(self):
		self.decide()

	def reject(self):
		require(self, "decision_note", step=_("Reject Relief"))
		self.decide()

	def decide(self):
		decider = officer_of(frappe.session.user)
		unlimited = frappe.session.user == "Administrator"
		if not unlimited and not relief.may_decide(self.proposed_by, decider):
			frappe.throw(
				_("Who proposed a relief case does not decide it. Ask a colleague of the office."),
				exc=SelfApproval,
				title=_("Another Person Decides"),
			)
		self.decided_by, self.decided_on = decider, today()

	def end(self):
		require(self, "outcome", "closing_note", step=_("End Relief"))
		if self.outcome == "Need Met" and (open_rows := relief.unfinished(measures_of(self))):
			out_of_order(
				_(
					"{0} measures are not done yet. Enter when they were done, or choose another outcome."
				).format(open_rows)
			)
		self.closed_on = today()

	def go_back(self):
		"""Returned, changed or reopened: decided anew in every case."""
		before = self.get_doc_before_save()
		if before.status in (relief.ENDED, relief.REJECTED):
			require(self, "reopen_reason", step=_("Reopen"))
			self.reopened_on = today()
			self.closed_on = self.outcome = None
		self.proposed_by = self.proposed_on = self.decided_by = self.decided_on = None


def on_doctype_update() -> None:
	frappe.db.add_index("Relief Case", ["area", "status"])
