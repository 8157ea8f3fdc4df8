import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from lijian_hulei.organisation import accounts
from lijian_hulei.privacy.services import seal_fields, store_sealed


class WrongOfficer(frappe.ValidationError):
	"""The officer's dates or places do not fit."""


class NotForThisPost(frappe.ValidationError):
	"""A tick that this post may not have."""


class Officer(Document):
	"""A person with a post. Saving it gives or takes access; nothing else does."""

	def validate(self) -> None:
		self.check_dates()
		self.check_further_areas()
		self.check_register()
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

	def check_register(self) -> None:
		"""Plan part 2(1)3 and ambiguity A16: besides the police only named officers of the governance office."""
		if self.knows_restricted_register and not accounts.may_know_register(self.position):
			frappe.throw(
				_("{0} is only for officers of the governance office. Please untick it.").format(
					frappe.bold(_(self.meta.get_label("knows_restricted_register")))
				),
				exc=NotForThisPost,
				title=_("Not For This Post"),
			)

	def set_status(self) -> None:
		self.status = "Left" if self.left_on and getdate(self.left_on) <= getdate() else "Active"
