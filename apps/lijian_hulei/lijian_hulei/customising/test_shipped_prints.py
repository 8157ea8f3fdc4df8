"""The prints that come with the app keep to what staff may write, so that a steward can change a copy of one."""

from pathlib import Path

from lijian_hulei.access.matrix import APP
from lijian_hulei.customising.templates import template_problem
from lijian_hulei.testing.base import HuleiTestCase


class TestShippedPrints(HuleiTestCase):
	def test_a_copy_of_each_can_be_saved_by_a_steward(self):
		paths: list[Path] = sorted(APP.glob("*/print_format/*/*.html"))
		self.assertGreater(len(paths), 20)
		for path in paths:
			with self.subTest(path.stem):
				problem = template_problem(path.read_text(encoding="utf-8"))
				self.assertIsNone(problem)
