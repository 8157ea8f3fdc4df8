from unittest import TestCase

from lijian_hulei.kernel.verdict import Verdict


class TestVerdict(TestCase):
	def test_of(self):
		for value, verdict in ((True, Verdict.YES), (False, Verdict.NO), (None, Verdict.UNKNOWN)):
			with self.subTest(value):
				self.assertIs(Verdict.of(value), verdict)

	def test_cannot_be_used_as_a_bool(self):
		for verdict in Verdict:
			with self.subTest(verdict), self.assertRaises(TypeError):
				bool(verdict)
