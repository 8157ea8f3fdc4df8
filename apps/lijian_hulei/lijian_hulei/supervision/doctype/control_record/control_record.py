import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from lijian_hulei.access.guards import require_reach
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import (
	out_of_order,
	refuse_disorder,
	refuse_future,
	refuse_out_of_post,
	require,
)
from lijian_hulei.supervision.rules.control import NO_CHANGE, UNDER_CONTROL
from lijian_hulei.supervision.services.summaries import refresh_last_contact


class ControlRecord(Document):
	"""One contact with a person under control, by number (plan part 2(1)3, R19)."""

	def before_validate(self):
		"""Before Frappe asks for the limits: the area is the person's, whatever was sent."""
		self.take_person()
		self.officer = self.officer or officer_of(frappe.session.user)

	def validate(self):
		require_reach(self)
		self.check_control()
		refuse_future(self, "contact_date", "reported_on")
		refuse_disorder(self, "contact_date", "reported_on")
		refuse_out_of_post([self.officer] if self.officer else [], self.contact_date)

	def before_submit(self):
		if self.finding != NO_CHANGE:
			require(self, "reported_on", step=_("A change is reported to the station"))

	def on_submit(self):
		refresh_last_contact(self.person)

	def on_cancel(self):
		refresh_last_contact(self.person)

	def take_person(self):
		place = frappe.db.get_value("Restricted Person", self.person, ["area", "agency"])
		if place:
			self.area, self.agency = place

	def check_control(self):
		person = frappe.db.get_value(
			"Restricted Person", self.person, ["status", "control_from", "ended_on"], as_dict=True
		)
		day = getdate(self.contact_date)
		if person.status != UNDER_CONTROL and (not person.ended_on or day > person.ended_on):
			out_of_order(_("Control of {0} has ended; no contact is due.").format(self.person))
		if day < person.control_from:
			out_of_order(_("Control of {0} began later. Please check the contact date.").format(self.person))


def on_doctype_update() -> None:
	frappe.db.add_index("Control Record", ["person", "docstatus", "contact_date"])
	frappe.db.add_index("Control Record", ["area", "contact_date"])
