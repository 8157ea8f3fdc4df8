import unittest
from datetime import datetime

from lijian_hulei.sharing.rules.three_tracks import CONTROL, GUIDING, HANDLING, TRACKS, all_begun_at, missing

EARLY, LATE = datetime(2026, 4, 1, 8), datetime(2026, 4, 1, 9)


class TestThreeTracks(unittest.TestCase):
	def test_the_last_one_counts(self):
		self.assertEqual(all_begun_at([EARLY, LATE, EARLY]), LATE)

	def test_two_are_not_enough(self):
		self.assertIsNone(all_begun_at([EARLY, LATE, None]))
		self.assertIsNone(all_begun_at([EARLY, LATE]))
		self.assertIsNone(all_begun_at([]))

	def test_missing_ones_in_order(self):
		self.assertEqual(missing([(GUIDING, EARLY)]), [HANDLING, CONTROL])
		self.assertEqual(missing([]), list(TRACKS))
		self.assertEqual(missing([(track, EARLY) for track in TRACKS]), [])
