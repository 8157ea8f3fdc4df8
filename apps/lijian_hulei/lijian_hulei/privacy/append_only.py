"""Documents that are written once: logs and histories."""

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.records.changes import has_changed


class AppendOnlyError(frappe.ValidationError):
	"""Somebody tried to change or delete a record that is only ever added to."""


class AppendOnlyDocument(Document):
	"""Refuses every change and deletion through the ORM, Administrator's too. A mistake is put right by a new record.

	A subclass that lets single fields change later (a confirmation) names them in `changeable`.
	"""

	changeable: tuple[str, ...] = ()

	def before_validate(self) -> None:
		before = self.get_doc_before_save()
		if self.is_new() or not before:
			return
		fixed = [
			field.fieldname for field in self.meta.get("fields") if field.fieldname not in self.changeable
		]
		if not self.changeable or any(has_changed(self, field) for field in fixed):
			self.refuse_change()

	def db_set(self, fieldname, value=None, *args, **kwargs):
		names = fieldname if isinstance(fieldname, dict) else {fieldname: value}
		if set(names) - set(self.changeable):
			self.refuse_change()
		return super().db_set(fieldname, value, *args, **kwargs)

	def on_trash(self) -> None:
		self.refuse_change()

	def after_delete(self) -> None:
		"""Also when the deletion skipped on_trash: the error undoes the transaction."""
		self.refuse_change()

	def before_rename(self, *args) -> None:
		self.refuse_change()

	def refuse_change(self) -> None:
		frappe.throw(
			_("Records of {0} are only added to, never changed or deleted.").format(_(self.doctype)),
			exc=AppendOnlyError,
			title=_("Cannot Be Changed"),
		)
