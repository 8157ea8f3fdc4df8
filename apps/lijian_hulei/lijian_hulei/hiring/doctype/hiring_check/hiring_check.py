import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.access.guards import require_reach
from lijian_hulei.hiring.rules.standing import (
	APPLICANT,
	DISMISSED,
	NO_RECORD,
	OVER,
	PERIODIC,
	PRE_HIRE,
	RECORD_FOUND,
	REFUSED,
)
from lijian_hulei.hiring.services.checks import REPLIED, apply_reply, valid_until
from lijian_hulei.hiring.services.handling import follow_decision
from lijian_hulei.hiring.services.screening import MATCH, screen_worker
from lijian_hulei.hiring.services.units import town_above
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_disorder, refuse_future, require
from lijian_hulei.records.titles import heading


class NotAuthorised(frappe.ValidationError):
	"""Nobody is checked without his own written consent."""


class WrongReply(frappe.ValidationError):
	"""The reply cannot be right, or was changed afterwards."""


class HiringCheck(Document):
	"""One question about one person, and its answer: a record, or none (plan part 2(2)2, R34 and R35)."""

	def validate(self):
		self.take_worker()
		self.title = heading(self)
		require_reach(self)
		self.check_authorisation()
		self.check_kind()
		refuse_future(self, "requested_on", "answered_on", "decision_on")
		refuse_disorder(self, "requested_on", "answered_on")
		self.screen()
		self.check_reply()
		self.follow_reply()
		self.check_handling()

	def on_update(self):
		if has_changed(self, "result") and self.result:
			apply_reply(self)
		if self.decision and has_changed(self, "decision"):
			follow_decision(self)

	def take_worker(self):
		worker = frappe.db.get_value(
			"Worker", self.worker, ["agency", "venue", "area", "status", "authorised_on"], as_dict=True
		)
		self.flags.worker = worker
		self.agency, self.venue = worker.agency, worker.venue
		# Kept at the township: in a village one check that needs handling would name the person.
		self.area = town_above(worker.area)
		if self.is_new():
			self.requested_by = self.requested_by or officer_of(frappe.session.user)
			if worker.status in OVER:
				out_of_order(_("This person does not work here any more; there is nothing to check."))

	def check_authorisation(self):
		if self.is_new() and not self.flags.worker.authorised_on and not self.flags.by_court:
			frappe.throw(
				_(
					"This worker has not agreed to be checked yet. Enter the day of the signed authorisation first."
				),
				exc=NotAuthorised,
				title=_("Authorisation Missing"),
			)

	def check_kind(self):
		if self.is_new() and self.kind == PERIODIC and self.flags.worker.status == APPLICANT:
			out_of_order(_("An applicant is checked before hiring: choose {0}.").format(_(PRE_HIRE)))

	def screen(self):
		"""Against the township's own registers, once, when the check is asked for; seen by the police only."""
		before = self.get_doc_before_save()
		if before:
			self.register_verdict = before.register_verdict
		else:
			self.register_verdict = screen_worker(self.worker)

	def check_reply(self):
		before = self.get_doc_before_save()
		if before and before.result:
			changed = any(
				before.get(field) != self.get(field) for field in ("result", "reply_number", "authority")
			)
			if changed or str(before.answered_on) != str(self.answered_on):
				self.refuse_reply(_("A reply stays as it was given. Ask for a new check if it was wrong."))
			return
		if not self.result:
			self.answered_on = self.reply_number = self.authority = None
			return
		require(self, "answered_on", "authority", step=_("Enter Reply"))
		if self.result == NO_RECORD and self.register_verdict == MATCH:
			self.refuse_reply(
				_(
					"The township's own registers know this person. Ask the county's police again before you answer."
				)
			)

	def follow_reply(self):
		self.status = REPLIED if self.result else "Requested"
		self.valid_until = valid_until(self.answered_on) if self.result else None

	def check_handling(self):
		if self.result != RECORD_FOUND:
			self.decision = self.decision_on = self.decision_document = self.decided_by = None
			return
		before = self.get_doc_before_save()
		if before and before.decision and before.decision != self.decision:
			self.refuse_reply(_("How this record was handled stays as it was entered."))
		if not self.decision:
			self.decision_on = self.decided_by = None
			return
		self.decision_on = self.decision_on or today()
		refuse_disorder(self, "answered_on", "decision_on")
		self.decided_by = self.decided_by or officer_of(frappe.session.user)
		expected = REFUSED if self.flags.worker.status in (APPLICANT, REFUSED) else DISMISSED
		if (self.decision == "Refused to Hire") != (expected == REFUSED):
			self.refuse_reply(_("An applicant is refused; whoever is in post is dismissed."))

	def refuse_reply(self, message: str):
		frappe.throw(message, exc=WrongReply, title=_("Reply and Handling"))


def on_doctype_update() -> None:
	frappe.db.add_index("Hiring Check", ["worker", "status", "answered_on"])
