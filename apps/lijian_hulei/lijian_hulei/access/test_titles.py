import json

import frappe
from werkzeug.wrappers import Response

from lijian_hulei.access.gate import answers
from lijian_hulei.access.titles import keep_readable
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestTitles(HuleiTestCase):
	"""Frappe sends the titles behind all links of a form along with it, and puts them into prints."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.cadre = make.make_officer("village_cadre", cls.village).user
		cls.own, cls.foreign = make.make_minor(cls.village), make.make_minor()

	def titles(self) -> dict[str, str]:
		children = {f"Minor::{child.name}": child.minor_name for child in (self.own, self.foreign)}
		return children | {f"Area::{self.village}": "村", "Officer::OFF-0": "测试干部"}

	def test_only_readable_ones_stay(self):
		titles = self.titles()
		with self.user(self.cadre):
			self.assertTrue(keep_readable(titles))
			self.assertFalse(keep_readable(titles))
		self.assertEqual(set(titles), {f"Minor::{self.own.name}", f"Area::{self.village}", "Officer::OFF-0"})

	def test_who_reads_no_such_records_is_told_none(self):
		titles = self.titles()
		with self.user(make.make_officer("system_steward", make.make_township()).user):
			keep_readable(titles)
		self.assertEqual(set(titles), {f"Area::{self.village}", "Officer::OFF-0"})

	def test_an_answer_leaves_without_them(self):
		response = Response(json.dumps({"_link_titles": self.titles()}), mimetype="application/json")
		with self.user(self.cadre):
			answers.keep_levels(response)
		self.assertNotIn(self.foreign.minor_name, response.get_data(as_text=True).encode().decode())
		self.assertNotIn(f"Minor::{self.foreign.name}", response.get_json()["_link_titles"])
		self.assertIn(f"Minor::{self.own.name}", response.get_json()["_link_titles"])

	def test_a_print_leaves_without_them(self):
		document = frappe.get_doc("Household", self.own.household)
		setattr(document, "__link_titles", self.titles())
		with self.user(self.cadre):
			document.run_method("before_print")
		self.assertNotIn(f"Minor::{self.foreign.name}", document.get("__link_titles"))
		self.assertIn(f"Minor::{self.own.name}", document.get("__link_titles"))
