from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.credit_code import ALPHABET, InvalidCreditCode, make_credit_code, parse_credit_code

BODIES = st.text(ALPHABET, min_size=17, max_size=17)


class TestCreditCode(TestCase):
	def test_known_codes(self):
		for text in ("91350100M000100Y43", "91350100m000100y43", " 9135 0100M000100Y43"):
			with self.subTest(text):
				self.assertEqual(parse_credit_code(text), "91350100M000100Y43")

	def test_says_what_is_wrong(self):
		for text, reason in (
			("", "length"),
			(None, "length"),
			("91350100M000100Y4", "length"),
			("91350100I000100Y43", "characters"),
			("91350100O000100Y43", "characters"),
			("91350100M000100Y44", "check"),
		):
			with self.subTest(text), self.assertRaises(InvalidCreditCode) as caught:
				parse_credit_code(text)
			self.assertEqual(caught.exception.reason, reason)

	@given(BODIES)
	def test_reads_back_what_was_made(self, body):
		self.assertEqual(parse_credit_code(make_credit_code(body))[:17], body)

	@given(BODIES, st.integers(0, 16), st.integers(1, 30))
	def test_one_wrong_character_is_always_caught(self, body, place, shift):
		code = make_credit_code(body)
		other = ALPHABET[(ALPHABET.index(code[place]) + shift) % 31]
		with self.assertRaises(InvalidCreditCode):
			parse_credit_code(code[:place] + other + code[place + 1 :])

	def test_refuses_a_body_outside_the_alphabet(self):
		for body in ("", "I" * 17, "9" * 16):
			with self.subTest(body), self.assertRaises(InvalidCreditCode):
				make_credit_code(body)
