from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.identity import (
	FEMALE,
	MALE,
	InvalidIdentityNumber,
	check_character,
	make_identity_number,
	parse_identity_number,
)

DAYS = st.dates(date(1850, 1, 1), date(2099, 12, 31))
DIVISIONS = st.integers(110000, 830000).map(str)
SEQUENCES = st.integers(0, 999)


class TestIdentityNumber(TestCase):
	def test_known_numbers(self):
		for text, birth_date, sex in (
			("11010519491231002X", date(1949, 12, 31), FEMALE),
			("11010519491231002x", date(1949, 12, 31), FEMALE),
			(" 110105 19491231 002X ", date(1949, 12, 31), FEMALE),
			("\uff11\uff11010519491231002\uff38", date(1949, 12, 31), FEMALE),
			(make_identity_number("431222", date(2012, 2, 29), 1), date(2012, 2, 29), MALE),
		):
			with self.subTest(text):
				number = parse_identity_number(text)
				self.assertEqual((number.birth_date, number.sex), (birth_date, sex))

	def test_says_what_is_wrong(self):
		for text, reason in (
			("", "length"),
			(None, "length"),
			("110105491231002", "length"),
			("11010519491231002XX", "length"),
			("1101051949123100AX", "characters"),
			("X1010519491231002X", "characters"),
			("00010519491231002X", "division"),
			("99010519491231002X", "division"),
			("110105194913310021", "birth_date"),
			("110105201302290021", "birth_date"),
			("110105174912310021", "birth_date"),
			("110105194912310021", "check"),
		):
			with self.subTest(text), self.assertRaises(InvalidIdentityNumber) as caught:
				parse_identity_number(text)
			self.assertEqual(caught.exception.reason, reason)

	def test_error_does_not_repeat_the_number(self):
		with self.assertRaises(InvalidIdentityNumber) as caught:
			parse_identity_number("110105194912310021")
		self.assertNotIn("19491231", str(caught.exception))

	@given(DIVISIONS, DAYS, SEQUENCES)
	def test_reads_back_what_was_made(self, division, birth_date, sequence):
		number = parse_identity_number(make_identity_number(division, birth_date, sequence))
		self.assertEqual(
			(number.division, number.birth_date, number.sequence), (division, birth_date, sequence)
		)
		self.assertEqual(number.sex, MALE if sequence % 2 else FEMALE)

	@given(DIVISIONS, DAYS, SEQUENCES, st.integers(0, 16), st.integers(1, 9))
	def test_one_wrong_digit_is_always_caught(self, division, birth_date, sequence, place, shift):
		number = make_identity_number(division, birth_date, sequence)
		wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
		with self.assertRaises(InvalidIdentityNumber):
			parse_identity_number(wrong)

	@given(DIVISIONS, DAYS, SEQUENCES, st.integers(0, 15))
	def test_two_swapped_digits_change_the_check(self, division, birth_date, sequence, place):
		number = make_identity_number(division, birth_date, sequence)
		if number[place] == number[place + 1]:
			return
		swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 : 17]
		self.assertNotEqual(check_character(swapped), number[17])

	@given(st.text(max_size=20))
	def test_any_text_is_read_or_refused(self, text):
		try:
			self.assertEqual(len(parse_identity_number(text).number), 18)
		except InvalidIdentityNumber:
			pass

	def test_refuses_to_make_nonsense(self):
		for division, sequence in (("43122", 1), ("43122a", 1), ("431222", 1000), ("431222", -1)):
			with self.subTest(division=division, sequence=sequence), self.assertRaises(ValueError):
				make_identity_number(division, date(2012, 1, 1), sequence)
