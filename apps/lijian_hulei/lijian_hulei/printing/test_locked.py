"""A locked PDF: closed to other passwords, and to copying and changing for who has the right one."""

import unittest
from io import BytesIO

from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions as Permissions

from lijian_hulei.printing.locked import locked

PASSWORD = "Tuanjie-2026-yuan"


class TestLocked(unittest.TestCase):
	def setUp(self) -> None:
		writer = PdfWriter()
		writer.add_blank_page(200, 200)
		self.reader = PdfReader(BytesIO(locked(writer, PASSWORD)))

	def test_only_the_password_opens_it(self):
		self.assertTrue(self.reader.is_encrypted)
		for wrong in ("", "wrong", PASSWORD.lower()):
			self.assertEqual(self.reader.decrypt(wrong), PasswordType.NOT_DECRYPTED)
		self.assertEqual(self.reader.decrypt(PASSWORD), PasswordType.USER_PASSWORD)
		self.assertEqual(len(self.reader.pages), 1)

	def test_it_may_be_printed_and_nothing_else(self):
		allowed = self.reader.trailer["/Encrypt"]["/P"]
		self.assertTrue(allowed & Permissions.PRINT)
		for deed in (Permissions.MODIFY, Permissions.EXTRACT, Permissions.ADD_OR_MODIFY):
			self.assertFalse(allowed & deed, deed)
