import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from lijian_hulei.campus.services.agencies import TAUGHT, facts_of, refuse_other_types
from lijian_hulei.records.checks import refuse_disorder, require


class AppointedAlready(frappe.ValidationError):
	"""The same person already holds this post at the school in that time."""


class LegalVicePrincipal(Document):
	"""Who is a school's vice principal for law, from when to when (plan part 2(1)4, R26)."""

	def validate(self):
		refuse_other_types(self, "school", TAUGHT)
		self.take_area()
		refuse_disorder(self, "from_date", "to_date")
		self.check_end()
		self.check_not_twice()

	def take_area(self):
		self.area = facts_of(self.school).get("area")

	def check_end(self):
		if self.to_date and getdate(self.to_date) < getdate():
			require(self, "end_reason", step=_("End of the Appointment"))

	def check_not_twice(self):
		others = frappe.get_all(  # no permission filter: whether the post is taken, at the user's own school
			"Legal Vice Principal",
			{"school": self.school, "person_name": self.person_name, "name": ("!=", self.name or "")},
			["name", "from_date", "to_date"],
		)
		end = getdate(self.to_date) if self.to_date else None
		for other in others:
			begins_after = end and other.from_date > end
			ended_before = other.to_date and other.to_date < getdate(self.from_date)
			if not begins_after and not ended_before:
				frappe.throw(
					_(
						"This person already holds the post at the school: {0}. End that appointment first."
					).format(other.name),
					exc=AppointedAlready,
					title=_("Already Appointed"),
				)
