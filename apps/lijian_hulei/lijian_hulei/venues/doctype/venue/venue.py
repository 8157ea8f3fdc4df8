import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate, today

from lijian_hulei.kernel.credit_code import InvalidCreditCode, parse_credit_code
from lijian_hulei.privacy.services import seal_fields, store_sealed
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import refuse_future, refuse_switched_off
from lijian_hulei.venues.services.inspections import open_orders_follow

POLICE_STATION = "police_station"
OPENING_FACTS = ("area", "agency", "supervising_agency", "responsible_officer")


class InvalidVenue(frappe.ValidationError):
	"""A fact about the venue cannot be right; the message names the field."""


class Venue(Document):
	"""A hotel, guesthouse, song hall or other place that the station inspects (plan part 2(1)1, R01-R03)."""

	def validate(self):
		refuse_switched_off(self, "venue_type")
		self.check_supervisor()
		self.check_operator()
		self.check_officer_in_charge()
		self.check_credit_code()
		self.check_position()
		self.note_status()
		self.note_officer_in_charge()
		self.take_scope_of_type()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)
		if any(has_changed(self, field) for field in OPENING_FACTS):
			open_orders_follow(self)

	def check_supervisor(self):
		station = frappe.db.get_value(
			"Agency", self.supervising_agency, ["agency_type", "area", "head"], as_dict=True
		)
		if not station or station.agency_type != POLICE_STATION:
			self.refuse(_("The supervising agency must be a police station."))
		self.supervising_area = station.area
		self.responsible_officer = self.responsible_officer or station.head

	def check_operator(self):
		"""Its staff read what the station found and answer orders: that is never the station itself."""
		if self.agency and frappe.db.get_value("Agency", self.agency, "agency_type") == POLICE_STATION:
			self.refuse(_("The operating unit is the business that runs the venue, not the police station."))

	def check_officer_in_charge(self):
		"""Only who is named anew must be in office: a venue can still be saved after an officer has left."""
		if not self.responsible_officer or not (
			has_changed(self, "responsible_officer") or has_changed(self, "supervising_agency")
		):
			return
		officer = frappe.db.get_value("Officer", self.responsible_officer, ["agency", "status"], as_dict=True)
		if not officer or officer.agency != self.supervising_agency or officer.status != "Active":
			self.refuse(
				_("The officer in charge must be an officer in office of the supervising police station.")
			)

	def check_credit_code(self):
		if not self.credit_code:
			return
		try:
			self.credit_code = parse_credit_code(self.credit_code)
		except InvalidCreditCode:
			self.refuse(
				_(
					"The unified social credit code is wrong: 18 characters, the last one is a check character."
				)
			)

	def check_position(self):
		if abs(self.latitude or 0) > 90 or abs(self.longitude or 0) > 180:
			self.refuse(_("The position is not on earth. Take it again or leave it blank."))

	def note_status(self):
		if has_changed(self, "status") and not has_changed(self, "status_on"):
			self.status_on = today()
		self.listed_on = self.listed_on or today()
		refuse_future(self, "status_on", "listed_on")

	def note_officer_in_charge(self):
		"""Who answered for the venue on which day is kept for good (R61): rows are only closed and added."""
		before = self.get_doc_before_save()
		# A client's rows are not believed: the stored ones are taken up again.
		self.set("supervisors", [row.as_dict() for row in before.supervisors] if before else [])
		if not self.responsible_officer or not has_changed(self, "responsible_officer"):
			return
		since = self.responsible_since if has_changed(self, "responsible_since") else None
		self.responsible_since = since or (today() if before else self.listed_on)
		refuse_future(self, "responsible_since")
		self.close_last_term()
		self.append("supervisors", {"officer": self.responsible_officer, "from_date": self.responsible_since})

	def close_last_term(self):
		last = self.supervisors[-1] if self.supervisors else None
		if not last:
			return
		if getdate(self.responsible_since) < getdate(last.from_date):
			self.refuse(_("The new officer cannot have been in charge before the one before."))
		if getdate(self.responsible_since) == getdate(last.from_date):
			self.supervisors.remove(last)
		else:
			last.to_date = add_days(self.responsible_since, -1)

	def take_scope_of_type(self):
		"""A new venue, or one of another type, begins with what the type says; an office may then decide otherwise."""
		if self.is_new() or has_changed(self, "venue_type"):
			facts = frappe.db.get_value("Venue Type", self.venue_type, ["category", "in_scope"], as_dict=True)
			self.category, self.in_scope = facts.category, facts.in_scope

	def refuse(self, message: str):
		frappe.throw(message, exc=InvalidVenue, title=_("Venue"))


def on_doctype_update() -> None:
	frappe.db.add_index("Venue", ["status", "in_scope"])
