"""What leaves with an accountability file: an encrypted PDF."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from lijian_hulei.compliance.services.sealed_file import WeakPassword, check_password, seal
from lijian_hulei.testing.base import HuleiTestCase

PASSWORD = "Tuanjie-2026-yuan"


class TestSealing(HuleiTestCase):
	def test_r58_the_pdf_is_encrypted(self):
		writer = PdfWriter()
		writer.add_blank_page(200, 200)
		plain = BytesIO()
		writer.write(plain)
		sealed = seal(plain.getvalue(), plain.getvalue(), PASSWORD)
		reader = PdfReader(BytesIO(sealed))
		self.assertTrue(reader.is_encrypted)
		self.assertEqual(reader.decrypt("wrong"), 0)
		self.assertNotEqual(PdfReader(BytesIO(sealed)).decrypt(PASSWORD), 0)

	def test_r58_a_password_that_keeps_nothing_closed_is_refused(self):
		check_password(PASSWORD)
		for weak in ("short-A1", "alllettersonly", "1234567890123", "a" * 80):
			with self.assert_refused(WeakPassword):
				check_password(weak)
