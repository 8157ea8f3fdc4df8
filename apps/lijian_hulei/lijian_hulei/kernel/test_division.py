from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.division import InvalidDivisionCode, parse_division_code


class TestDivisionCode(TestCase):
	def test_levels_and_parents(self):
		for text, level, parent in (
			("430000000000", "Province", ""),
			("431200000000", "City", "430000000000"),
			("431222000000", "County", "431200000000"),
			("431222114000", "Township", "431222000000"),
			("431222114201", "Village", "431222114000"),
			("431222114201001", "Grid", "431222114201"),
			(" 4312 2211 4201 ", "Village", "431222114000"),
			("\uff1431222114201", "Village", "431222114000"),
		):
			with self.subTest(text):
				code = parse_division_code(text)
				self.assertEqual((code.level, code.parent), (level, parent))

	def test_refused(self):
		for text, reason in (
			("", "length"),
			(None, "length"),
			("431222", "length"),
			("43122211420100", "length"),
			("43122211420a", "characters"),
			("000000000000", "zeros"),
			("001222114201", "zeros"),
			("430022114201", "zeros"),
			("431200114201", "zeros"),
			("431222000201", "zeros"),
			("431222114000001", "zeros"),
			("431222114201000", "zeros"),
		):
			with self.subTest(text), self.assertRaises(InvalidDivisionCode) as caught:
				parse_division_code(text)
			self.assertEqual(caught.exception.reason, reason)

	@given(
		st.tuples(
			st.integers(1, 99),
			st.integers(1, 99),
			st.integers(1, 99),
			st.integers(1, 999),
			st.integers(1, 999),
		)
	)
	def test_every_village_hangs_under_four_divisions(self, parts):
		code = parse_division_code("{:02d}{:02d}{:02d}{:03d}{:03d}".format(*parts))
		levels = [code.level]
		while code.parent:
			code = parse_division_code(code.parent)
			levels.append(code.level)
		self.assertEqual(levels, ["Village", "Township", "County", "City", "Province"])

	@given(st.text(max_size=16))
	def test_any_text_is_read_or_refused(self, text):
		try:
			self.assertIn(len(parse_division_code(text).code), (12, 15))
		except InvalidDivisionCode:
			pass
