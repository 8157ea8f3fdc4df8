import unittest
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.cases.rules import reporting

SEEN = datetime(2026, 4, 15, 10, 0)


class TestDelay(unittest.TestCase):
	def test_both_sides_of_the_threshold(self):
		for minutes, late in ((0, False), (119, False), (120, False), (121, True)):
			with self.subTest(minutes):
				found = reporting.delay(SEEN, SEEN + timedelta(minutes=minutes), None, 2)
				self.assertEqual((found.minutes, found.is_late), (minutes, late))

	def test_a_call_to_the_police_before_counts(self):
		called = SEEN + timedelta(minutes=5)
		found = reporting.delay(SEEN, SEEN + timedelta(days=1), called, 2)
		self.assertEqual((found.minutes, found.is_late), (5, False))

	@given(st.integers(-10_000, 10_000), st.integers(0, 48))
	def test_never_negative(self, minutes, hours):
		found = reporting.delay(SEEN, SEEN + timedelta(minutes=minutes), None, hours)
		self.assertGreaterEqual(found.minutes, 0)
		self.assertEqual(found.is_late, found.minutes > hours * 60)

	def test_a_phones_clock_may_run_a_little_ahead(self):
		for minutes, expected in ((-5, -5), (0, 0), (10, 0), (11, 11)):
			moment = SEEN + timedelta(minutes=minutes)
			with self.subTest(minutes):
				self.assertEqual(reporting.not_ahead(moment, SEEN), SEEN + timedelta(minutes=expected))
		self.assertIsNone(reporting.not_ahead(None, SEEN))

	def test_citizens_owe_nothing(self):
		self.assertFalse(reporting.owes_report("Citizen"))
		self.assertFalse(reporting.owes_report(None))
		self.assertTrue(reporting.owes_report("Doctor or Nurse"))


class TestCode(unittest.TestCase):
	@given(st.lists(st.integers(0, len(reporting.ALPHABET) - 1), min_size=12, max_size=12))
	def test_a_code_is_read_back_however_it_was_typed(self, numbers):
		code = reporting.write_code(numbers)
		self.assertEqual(len(code), 14)
		self.assertEqual(reporting.read_code(code), code)
		self.assertEqual(reporting.read_code(f" {code.lower().replace('-', ' ')} "), code)

	def test_what_cannot_be_a_code(self):
		for text in ("", None, "ABC", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMNP", "' or 1=1 -- x"):
			with self.subTest(text):
				self.assertIsNone(reporting.read_code(text))

	def test_too_few_numbers(self):
		with self.assertRaises(ValueError):
			reporting.write_code([1, 2])
