import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, now_datetime

from lijian_hulei.access.guards import require_document
from lijian_hulei.compliance.rules import accountability as rules
from lijian_hulei.compliance.services.accountability import collect, digest
from lijian_hulei.compliance.services.narrative import language
from lijian_hulei.kernel.detect import find_numbers
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.changes import has_changed

COLLECTING, FIRST, SECOND, RETURNED, APPROVED = (
	*("Collecting Facts", "Awaiting First Approval", "Awaiting Second Approval"),
	*("Returned", "Approved"),
)
OPEN = (COLLECTING, RETURNED)
FIXED = (
	*("basis", "case_date", "place_kind", "place_area", "agency", "venue", "case_reference", "summary"),
	*("source_doctype", "source_name", "looks_back_months", "approvals_needed", "facts_digest", "facts_note"),
)
DEFAULT_APPROVALS = 2
LONGEST_LOOK_BACK = 24


class ReferralRefused(frappe.ValidationError):
	"""The file is incomplete, judges, or goes the wrong way; the message says what to do."""


class SamePerson(frappe.ValidationError):
	"""Two approvals need two persons, neither of them who drew the file up."""


class AccountabilityReferral(Document):
	"""Facts for the supervisory commission (plan part 3(1), R58-R61; R32 and R33 where a report was not made or was
	hindered): no verdict, two approvals by different persons, readable by two offices and by nobody named in it."""

	def validate(self):
		self.set_defaults()
		self.check_place()
		self.check_words()
		self.check_fixed()
		self.follow_status()
		self.collect_facts()
		self.check_not_about_oneself()

	def before_submit(self):
		if self.status != APPROVED:
			self.refuse(_("a file is submitted by its last approval"))

	def before_update_after_submit(self):
		if self.handed_over_on and getdate(self.handed_over_on) < getdate(self.second_approved_on):
			self.refuse(_("it cannot have been handed over before it was approved"))
		if self.handed_over_on and getdate(self.handed_over_on) > getdate():
			self.refuse(_("the day it was handed over has not come yet"))
		if self.handed_over_on and not (self.handed_over_to or "").strip():
			self.refuse(_("say which body received it"))

	def set_defaults(self):
		if self.is_new():
			self.status = COLLECTING
			for field in ("first_approver", "second_approver", "sent_by", "handed_over_on", "handed_over_to"):
				self.set(field, None)
		wanted = cint(frappe.db.get_single_value("Hulei Settings", "accountability_approvals"))
		if self.status in OPEN:
			self.approvals_needed = min(max(wanted or DEFAULT_APPROVALS, 1), 2)
		place = frappe.db.get_value("Area", self.place_area, "area_name") if self.place_area else ""
		self.title = _("Case in {0} on {1}", language()).format(place or "", self.case_date)

	def check_place(self):
		needed = rules.PLACE_OF_BASIS.get(self.basis)
		if needed and self.place_kind != needed:
			self.refuse(_("{0} goes with the place {1}").format(_(self.basis), _(needed)))
		if getdate(self.case_date) > getdate():
			self.refuse(_("the day of the case has not come yet"))
		if not 1 <= cint(self.looks_back_months) <= LONGEST_LOOK_BACK:
			self.refuse(_("look back between 1 and {0} months").format(LONGEST_LOOK_BACK))
		if self.place_kind == rules.CAMPUS:
			self.place_area = self.place_area or frappe.db.get_value("Agency", self.agency, "area")
		if self.place_kind == rules.VENUE:
			self.take_place_from_venue()
		if self.place_kind == rules.VILLAGE:
			self.agency = self.venue = None
		if self.source_doctype and self.source_name and self.is_new():
			require_document(self.source_doctype, self.source_name)

	def take_place_from_venue(self):
		venue = require_document("Venue", self.venue)
		self.place_area, self.agency = venue.area, self.agency or venue.agency

	def check_words(self):
		"""Facts, not verdicts; and nothing from which the child could be known."""
		for fieldname in ("summary", "case_reference"):
			words = rules.verdict_words(self.get(fieldname))
			if words:
				self.refuse(
					_("{0}: write what happened and leave out the judgement ({1})").format(
						_(self.meta.get_label(fieldname)), _(", ").join(words)
					)
				)
			if find_numbers((self.get(fieldname) or "").splitlines()):
				self.refuse(
					_("{0}: leave out identity and telephone numbers").format(
						_(self.meta.get_label(fieldname))
					)
				)

	def check_fixed(self):
		"""Who approves must see what was sent: from then on nothing of the file changes."""
		before = self.get_doc_before_save()
		if not before or before.status in OPEN:
			return
		if any(has_changed(self, field) for field in FIXED) or digest(self) != digest(before):
			self.refuse(_("the file has been sent for approval and is fixed; return it to change it"))

	def follow_status(self):
		before = self.get_doc_before_save()
		former = before.status if before else COLLECTING
		if self.status == former:
			return
		if self.status == FIRST:
			self.sent_by = frappe.session.user
			self.first_approver = self.second_approver = None
			self.first_approved_on = self.second_approved_on = None
		elif self.status == SECOND:
			self.first_approver, self.first_approved_on = self.approver(), now_datetime()
		elif self.status == APPROVED:
			self.second_approver, self.second_approved_on = self.approver(), now_datetime()
		elif self.status == RETURNED and not (self.return_reason or "").strip():
			self.refuse(_("say why it is returned"))

	def approver(self) -> str:
		user = frappe.session.user
		if user in (self.owner, self.sent_by):
			self.refuse(_("whoever drew the file up or sent it does not approve it"), SamePerson)
		if self.status == APPROVED and self.approvals_needed > 1 and user == self.first_approver:
			self.refuse(_("the second approval must be another person's"), SamePerson)
		return user

	def collect_facts(self):
		"""Anew at each save until it is sent; the very facts that are approved are those sent."""
		before = self.get_doc_before_save()
		if not before or before.status in OPEN:
			collect(self)

	def check_not_about_oneself(self):
		own = officer_of()
		if own and own in [row.officer for row in self.people]:
			self.refuse(
				_("you are among those responsible on that day; somebody else must draw this file up")
			)

	def on_trash(self):
		if self.status not in OPEN or self.sent_by:
			self.refuse(_("a file that has been sent for approval stays on record"))

	def refuse(self, reason: str, error: type[Exception] = ReferralRefused):
		frappe.throw(_("Accountability file: {0}.").format(reason), exc=error, title=_("Accountability File"))


def on_doctype_update() -> None:
	frappe.db.add_index("Accountability Referral", ["place_area", "case_date"])
