"""A roster file on its way into the ledger: who uploads what for which place, and what came of it."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.access.roles import GOVERNANCE_OFFICE, PROTECTION_OFFICE, SCHOOL_OFFICER
from lijian_hulei.access.scope import user_scope
from lijian_hulei.importing.columns import SCHOOL_ROSTER, VILLAGE_LEDGER
from lijian_hulei.importing.progress import AT_WORK, DONE, DRAFT
from lijian_hulei.organisation.services import township_of
from lijian_hulei.records.changes import has_changed

OFFICES = frozenset({PROTECTION_OFFICE, GOVERNANCE_OFFICE})
ALLOWED_TYPES = (".xlsx", ".csv")
RESULTS = {
	"status": DRAFT,
	"percent": 0,
	"failure": None,
	"started_at": None,
	"started_by": None,
	"finished_at": None,
	"cursor": 0,
	"total_rows": 0,
	"good_rows": 0,
	"error_rows": 0,
	"created": 0,
	"updated": 0,
	"unchanged": 0,
	"error_file": None,
	"preview": None,
}


class RosterImportError(frappe.ValidationError):
	"""A roster import that may not be set up like this, or no longer be changed."""


class RosterImport(Document):
	def validate(self) -> None:
		self.keep_results()
		self.refuse_changes_once_started()
		self.place_by_kind()
		self.check_kind_is_the_users()
		self.check_file()

	def keep_results(self) -> None:
		"""Results are written by the jobs alone; a new file means a new start."""
		before = self.get_doc_before_save()
		fresh = before is None or before.file != self.file or bool(before.overwrite) != bool(self.overwrite)
		for fieldname, empty in RESULTS.items():
			self.set(fieldname, empty if fresh else before.get(fieldname))

	def refuse_changes_once_started(self) -> None:
		before = self.get_doc_before_save()
		if not before or before.status not in (*AT_WORK, DONE):
			return
		if any(has_changed(self, fieldname) for fieldname in ("kind", "area", "agency", "file", "overwrite")):
			frappe.throw(
				_("This import is running or done. Make a new one for another file or another place."),
				exc=RosterImportError,
				title=_("Cannot Be Changed"),
			)

	def place_by_kind(self) -> None:
		"""A school's file belongs to the school and its township, a village's to the village: neither sees the other's."""
		if self.kind == VILLAGE_LEDGER:
			self.agency = None
			return
		if not self.agency:
			own = [name for name in user_scope().agencies if _is_school(name)]
			self.agency = own[0] if len(own) == 1 else None
		if self.agency:
			self.area = township_of(frappe.db.get_value("Agency", self.agency, "area"))

	def check_kind_is_the_users(self) -> None:
		if not self.is_new() and not has_changed(self, "agency") and not has_changed(self, "area"):
			return
		if self.kind == SCHOOL_ROSTER:
			self._check_school()
		elif not self.area:
			self._refuse(_("Choose the area whose minors the file lists."), _("Area Missing"))
		elif not frappe.has_permission("Minor", "create"):
			self._refuse(
				_("Your post does not keep the ledger. A school uploads a School Roster instead."),
				_("Not Permitted"),
			)

	def _check_school(self) -> None:
		if not self.agency or not _is_school(self.agency):
			self._refuse(_("Choose the school whose pupils the file lists."), _("School Missing"))
		roles, scope = set(frappe.get_roles()), user_scope()
		own = SCHOOL_OFFICER in roles and self.agency in scope.agencies
		if not (own or scope.unlimited or roles & OFFICES):
			self._refuse(
				_("A school's roster is uploaded by the school itself or by the Protection Office."),
				_("Not Permitted"),
			)

	def check_file(self) -> None:
		"""Only a private file that this user uploaded, or that already hangs here: a URL alone proves nothing."""
		if not self.file:
			return
		if not self.file.lower().endswith(ALLOWED_TYPES):
			self._refuse(_("Upload an .xlsx or .csv file."), _("Wrong File Type"))
		if not self.file.startswith("/private/files/"):
			self._refuse(
				_("The file must be private. Upload it again with the private mark set."), _("File Is Public")
			)
		if not self._own_file():
			self._refuse(
				_("Upload the file here. A file of another record cannot be used."), _("Not Permitted")
			)

	def on_update(self) -> None:
		self.claim_file()

	def claim_file(self) -> None:
		"""Ties the upload to this record's field. Otherwise Frappe would attach a copy, and a public one (File.save_file)."""
		if self.file and has_changed(self, "file"):
			frappe.db.set_value(
				"File",
				self._own_file(),
				{
					"attached_to_doctype": self.doctype,
					"attached_to_name": self.name,
					"attached_to_field": "file",
				},
			)

	def _own_file(self) -> str | None:
		"""The File of this URL that hangs here, or that this user uploaded and that hangs nowhere yet."""
		# No permission filter: the question is exactly whose file this is.
		rows = frappe.get_all(
			"File",
			filters={"file_url": self.file},
			fields=["name", "owner", "attached_to_doctype", "attached_to_name"],
			order_by="creation desc",
		)
		here = [
			row.name
			for row in rows
			if (row.attached_to_doctype, row.attached_to_name) == (self.doctype, self.name)
		]
		loose = [row.name for row in rows if row.owner == frappe.session.user and _hangs_nowhere(row)]
		return next(iter(here + loose), None)

	def _refuse(self, sentence: str, title: str) -> None:
		frappe.throw(sentence, exc=RosterImportError, title=title)


def _is_school(agency: str) -> bool:
	agency_type = frappe.db.get_value("Agency", agency, "agency_type")
	return bool(agency_type and frappe.db.get_value("Agency Type", agency_type, "is_school"))


def _hangs_nowhere(file: frappe._dict) -> bool:
	"""Not attached, or attached to a form that was not saved yet."""
	return not file.attached_to_name or str(file.attached_to_name).startswith("new-")
