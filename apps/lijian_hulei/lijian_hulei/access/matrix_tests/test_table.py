"""The table (access/matrix.csv), the DocTypes' files, the page of the docs and the site say the same."""

import frappe

from lijian_hulei.access import matrix, matrix_page
from lijian_hulei.access.registry import REGISTRY, UNSCOPED
from lijian_hulei.access.roles import ROLES
from lijian_hulei.testing.base import HuleiTestCase


class TestTable(HuleiTestCase):
	def test_the_files_say_what_the_table_says(self):
		self.assertEqual(matrix.differing(), [])

	def test_the_page_says_what_the_table_says(self):
		page = matrix.APP.parents[2] / "docs" / "access.md"
		if page.exists():  # the app may be installed without the repository around it
			self.assertEqual(page.read_text(encoding="utf-8"), matrix_page.page())

	def test_the_site_says_what_the_table_says(self):
		grants = matrix.load()
		for doctype in matrix.doctype_files():
			stated = {
				(row.role, row.permlevel, frozenset(right for right in matrix.RIGHTS if row.get(right)))
				for row in frappe.get_meta(doctype).permissions
			}
			listed = {(grant.role, grant.level, grant.rights) for grant in grants.get(doctype, [])}
			with self.subTest(doctype):
				self.assertEqual(stated, listed)

	def test_only_roles_of_ours_and_every_doctype_has_its_place(self):
		known = {*ROLES, "System Manager"}
		for doctype, grants in matrix.load().items():
			with self.subTest(doctype):
				self.assertLessEqual({grant.role for grant in grants}, known)
				self.assertTrue(doctype in REGISTRY or doctype in UNSCOPED)

	def test_nobody_deletes_records_of_the_work(self):
		deleting = {
			(grant.doctype, grant.role)
			for grants in matrix.load().values()
			for grant in grants
			if "delete" in grant.rights and grant.role != "System Manager"
		}
		self.assertEqual(deleting, set())
