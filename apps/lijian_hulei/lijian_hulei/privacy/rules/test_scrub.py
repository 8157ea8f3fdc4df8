from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.privacy.rules.scrub import scrub

AROUND = st.text(st.characters(categories=("L", "P", "Z")), max_size=10)


class TestScrub(TestCase):
	def test_table(self):
		for text, clean in (
			('{"id_number": "11010519491231002X"}', '{"id_number": "110105***********X"}'),
			("phone=13800138000,", "phone=138******00,"),
			("", ""),
			(None, ""),
			("line 12345, in save", "line 12345, in save"),
			("MIN-00000001 at 2024-05-21 11:26:00.123456", "MIN-00000001 at 2024-05-21 11:26:00.123456"),
			("0x138001380001", "0x138001380001"),
		):
			with self.subTest(text):
				self.assertEqual(scrub(text), clean)

	@given(AROUND, st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 999), AROUND)
	def test_no_identity_number_survives(self, before, birth_date, sequence, after):
		number = make_identity_number("431222", birth_date, sequence)
		self.assertNotIn(number, scrub(f"{before}{number}{after}"))
