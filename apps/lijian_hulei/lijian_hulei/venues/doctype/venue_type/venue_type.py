import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code


class RepeatedItem(frappe.ValidationError):
	"""The checklist asks the same thing twice."""


class VenueType(Document):
	"""A kind of venue with what an inspector looks at (plan part 2(1)1, ambiguity A8)."""

	def validate(self):
		check_code(self)
		self.check_items()

	def check_items(self):
		items = [row.item.strip() for row in self.checklist]
		repeated = {item for item in items if items.count(item) > 1}
		if repeated:
			frappe.throw(
				_("The checklist names an item twice: {0}").format(repeated.pop()),
				exc=RepeatedItem,
				title=_("Item Named Twice"),
			)
