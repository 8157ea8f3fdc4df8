import re

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.access.roles import POSITION_ROLES, SYSTEM_STEWARD
from lijian_hulei.customising.limits import is_ours
from lijian_hulei.customising.services.record_type import doctype_name, fieldnames, put_in_place

LETTERS = re.compile(r"^[A-Z]{2,8}$")


class WrongRecordType(frappe.ValidationError):
	"""The record type cannot be made as it is described; the message names the row."""


class RecordType(Document):
	"""A kind of record that staff describe in the desk: fields, who may enter, and nothing to program.

	Saving makes the DocType or adds to it. What has been entered is never lost: a field that is taken out of the
	description is hidden, not removed.
	"""

	def validate(self):
		self.check_name()
		self.check_fields()
		self.check_roles()
		self.keep_fields()

	def on_update(self):
		put_in_place(self)

	def on_trash(self):
		if not frappe.db.exists("DocType", self.doctype_name):
			return
		if frappe.db.count(self.doctype_name):
			self.refuse(_("There are records of this type. It can no longer be deleted."))
		# Whoever may delete the description takes its empty table along.
		frappe.delete_doc("DocType", self.doctype_name, ignore_permissions=True, force=True)

	def check_name(self):
		self.title = (self.title or "").strip()
		if self.is_new():
			self.doctype_name = doctype_name(self.title)
			if frappe.db.exists("DocType", {"name": ("in", (self.title, self.doctype_name))}):
				self.refuse(_("There is a record type of this name already."))
		if not LETTERS.match(self.numbering or ""):
			self.refuse(_("The letters of the number are two to eight capital letters."))
		if frappe.db.get_value("Module Def", self.module, "app_name") != "lijian_hulei":
			self.refuse(_("Choose a module of this app."))

	def check_fields(self):
		labels = [row.label.strip() for row in self.fields_wanted]
		repeated = next((label for label in labels if labels.count(label) > 1), None)
		if repeated:
			self.refuse(_("Two fields are called {0}.").format(frappe.bold(repeated)))
		for row in self.fields_wanted:
			if row.fieldtype == "Select" and len((row.choices or "").split()) < 2:
				self.refuse(_("Row {0}: name at least two choices, one on each line.").format(row.idx))
			if row.fieldtype == "Link" and not is_ours(row.link_to):
				self.refuse(_("Row {0}: choose a kind of record of this app.").format(row.idx))
		for row, fieldname in zip(self.fields_wanted, fieldnames(labels, self.known()), strict=True):
			row.fieldname = row.fieldname or fieldname

	def known(self) -> dict[str, str]:
		"""What fields were called inside when they were made, by label."""
		before = self.get_doc_before_save()
		return {row.label.strip(): row.fieldname for row in before.fields_wanted} if before else {}

	def check_roles(self):
		for row in self.roles:
			if row.role not in POSITION_ROLES or row.role == SYSTEM_STEWARD:
				self.refuse(_("Row {0}: choose a role that a post in the town has.").format(row.idx))

	def keep_fields(self):
		before = self.get_doc_before_save()
		for row in before.fields_wanted if before else ():
			now = next((kept for kept in self.fields_wanted if kept.fieldname == row.fieldname), None)
			if now and now.fieldtype != row.fieldtype:
				self.refuse(
					_("Row {0}: how a field is filled in cannot change. Add another field.").format(now.idx)
				)

	def refuse(self, reason: str):
		frappe.throw(reason, exc=WrongRecordType, title=_("Record Type"))
