import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from lijian_hulei.organisation import accounts
from lijian_hulei.privacy.services import seal_fields, store_sealed


class WrongOfficer(frappe.ValidationError):
	"""The officer's dates or places do not fit."""


class Officer(Document):
	"""A person with a post. Saving it gives or takes access; nothing else does."""

	def validate(self) -> None:
		self.check_dates()
		self.check_further_areas()
		self.set_status()
		seal_fields(self)
		accounts.check_login(self)

	def on_update(self) -> None:
		store_sealed(self)
		accounts.apply(self)

	def on_trash(self) -> None:
		accounts.close(self)

	def check_dates(self) -> None:
		if self.left_on and getdate(self.left_on) < getdate(self.started_on):
			frappe.throw(_("Left On lies before Started On."), exc=WrongOfficer, title=_("Dates Do Not Fit"))

	def check_further_areas(self) -> None:
		areas = [self.area, *(row.area for row in self.further_areas)]
		if len(areas) != len(set(areas)):
			frappe.throw(
				_("An area is named twice. Further areas are those besides the main one."),
				exc=WrongOfficer,
				title=_("Area Named Twice"),
			)

	def set_status(self) -> None:
		self.status = "Left" if self.left_on and getdate(self.left_on) <= getdate() else "Active"
