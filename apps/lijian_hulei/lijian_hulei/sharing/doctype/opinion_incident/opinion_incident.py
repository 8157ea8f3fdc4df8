import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import (
	Incomplete,
	WrongDate,
	is_before,
	out_of_order,
	refuse_disorder,
	refuse_future,
	require,
)
from lijian_hulei.sharing.rules.three_tracks import TRACKS, all_begun_at, missing
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import acting_officer

HANDLED, TO_APPROVE, APPROVED, SETTLED = (
	"Being Handled",
	"Response to Approve",
	"Response Approved",
	"Settled",
)


class OwnResponse(frappe.ValidationError):
	"""Somebody tried to approve a response that he drafted."""


class OpinionIncident(Document):
	"""Something about minors spreads in public: three tracks at once, and an approved answer to rumours (R53, R55)."""

	def before_validate(self):
		if self.is_new():
			self.finder = acting_officer()

	def validate(self):
		refuse_future(self, "found_at", "response_published_at")
		refuse_identifying(self, "title", area=self.area)
		self.keep_three_tracks()
		self.check_times()
		self.keep_response()
		self.follow_state()

	def keep_three_tracks(self):
		"""Each of the three lines once, in the plan's order, whatever a client sends."""
		rows = {row.track: row for row in reversed(self.tracks)}
		self.set("tracks", [])
		for track in TRACKS:
			row = rows.get(track)
			self.append("tracks", row if row else {"track": track})
		for number, row in enumerate(self.tracks, start=1):
			row.idx = number
		self.all_started_at = all_begun_at(
			[get_datetime(row.started_at) if row.started_at else None for row in self.tracks]
		)

	def check_times(self):
		for row in self.tracks:
			refuse_future(row, "started_at", "finished_at")
			refuse_disorder(row, "started_at", "finished_at")
			if row.started_at and is_before(row.started_at, self.found_at):
				self.refuse(
					WrongDate, _("{0} cannot have begun before the incident was found.").format(_(row.track))
				)
			if row.started_at and not (row.agency and str(row.measures or "").strip()):
				self.refuse(
					Incomplete, _("{0} needs the agency in charge and its measures.").format(_(row.track))
				)

	def keep_response(self):
		before = self.get_doc_before_save()
		if before and before.status in (TO_APPROVE, APPROVED, SETTLED) and self.status != HANDLED:
			if has_changed(self, "response_draft"):
				out_of_order(_("The response was handed in for approval. Return it to change it."))
		if self.response_draft and has_changed(self, "response_draft"):
			self.drafted_by = acting_officer()
		if self.response_published_at and not self.approved_at:
			out_of_order(_("A response is published only after it was approved."))
		if self.response_published_at:
			require(self, "response_channel", step=_("Publish"))
			if is_before(self.response_published_at, self.approved_at):
				self.refuse(
					WrongDate, _("The response was published before it was approved. Check the times.")
				)

	def follow_state(self):
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status == TO_APPROVE:
			require(self, "response_draft", step=_("Submit Response"))
			self.refuse_identifying_response()
		elif self.status == APPROVED:
			self.approve()
		elif self.status == HANDLED and before.status == TO_APPROVE:
			require(self, "approval_note", step=_("Return"))
		elif self.status == SETTLED:
			self.close()

	def approve(self):
		officer = acting_officer()
		if officer and officer == self.drafted_by:
			frappe.throw(
				_("Who drafted the response cannot approve it. Ask a leader."),
				exc=OwnResponse,
				title=_("Own Text"),
			)
		self.refuse_identifying_response()
		self.approved_by, self.approved_at = officer, now_datetime()

	def close(self):
		without = missing([(row.track, row.finished_at) for row in self.tracks])
		if without:
			self.refuse(
				Incomplete,
				_("These tracks are not finished: {0}.").format(_(", ").join(_(track) for track in without)),
			)
		if self.is_stigmatising and not self.response_published_at:
			out_of_order(
				_("Rumours that stigmatise minors are answered first: publish the approved response.")
			)
		require(self, "closing_note", step=_("Settle"))
		self.closed_at = now_datetime()

	def refuse_identifying_response(self):
		"""Nothing may hurt the child a second time."""
		refuse_identifying(self, "response_draft", area=self.area)

	def refuse(self, exc: type[Exception], message: str):
		frappe.throw(message, exc=exc, title=_("Opinion Incident"))


def on_doctype_update() -> None:
	frappe.db.add_index("Opinion Incident", ["status", "found_at"])
