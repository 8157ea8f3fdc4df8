import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.checks import Incomplete, refuse_future, refuse_out_of_post, require
from lijian_hulei.sharing.services.people import acting_agency, acting_officer


class OpinionPatrol(Document):
	"""A look at what is said in public about minors: where, how much, and what was found (plan part 3(4), R54)."""

	def before_validate(self):
		if self.is_new():
			self.agency = self.agency or acting_agency()
			self.officer = self.officer or acting_officer()

	def validate(self):
		self.area = frappe.db.get_value("Agency", self.agency, "area")
		self.township = township_of(self.area) or self.area
		refuse_future(self, "patrol_date")
		refuse_out_of_post([self.officer], self.patrol_date)
		self.check_result()

	def check_result(self):
		found = self.result == "Clues Found"
		if found:
			require(self, "measures", step=_("Clues Found"))
		if found != bool(cint(self.clues_found)):
			frappe.throw(
				_("The number of clues does not fit the result of the patrol."),
				exc=Incomplete,
				title=_("Opinion Patrol"),
			)
