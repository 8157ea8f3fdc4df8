from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.mask import is_masked, mask_identity_number, mask_name, mask_phone, mask_text

MASKS = (mask_identity_number, mask_phone, mask_name, mask_text)
WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=40)


class TestMask(TestCase):
	def test_table(self):
		for mask, text, shown in (
			(mask_identity_number, "11010519491231002X", "110105***********X"),
			(mask_identity_number, "", ""),
			(mask_identity_number, None, ""),
			(mask_identity_number, "12345", "*****"),
			(mask_phone, "13800138000", "138******00"),
			(mask_phone, "07454222222", "074******22"),
			(mask_phone, "12", "**"),
			(mask_name, "王小明", "王**"),
			(mask_name, "王明", "王**"),
			(mask_name, "欧阳小明", "欧***"),
			(mask_text, "some address", "******"),
			(mask_text, "  ", ""),
		):
			with self.subTest(mask=mask.__name__, shown=shown):
				self.assertEqual(mask(text), shown)

	def test_recognised(self):
		for text, expected in (
			("110105***********X", True),
			("**", True),
			("王*", True),
			("", False),
			(None, False),
			("13800138000", False),
			("5*3", False),
		):
			with self.subTest(text):
				self.assertIs(is_masked(text), expected)

	@given(st.sampled_from(MASKS), WORDS)
	def test_every_mask_is_recognised_and_stable(self, mask, text):
		shown = mask(text)
		self.assertTrue(is_masked(shown))
		self.assertTrue(is_masked(mask(shown)))

	@given(st.sampled_from(MASKS[:2]), WORDS)
	def test_at_least_four_characters_or_everything_is_covered(self, mask, text):
		self.assertGreaterEqual(mask(text).count("*"), min(4, len(text)))
