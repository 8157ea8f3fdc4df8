import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from lijian_hulei.access.guards import require_document
from lijian_hulei.compliance.services.narrative import language
from lijian_hulei.compliance.services.scorecard import PUBLISHED, give_back
from lijian_hulei.records.changes import has_changed

DRAFT, LODGED, RETURNED, GRANTED, REFUSED = "Draft", "Lodged", "Returned", "Appeal Granted", "Appeal Refused"
OWN = ("score", "rule_name", "reason", "evidence_file", "points_asked")
DECISION = ("points_returned", "decision_note")


class AppealRefused(frappe.ValidationError):
	"""The appeal is out of time, about nothing, or decided against the rules; the message says which."""


class AssessmentAppeal(Document):
	"""A unit asks for points back (R56); decided by the leading group or the governance office, never by itself."""

	def validate(self):
		self.take_unit_from_score()
		self.check_line()
		self.check_what_may_change()
		self.follow_status()

	def take_unit_from_score(self):
		if self.is_new():
			self.status = DRAFT
		score = require_document("Assessment Score", self.score)
		self.area, self.agency = score.area, score.agency
		self.title = _("{0}: {1}", language()).format(score.title, self.rule_name)
		self.flags.score = score

	def check_line(self):
		lines = {row.rule_name: row for row in self.flags.score.deductions}
		line = lines.get(self.rule_name)
		if not line or flt(line.points) >= 0:
			self.refuse(_("the score shows no deduction of this name"))
		self.flags.most = -flt(line.points) - flt(line.returned)
		if flt(self.points_asked) < 0 or flt(self.points_asked) > -flt(line.points):
			self.refuse(_("at most {0} points were taken here").format(-flt(line.points)))
		twice = {"score": self.score, "rule_name": self.rule_name, "name": ["!=", self.name or ""]}
		if frappe.db.exists("Assessment Appeal", {**twice, "status": ["in", (DRAFT, LODGED, RETURNED)]}):
			self.refuse(_("an appeal about this deduction is under way already"))

	def check_what_may_change(self):
		"""Reasons belong to the unit until it is lodged, the decision to those who decide."""
		before = self.get_doc_before_save()
		if not before:
			self.points_returned, self.decision_note = 0.0, None
			return
		if before.status not in (DRAFT, RETURNED) and any(has_changed(self, field) for field in OWN):
			self.refuse(_("an appeal that has been lodged is not changed any more"))
		if before.status != LODGED and any(has_changed(self, field) for field in DECISION):
			self.refuse(_("the decision is written when the appeal has been lodged"))

	def follow_status(self):
		before = self.get_doc_before_save()
		former = before.status if before else DRAFT
		if self.status == former:
			return
		if self.status == LODGED:
			self.lodge()
		elif self.status in (GRANTED, REFUSED, RETURNED):
			self.decide()

	def lodge(self):
		score = self.flags.score
		if score.status != PUBLISHED:
			self.refuse(_("only a published score can be appealed against"))
		if getdate(score.appeal_until) < getdate():
			self.refuse(
				_("the days of appeal ended on {0}").format(frappe.utils.formatdate(score.appeal_until))
			)
		self.lodged_on, self.lodged_by = getdate(), frappe.session.user

	def decide(self):
		if frappe.session.user in (self.lodged_by, self.owner):
			self.refuse(_("nobody decides about an appeal of their own"))
		if not (self.decision_note or "").strip():
			self.refuse(_("say why in the decision note"))
		if self.status == GRANTED and not 0 < flt(self.points_returned) <= self.flags.most:
			self.refuse(_("give back more than 0 and at most {0} points").format(self.flags.most))
		if self.status != GRANTED:
			self.points_returned = 0
		self.decided_on, self.decided_by = getdate(), frappe.session.user

	def on_update(self):
		before = self.get_doc_before_save()
		if self.status == GRANTED and before and before.status != GRANTED:
			give_back(self.score, self.rule_name, flt(self.points_returned))

	def on_trash(self):
		if self.status != DRAFT:
			self.refuse(_("an appeal that has been lodged stays on record"))

	def refuse(self, reason: str):
		frappe.throw(_("Appeal: {0}.").format(reason), exc=AppealRefused, title=_("Assessment Appeal"))
