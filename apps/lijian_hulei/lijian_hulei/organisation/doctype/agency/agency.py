import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.kernel.credit_code import InvalidCreditCode, parse_credit_code


class WrongCreditCode(frappe.ValidationError):
	"""The unified social credit code is wrong or another agency has it."""


class Agency(Document):
	"""An office, school, station or other unit with duties under the plan."""

	def before_insert(self) -> None:
		"""A school or hospital is a unit in close contact with minors by its kind; others may be ticked."""
		if frappe.db.get_value("Agency Type", self.agency_type, "is_close_contact_unit"):
			self.is_close_contact_unit = 1

	def validate(self) -> None:
		self.check_credit_code()
		self.check_head()

	def check_credit_code(self) -> None:
		if not self.credit_code:
			return
		try:
			self.credit_code = parse_credit_code(self.credit_code)
		except InvalidCreditCode as error:
			frappe.throw(credit_code_message(error.reason), exc=WrongCreditCode, title=_("Wrong Credit Code"))
		other = frappe.db.get_value("Agency", {"credit_code": self.credit_code, "name": ("!=", self.name)})
		if other:
			frappe.throw(
				_("The agency {0} already has this credit code.").format(other),
				exc=WrongCreditCode,
				title=_("Wrong Credit Code"),
			)

	def check_head(self) -> None:
		if self.head and frappe.db.get_value("Officer", self.head, "agency") != self.name:
			frappe.throw(
				_("The head must be an officer of this agency."),
				exc=frappe.ValidationError,
				title=_("Wrong Head"),
			)


def credit_code_message(reason: str) -> str:
	return {
		"length": _("A unified social credit code has eighteen characters."),
		"characters": _(
			"A unified social credit code has only digits and capital letters without I, O, S, V and Z."
		),
		"check": _(
			"The last character of the credit code does not fit the others: please compare it with the document."
		),
	}[reason]
