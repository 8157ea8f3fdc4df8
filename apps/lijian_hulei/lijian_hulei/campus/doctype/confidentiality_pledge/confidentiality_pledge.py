import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from lijian_hulei.campus.services.agencies import facts_of, own_agency, refuse_other_agencies
from lijian_hulei.records.checks import Incomplete, refuse_future, refuse_repeated

OFFICE_ROLES = ("Health Officer",)


class PledgedAlready(frappe.ValidationError):
	"""The unit has already handed in its pledge of the year."""


class InvalidNumber(frappe.ValidationError):
	"""A year or a number of staff that cannot be."""


class ConfidentialityPledge(Document):
	"""A unit's yearly pledge to keep cases, victims and minors secret, signed by its staff (R08)."""

	def validate(self):
		self.agency = self.agency or own_agency()
		refuse_other_agencies(self, "agency", keepers=OFFICE_ROLES)
		self.area = facts_of(self.agency).get("area")
		self.pledge_year = cint(self.pledge_year) or getdate(self.signed_on).year
		refuse_future(self, "signed_on")
		self.check_signatories()
		self.sum_up()
		self.take_text()

	def before_submit(self):
		self.check_scan()
		self.check_not_repeated()

	def check_signatories(self):
		if cint(self.staff_total) < 1:
			self.refuse_number(_("Enter how many of the staff have to sign."))
		if self.pledge_year != getdate(self.signed_on).year:
			self.refuse_number(_("The pledge is handed in within its own year."))
		names = [row.person_name.strip() + (row.post or "") for row in self.signatories if row.person_name]
		twice = next((at for at, name in enumerate(names, 1) if name in names[: at - 1]), None)
		if twice:
			self.refuse_number(_("Row {0} stands twice in the list.").format(twice))

	def refuse_number(self, message: str):
		frappe.throw(message, exc=InvalidNumber, title=_("Pledge Cannot Be Saved"))

	def sum_up(self):
		self.staff_signed = len(self.signatories)
		self.is_complete = int(self.staff_signed >= cint(self.staff_total))

	def take_text(self):
		"""Words of plan part 2(1)1; a unit may add to them."""
		self.pledge_text = self.pledge_text or _(
			"We keep secret what we learn at work of cases, of victims and of minors suspected of a crime; we pass nothing on to the media or to people whom it does not concern, neither by word nor by picture nor on the internet; we report at once whatever has leaked, and answer for a breach under the law."
		)

	def check_scan(self):
		if not self.scan:
			frappe.throw(
				_("Attach the scanned sheets with the signatures."),
				exc=Incomplete,
				title=_("Something Is Missing"),
			)

	def check_not_repeated(self):
		refuse_repeated(
			self,
			{"agency": self.agency, "pledge_year": self.pledge_year, "is_complete": 1},
			_("The pledge of this year is already handed in: {0}. Cancel that one to correct it."),
			exc=PledgedAlready,
			title=_("Already Pledged"),
		)
