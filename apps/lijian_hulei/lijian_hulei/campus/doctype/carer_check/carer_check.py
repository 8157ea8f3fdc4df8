import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.campus.rules.care import SUITABLE, conclusion_of
from lijian_hulei.campus.services.carers import facts_of_care, refresh_care
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import (
	out_of_order,
	refuse_future,
	refuse_out_of_post,
	refuse_repeated,
	require,
)
from lijian_hulei.records.photos import drop_originals, take_photos

FINDINGS = ("home_safety", "daily_care", "schooling", "health_mood", "parents_contact")


class CheckedAlready(frappe.ValidationError):
	"""The same care was already checked on this day."""


class CarerCheck(Document):
	"""A visit that looks at how a carer treats the child in his care (R07)."""

	def validate(self):
		self.take_care()
		refuse_future(self, "check_date")
		refuse_out_of_post([self.officer] if self.officer else [], self.check_date)
		self.result = conclusion_of((self.get(field) for field in FINDINGS), self.carer_conduct)
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		if self.result != SUITABLE:
			require(self, "measures", step=_("Submit"))
		self.check_not_repeated()

	def on_submit(self):
		refresh_care(self.care_delegation)

	def on_cancel(self):
		refresh_care(self.care_delegation)

	def take_care(self):
		self.officer = self.officer or officer_of(frappe.session.user)
		self.agency = frappe.db.get_value("Officer", self.officer, "agency") if self.officer else None
		care = facts_of_care(self.care_delegation)
		self.carer_name, self.area = care.get("carer_name"), care.get("area")
		if self.is_new() and care.get("status") == "Ended":
			out_of_order(_("This care has ended. Register the new care first."))

	def check_not_repeated(self):
		refuse_repeated(
			self,
			{"care_delegation": self.care_delegation, "check_date": self.check_date},
			_("This care was already checked on this day: {0}. Delete this draft."),
			exc=CheckedAlready,
			title=_("Already Checked"),
		)


def on_doctype_update() -> None:
	frappe.db.add_index("Carer Check", ["care_delegation", "docstatus", "check_date"])
