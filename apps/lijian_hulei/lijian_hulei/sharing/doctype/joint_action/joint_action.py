import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, today

from lijian_hulei.records.checks import Incomplete, out_of_order, refuse_disorder, require
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.sharing.services.deidentify import refuse_identifying

FIGURES = ("people_taking_part", "places_checked", "problems_found", "problems_solved")


class JointAction(Document):
	"""Several agencies act together: the team, the plan, the operation and its summary (plan part 3(2)3, R47)."""

	def validate(self):
		refuse_disorder(self, "starts_on", "ends_on")
		self.check_members()
		self.check_figures()
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		if getdate(self.ends_on) > getdate():
			out_of_order(_("The operation is not over yet. Submit it with its summary afterwards."))
		require(self, "summary", step=_("Submit"))
		if len({row.agency for row in self.members} | {self.lead_agency}) < 2:
			self.refuse(_("A joint action needs at least one agency besides the one that leads."))
		refuse_identifying(self, "title", "summary", area=self.area)
		self.summarised_on = today()

	def check_members(self):
		pairs = [(row.agency, row.officer) for row in self.members]
		if len(pairs) != len(set(pairs)):
			self.refuse(_("A member of the team is listed twice."))

	def check_figures(self):
		if any(cint(self.get(field)) < 0 for field in FIGURES):
			self.refuse(_("Figures of the summary cannot be below zero."))
		if cint(self.problems_solved) > cint(self.problems_found):
			self.refuse(_("More problems were solved than found. Please check the figures."))

	def refuse(self, message: str):
		frappe.throw(message, exc=Incomplete, title=_("Joint Action"))
