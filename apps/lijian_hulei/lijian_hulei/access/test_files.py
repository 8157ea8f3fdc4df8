"""Files: who may open one, and that a private one stays private whichever way it is attached."""

from pathlib import Path

import frappe
from frappe.core.doctype.file.utils import attach_files_to_document

from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestFiles(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.officer = make.make_officer("village_cadre", area=cls.village)
		cls.minor = make.make_minor(area=cls.village).name

	def upload(self, **values) -> "frappe.model.document.Document":
		name = f"{frappe.generate_hash(length=8)}.txt"
		file = {"doctype": "File", "file_name": name, "content": name, "is_private": 1, **values}
		return frappe.get_doc(file).insert(ignore_permissions=True)

	def may_download(self, file: str, user: str) -> bool:
		"""As frappe.utils.response.download_private_file asks."""
		with self.user(user):
			row = frappe.get_all("File", filters={"name": file}, fields="*")[0]
			return frappe.get_doc(doctype="File", **row).is_downloadable()

	def test_who_uploaded_a_file_opens_it_as_long_as_its_record_is_theirs(self):
		with self.user(self.officer.user):
			file = self.upload(attached_to_doctype="Minor", attached_to_name=self.minor)
		self.assertEqual(file.owner, self.officer.user)
		self.assertTrue(self.may_download(file.name, self.officer.user))
		frappe.db.set_value("Minor", self.minor, "area", make.make_area().name)
		self.assertFalse(self.may_download(file.name, self.officer.user))

	def test_an_upload_that_hangs_on_nothing_yet_is_its_owners(self):
		with self.user(self.officer.user):
			file = self.upload()
		self.assertTrue(self.may_download(file.name, self.officer.user))
		self.assertFalse(
			self.may_download(file.name, make.make_officer("village_cadre", area=self.village).user)
		)

	def test_an_upload_into_a_form_not_saved_yet_is_its_owners(self):
		"""The same picture may hang there and, attached by somebody else, elsewhere: neither stops the other."""
		other = make.make_officer("village_cadre", area=self.village)
		with self.user(self.officer.user):
			file = self.upload(attached_to_doctype="Visit", attached_to_name="new-visit-1")
		for user, may in ((self.officer.user, True), (other.user, False)):
			with self.user(user):
				self.assertEqual(bool(frappe.has_permission("File", "read", doc=file)), may)

	def test_public_files_stay_open(self):
		self.assertTrue(self.may_download(self.upload(is_private=0).name, self.officer.user))

	def test_an_attach_field_makes_no_public_copy_of_a_private_upload(self):
		file = self.upload(
			attached_to_doctype="User", attached_to_name="Administrator", attached_to_field="bio"
		)
		user = frappe.get_doc("User", self.officer.user)
		user.user_image = file.file_url
		attach_files_to_document(user, "on_update")
		made = frappe.get_all(
			"File",
			filters={
				"attached_to_doctype": "User",
				"attached_to_name": user.name,
				"attached_to_field": "user_image",
			},
			fields=["is_private", "file_url"],
		)
		self.assertEqual([(row.is_private, row.file_url) for row in made], [(1, file.file_url)])
		public = Path(frappe.get_site_path("public", "files"))
		self.assertEqual(list(public.glob(f"{Path(file.file_name).stem}*")), [])
