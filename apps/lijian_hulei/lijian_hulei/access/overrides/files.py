"""Frappe's File with its two doors closed: `override_doctype_class` in hooks.py."""

import frappe
from frappe.core.doctype.file.file import File

PRIVATE = "/private/"


class LimitedFile(File):
	"""Two answers of File that no other hook reaches; everything else is Frappe's."""

	def before_insert(self) -> None:
		"""A record made for a private address is private from its first moment.

		Frappe's attach_files_to_document makes one without saying so, and its before_insert, which runs before any
		hook of an app, would write a public copy.
		"""
		if (self.file_url or "").startswith(PRIVATE):
			self.is_private = 1
		super().before_insert()

	def is_downloadable(self) -> bool:
		"""Asks what lists and forms ask (access.files), not only who once uploaded it."""
		return bool(frappe.has_permission("File", "read", doc=self))
