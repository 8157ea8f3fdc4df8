import frappe
from frappe import _
from frappe.model.document import Document


class InvalidKind(frappe.ValidationError):
	"""A kind whose activities could never count; the message says why."""


class ActivityKind(Document):
	"""One kind of education activity, among them the six items (R22). Editable without code."""

	def validate(self):
		self.check_six_items()
		self.check_reminder()

	def check_six_items(self):
		if self.in_six_items and self.place_kind != "School":
			frappe.throw(
				_("The six items are held at schools: set Belongs To to School."),
				exc=InvalidKind,
				title=_("Kind Cannot Be Saved"),
			)

	def check_reminder(self):
		if self.reminder and self.place_kind == "Unit":
			frappe.throw(
				_("The school calendar sets tasks for schools and villages only."),
				exc=InvalidKind,
				title=_("Kind Cannot Be Saved"),
			)
