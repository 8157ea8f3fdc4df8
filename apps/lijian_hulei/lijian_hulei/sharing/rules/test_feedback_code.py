import random
import unittest

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.sharing.rules.feedback_code import LENGTH, make_code, read_code, shown


class TestFeedbackCode(unittest.TestCase):
	@given(st.randoms(use_true_random=False))
	def test_what_is_shown_is_read_back(self, chance: random.Random):
		code = make_code(chance.choice)
		self.assertEqual(len(code), LENGTH)
		for typed in (shown(code), shown(code).lower(), f" {code} ", shown(code).replace("-", " ")):
			self.assertEqual(read_code(typed), code)

	@given(st.text(max_size=80))
	def test_anything_else_is_no_code_or_a_whole_one(self, text):
		code = read_code(text)
		self.assertTrue(code is None or len(code) == LENGTH)

	def test_wrong_ones(self):
		for text in ("", "ABCD", "0000-0000-0000", "ABCD-EFGH-JKM!", None):
			self.assertIsNone(read_code(text))
