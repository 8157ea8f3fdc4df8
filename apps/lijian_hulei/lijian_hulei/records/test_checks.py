"""Checks that records of several modules share."""

from datetime import datetime
from unittest import TestCase

from lijian_hulei.records.checks import is_before


class TestIsBefore(TestCase):
	def test_times_are_compared_to_the_minute(self):
		approved = datetime(2026, 4, 15, 10, 30, 45, 500)
		for given, expected in (
			("2026-04-15 10:30:00", False),
			("2026-04-15 10:30", False),
			("2026-04-15 10:29:59", True),
			(approved, False),
			("2026-04-16", False),
			("2026-04-15", True),
		):
			with self.subTest(given):
				self.assertEqual(is_before(given, approved), expected)
