from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.phone import InvalidPhone, normalise_phone


class TestPhone(TestCase):
	def test_accepted(self):
		for text, digits in (
			("13800138000", "13800138000"),
			("138 0013 8000", "13800138000"),
			("138-0013-8000", "13800138000"),
			("+86 138 0013 8000", "13800138000"),
			("008613800138000", "13800138000"),
			("8613800138000", "13800138000"),
			("\uff0b86\uff1138\uff0d00138000", "13800138000"),
			("0745-4222222", "07454222222"),
			("(010) 62222222", "01062222222"),
			("\uff080745\uff094222222", "07454222222"),
		):
			with self.subTest(text):
				self.assertEqual(normalise_phone(text), digits)

	def test_refused(self):
		for text in (
			"",
			None,
			"110",
			"12800138000",
			"1380013800",
			"138001380000",
			"4222222",
			"abc",
			"138x0138000",
		):
			with self.subTest(text), self.assertRaises(InvalidPhone):
				normalise_phone(text)

	def test_error_does_not_repeat_the_number(self):
		with self.assertRaises(InvalidPhone) as caught:
			normalise_phone("138001380001234")
		self.assertNotIn("1380", str(caught.exception))

	@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
	def test_normalising_twice_changes_nothing(self, text):
		self.assertEqual(normalise_phone(normalise_phone("+86-" + text)), text)
