import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.access.roles import POSITION_ROLES
from lijian_hulei.organisation.services import check_code, sync_position


class RoleNotForPositions(frappe.PermissionError):
	"""A position was given a role that no post may have."""


class Position(Document):
	"""A post and its roles: the only way by which an officer comes to roles."""

	def validate(self) -> None:
		check_code(self)
		self.check_roles()

	def on_update(self) -> None:
		if self.roles_or_scope_changed():
			sync_position(self.name)

	def check_roles(self) -> None:
		seen = set()
		for row in self.roles:
			if row.role not in POSITION_ROLES:
				frappe.throw(
					_("Row {0}: the role {1} cannot be given through a position.").format(
						row.idx, _(row.role)
					),
					exc=RoleNotForPositions,
					title=_("Role Not Allowed"),
				)
			if row.role in seen:
				frappe.throw(
					_("Row {0}: the role {1} is there twice.").format(row.idx, _(row.role)),
					title=_("Twice the Same Role"),
				)
			seen.add(row.role)

	def roles_or_scope_changed(self) -> bool:
		before = self.get_doc_before_save()
		if not before:
			return False
		return before.scope != self.scope or {row.role for row in before.roles} != {
			row.role for row in self.roles
		}
