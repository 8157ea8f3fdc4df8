import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.kernel.credit_code import InvalidCreditCode, parse_credit_code
from lijian_hulei.privacy.services import seal_fields, store_sealed
from lijian_hulei.records.checks import refuse_future, refuse_switched_off


class InvalidVenue(frappe.ValidationError):
	"""A fact about the venue cannot be right; the message names the field."""


class Venue(Document):
	"""A hotel, guesthouse, song hall or other place that the station inspects (plan part 2(1)1, R01-R03)."""

	def validate(self):
		refuse_switched_off(self, "venue_type")
		self.check_supervisor()
		self.check_credit_code()
		self.check_position()
		self.note_status()
		self.take_scope_of_type()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)

	def check_supervisor(self):
		if frappe.db.get_value("Agency", self.supervising_agency, "agency_type") != "police_station":
			frappe.throw(
				_("The supervising agency must be a police station."), exc=InvalidVenue, title=_("Venue")
			)

	def check_credit_code(self):
		if not self.credit_code:
			return
		try:
			self.credit_code = parse_credit_code(self.credit_code)
		except InvalidCreditCode:
			frappe.throw(
				_(
					"The unified social credit code is wrong: 18 characters, the last one is a check character."
				),
				exc=InvalidVenue,
				title=_("Venue"),
			)

	def check_position(self):
		if abs(self.latitude or 0) > 90 or abs(self.longitude or 0) > 180:
			frappe.throw(
				_("The position is not on earth. Take it again or leave it blank."),
				exc=InvalidVenue,
				title=_("Venue"),
			)

	def note_status(self):
		if self.has_value_changed("status") and not self.status_on:
			self.status_on = today()
		refuse_future(self, "status_on")

	def take_scope_of_type(self):
		"""A new venue, or one of another type, begins with what the type says; an office may then decide otherwise."""
		if self.is_new() or self.has_value_changed("venue_type"):
			facts = frappe.db.get_value("Venue Type", self.venue_type, ["category", "in_scope"], as_dict=True)
			self.category, self.in_scope = facts.category, facts.in_scope
