"""Every right of every role on the own and the foreign record of every DocType is the table's, and no more."""

from unittest.mock import patch

import frappe
from frappe.permissions import can_export
from frappe.www.printview import validate_print_permission

from lijian_hulei.access import prints
from lijian_hulei.access.roles import ROLES
from lijian_hulei.testing.matrix_world import REFUSALS, MatrixTestCase

WRITING = ("write", "create", "delete", "submit", "cancel", "amend")


class TestRights(MatrixTestCase):
	def test_every_right_on_every_record(self):
		"""Nothing is shared in this world (test_acts.py tries to), so Frappe need not look for shares at each refusal."""
		# Frappe shares each account with its own user
		self.assertFalse(frappe.db.count("DocShare", {"share_doctype": ("!=", "User")}))
		with patch.object(frappe.share, "get_shared", return_value=[]):
			for role in ROLES:
				for case in self.cases(role):
					self.try_rights(case)

	def try_rights(self, case) -> None:
		document = frappe.get_doc(case.doctype, case.name)
		for right in ("read", "print", "export", "report", *WRITING):
			with self.subTest(**case.words(right=right)):
				self.assertEqual(
					bool(frappe.has_permission(case.doctype, right, doc=document)), case.may(right)
				)
		with self.subTest(**case.words(right="share")):
			self.assertFalse(frappe.has_permission(case.doctype, "share"))
		with self.subTest(**case.words(right="print", way="print")):
			self.assertEqual(_prints(document), case.may("read") and case.may("print"))
		with self.subTest(**case.words(right="export", way="export")):
			self.assertEqual(bool(can_export(case.doctype)), "export" in case.rights)


def _prints(document) -> bool:
	"""As every print asks before it is made."""
	try:
		validate_print_permission(document)
		prints.check(document)
		return True
	except REFUSALS:
		return False
	finally:
		frappe.clear_messages()
