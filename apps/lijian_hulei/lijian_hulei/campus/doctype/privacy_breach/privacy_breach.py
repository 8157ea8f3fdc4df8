import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.campus.services.agencies import facts_of, own_agency, refuse_other_agencies
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_disorder, refuse_future, require

HANDLED, CONCLUDED = "Being Handled", "Concluded"
OFFICE_ROLES = ("Health Officer", "Protection Office", "Governance Office")


class PrivacyBreach(Document):
	"""Something about a child or a case became known to people whom it does not concern (R08)."""

	def validate(self):
		self.agency = self.agency or own_agency()
		refuse_other_agencies(self, "agency", keepers=OFFICE_ROLES)
		self.area = facts_of(self.agency).get("area")
		refuse_future(self, "happened_on", "discovered_on")
		refuse_disorder(self, "happened_on", "discovered_on")
		self.keep_what_is_closed()
		self.follow_state()

	def before_insert(self):
		self.reported_by = officer_of(frappe.session.user)

	def keep_what_is_closed(self):
		before = self.get_doc_before_save()
		if before and before.status == CONCLUDED and self.status == CONCLUDED:
			out_of_order(_("This breach is concluded and can no longer be changed."))

	def follow_state(self):
		if not has_changed(self, "status") or self.is_new():
			return
		if self.status == HANDLED:
			require(self, "contained", step=_("Take Up"))
		elif self.status == CONCLUDED:
			require(self, "outcome", step=_("Conclude"))
			self.closed_on = today()
