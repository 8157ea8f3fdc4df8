import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.care.services.pairing import (
	ACTIVE,
	ENDED,
	LEADER_HOUSEHOLD,
	ONE_TO_ONE,
	is_named_leader,
	leader_may_support,
	officer_was_active,
)
from lijian_hulei.care.services.place import place_of_minor


class SecondHelper(frappe.ValidationError):
	"""The child already has a one-to-one helper."""


class HelperNotActive(frappe.ValidationError):
	"""The helper does not hold a post on the first day."""


class UngradedMinor(frappe.ValidationError):
	"""Only a graded child of the ledger is paired."""


class NotALeaderHousehold(frappe.ValidationError):
	"""The helper is no named leader, or the household has no red (else yellow) child."""


class InvalidPairingDates(frappe.ValidationError):
	"""An end before the beginning, in the future or without a reason."""


class SupportPairing(Document):
	"""Who helps which child (one-to-one) or which household (named leaders), from when to when."""

	def validate(self):
		self.take_place_of_minor()
		self.check_dates()
		if self.is_new():
			self.check_minor()
			self.check_helper()
			self.check_kind()

	def take_place_of_minor(self):
		"""The helper keeps the household; the place follows the child as long as the pairing lives."""
		place = place_of_minor(self)
		if place and (self.is_new() or self.status == ACTIVE):
			self.update(place)

	def check_dates(self):
		ending = bool(self.to_date)
		if ending and getdate(self.to_date) > getdate(today()):
			self.refuse_dates(_("A pairing ends today or earlier, not on a future day."))
		if ending and getdate(self.to_date) < getdate(self.from_date):
			self.refuse_dates(_("The last day lies before the first. Please correct one of them."))
		if ending and not (self.end_reason or "").strip():
			self.refuse_dates(_("Please say why the pairing ends."))
		self.status = ENDED if ending else ACTIVE

	def refuse_dates(self, message: str):
		frappe.throw(message, exc=InvalidPairingDates, title=_("Dates Of The Pairing"))

	def check_minor(self):
		status, grade = frappe.db.get_value("Minor", self.minor, ["status", "grade"]) or (None, None)
		if status != ACTIVE or (self.kind == ONE_TO_ONE and not grade):
			frappe.throw(
				_("Helpers are named for children of the ledger who are graded red, yellow or blue."),
				exc=UngradedMinor,
				title=_("No Grade"),
			)

	def check_helper(self):
		if not officer_was_active(self.helper, self.from_date):
			frappe.throw(
				_("Officer {0} holds no post on {1}. Choose another helper or another first day.").format(
					self.helper, frappe.format(self.from_date, "Date")
				),
				exc=HelperNotActive,
				title=_("Helper Not In Office"),
			)

	def check_kind(self):
		if self.kind == LEADER_HOUSEHOLD:
			self.check_leader_household()
		elif self.status == ACTIVE:
			self.check_only_helper()

	def check_only_helper(self):
		other = frappe.db.get_value(
			"Support Pairing",
			{"minor": self.minor, "kind": ONE_TO_ONE, "status": ACTIVE, "name": ["!=", self.name or ""]},
			for_update=True,
		)
		if other:
			frappe.throw(
				_("This child already has a one-to-one helper: {0}. End that pairing first.").format(other),
				exc=SecondHelper,
				title=_("One Helper For Each Child"),
			)

	def check_leader_household(self):
		if not is_named_leader(self.helper):
			self.refuse_leader(
				_("Officer {0} holds no post that must take on a household.").format(self.helper)
			)
		if not (self.household and leader_may_support(self.helper, self.household)):
			self.refuse_leader(
				_(
					"A leader takes on a household with a red child, or a yellow one if no red household is waiting."
				)
			)

	def refuse_leader(self, message: str):
		frappe.throw(message, exc=NotALeaderHousehold, title=_("Leader Household"))


def on_doctype_update() -> None:
	frappe.db.add_index("Support Pairing", ["minor", "kind", "status"])
	frappe.db.add_index("Support Pairing", ["helper", "status"])
	frappe.db.add_index("Support Pairing", ["kind", "status"])
