import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.access.guards import require_reach
from lijian_hulei.hiring.rules.standing import APPLICANT, OVER, PRE_HIRE
from lijian_hulei.hiring.services.batches import enter_replies, follow_batch, open_checks, withdraw_checks
from lijian_hulei.hiring.services.units import take_unit, town_above
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import Incomplete, out_of_order, refuse_disorder, refuse_future, require


class HiringCheckBatch(Document):
	"""One application of a unit for many of its staff, and the replies to it (plan part 2(2)2, R34)."""

	def validate(self):
		take_unit(self)
		self.area = town_above(self.area)
		require_reach(self)
		refuse_future(self, "requested_on", "answered_on")
		if not self.is_sent():
			self.check_workers()
			self.clear_replies()
			self.status = "Being Prepared"

	def is_sent(self) -> bool:
		"""Stored as submitted; what is submitted while it is inserted is checked like a draft."""
		before = self.get_doc_before_save()
		return bool(before and before.docstatus)

	def before_submit(self):
		self.requested_by = self.requested_by or officer_of(frappe.session.user)
		self.status = "Sent"

	def on_submit(self):
		open_checks(self)

	def before_update_after_submit(self):
		refuse_future(self, "answered_on")
		refuse_disorder(self, "requested_on", "answered_on")
		self.check_replies()
		follow_batch(self)

	def on_update_after_submit(self):
		enter_replies(self)

	def before_cancel(self):
		if any(row.result for row in self.workers):
			out_of_order(_("Replies have come in already; the batch cannot be withdrawn."))

	def on_cancel(self):
		withdraw_checks(self)
		self.db_set("status", "Withdrawn")

	def clear_replies(self):
		self.authority = self.answered_on = self.reply_number = None
		for row in self.workers:
			row.result = row.check = None

	def check_workers(self):
		"""Every row is a worker of this very unit who agreed, once, and fits the kind of check."""
		names = [row.worker for row in self.workers]
		if len(names) != len(set(names)):
			self.refuse_rows(_("A worker is named twice. Remove one of the two rows."))
		# No permission filter: the rows are held to the unit below.
		found = frappe.get_all(
			"Worker",
			{"name": ("in", names or [""])},
			["name", "post", "agency", "venue", "status", "authorised_on"],
		)
		facts = {row.name: row for row in found}
		for row in self.workers:
			self.check_row(row, facts.get(row.worker))

	def check_row(self, row, worker):
		if not worker or (worker.venue or worker.agency) != (self.venue or self.agency):
			self.refuse_rows(_("Row {0}: this is no worker of this unit.").format(row.idx))
		if worker.status in OVER:
			self.refuse_rows(_("Row {0}: this person does not work here any more.").format(row.idx))
		if not worker.authorised_on:
			self.refuse_rows(
				_(
					"Row {0}: the signed authorisation is missing. Enter its day in the worker's record."
				).format(row.idx)
			)
		if (worker.status == APPLICANT) != (self.kind == PRE_HIRE):
			self.refuse_rows(
				_(
					"Row {0}: applicants go into a batch of checks before hiring, staff in post into a periodic one."
				).format(row.idx)
			)
		row.post, row.authorised_on = worker.post, worker.authorised_on

	def check_replies(self):
		before = self.get_doc_before_save()
		known = {row.name: row.result for row in before.workers} if before else {}
		for row in self.workers:
			if known.get(row.name) and known[row.name] != row.result:
				self.refuse_rows(_("Row {0}: a reply stays as it was given.").format(row.idx))
		if any(row.result and not known.get(row.name) for row in self.workers):
			require(self, "authority", "answered_on", step=_("Enter Replies"))

	def refuse_rows(self, message: str):
		frappe.throw(message, exc=Incomplete, title=_("Persons to Check"))
