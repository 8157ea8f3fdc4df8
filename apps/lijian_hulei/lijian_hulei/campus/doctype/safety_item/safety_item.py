import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.campus.rules.inventory import NUMBER


class InvalidItem(frappe.ValidationError):
	"""An item that could never be answered; the message says why."""


class SafetyItem(Document):
	"""One line of the list of a school's defences (R04, R05). Editable without code."""

	def validate(self):
		self.check_minimum()

	def check_minimum(self):
		if self.answer_type != NUMBER:
			self.minimum = 0
		elif (self.minimum or 0) < 0:
			frappe.throw(
				_("The least number cannot be below zero."), exc=InvalidItem, title=_("Invalid Number")
			)
