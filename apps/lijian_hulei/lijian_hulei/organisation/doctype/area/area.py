import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet

from lijian_hulei.access import scope
from lijian_hulei.kernel.division import GRID, InvalidDivisionCode, parse_division_code


class WrongDivision(frappe.ValidationError):
	"""The code is none, or the area hangs at the wrong place of the tree."""


class Area(NestedSet):
	"""A division from province to grid. Its code says its level and its place; nothing else may."""

	nsm_parent_field = "parent_area"

	def autoname(self) -> None:
		self.code = self.division().code
		self.name = self.code

	def validate(self) -> None:
		self.set_level_from_code()
		self.set_parent_from_code()
		self.check_parent()

	def on_update(self) -> None:
		super().on_update()
		forget_tree()

	def on_trash(self) -> None:
		super().on_trash()
		forget_tree()

	def set_level_from_code(self) -> None:
		self.level = self.division().level
		self.is_group = int(self.level != GRID)

	def set_parent_from_code(self) -> None:
		expected = self.division().parent
		if not self.parent_area and expected and frappe.db.exists("Area", expected):
			self.parent_area = expected

	def check_parent(self) -> None:
		expected = self.division().parent
		if self.parent_area and self.parent_area != expected:
			frappe.throw(
				_(
					"The code {0} belongs below {1}, not below {2}. Please correct the code or the higher area."
				).format(self.code, expected or _("nothing"), self.parent_area),
				exc=WrongDivision,
				title=_("Wrong Place in the Tree"),
			)

	def division(self):
		try:
			return parse_division_code(self.code)
		except InvalidDivisionCode:
			frappe.throw(
				_(
					"{0} is no division code. It has twelve digits (a grid fifteen), and zeros stand only at its end."
				).format(self.code or ""),
				exc=WrongDivision,
				title=_("Wrong Division Code"),
			)


def forget_tree() -> None:
	"""What is derived from the tree and kept: the limits in this request and everybody's user permissions."""
	scope.forget()
	frappe.cache.delete_key("user_permissions")
