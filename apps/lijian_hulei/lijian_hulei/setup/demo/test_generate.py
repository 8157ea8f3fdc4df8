"""One village of the demonstration town in a database: what is written in bulk must stand before the forms' own rules."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import getdate

from lijian_hulei.setup.demo import generate, population, state, town
from lijian_hulei.setup.demo.history import Helpers, VillageHistory
from lijian_hulei.setup.demo.places import Village
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

COUNT, MONTHS = 150, 3


class TestOneVillage(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		area = factories.make_area()
		grid = factories.make_area("Grid", area.name)
		town.make_areas([])
		town.make_agencies([])
		self.village = Village(1, area.name, area.area_name, False, ((grid.name, grid.area_name),))
		self.today = getdate()
		cadre = factories.make_officer(area=area.name)
		secretary = factories.make_officer("village_secretary", area=area.name)
		leader = factories.make_officer("liaison_leader", area=area.name)
		self.helpers = Helpers(secretary.name, leader.name, (cadre.name,))

	def write(self) -> list[str]:
		population.populate(self.village, COUNT, population.choices(), 1, self.today, MONTHS)
		VillageHistory(1, self.village, self.helpers, "/private/files/demo.jpg", self.today).write(MONTHS)
		area = ("in", (self.village.code, self.village.grids[0][0]))
		return frappe.get_all("Minor", {"area": area}, pluck="name", order_by="name asc")

	def test_what_was_written_in_bulk_passes_the_forms(self):
		names = self.write()
		self.assertEqual(len(names), COUNT)
		graded = frappe.get_all("Minor", {"name": ("in", names), "grade": ("!=", "")}, pluck="name")
		self.assertTrue(graded)
		for name in (*graded[:5], names[0]):
			minor = frappe.get_doc("Minor", name)
			before = (minor.grade, minor.literal_grade, minor.graded_at)
			if minor.grade:
				self.assertEqual(minor.graded_at.date(), minor.creation.date())
			minor.save()
			minor.reload()
			self.assertEqual((minor.grade, minor.literal_grade, minor.graded_at), before)

	def test_the_past_is_consistent(self):
		names = self.write()
		visits = frappe.get_all(
			"Visit",
			{"minor": ("in", names)},
			["name", "minor", "visit_date", "docstatus", "creation"],
		)
		self.assertTrue(visits)
		known = dict(frappe.get_all("Minor", {"name": ("in", names)}, ["name", "creation"], as_list=True))
		for visit in visits:
			self.assertEqual(visit.docstatus, 1)
			self.assertTrue(known[visit.minor].date() <= visit.visit_date <= self.today)
			self.assertGreaterEqual(visit.creation.date(), visit.visit_date)
		last = max(visit.visit_date for visit in visits if visit.minor == visits[0].minor)
		self.assertEqual(frappe.db.get_value("Minor", visits[0].minor, "last_visit_on"), last)
		pairings = frappe.get_all("Support Pairing", {"minor": ("in", names)}, ["minor", "kind"])
		one_to_one = [row.minor for row in pairings if row.kind == "One To One"]
		self.assertEqual(len(one_to_one), len(set(one_to_one)), "one helper for each child")
		changes = frappe.get_all("Grade Change", {"minor": ("in", names)}, ["minor", "changed_at"])
		self.assertTrue(any(row.changed_at.date() < self.today - timedelta(days=31) for row in changes))

	def test_a_visit_of_the_past_can_be_opened_with_its_photo(self):
		names = self.write()
		visit = frappe.get_doc("Visit", {"minor": ("in", names)})
		self.assertTrue(frappe.db.exists("File", {"attached_to_name": visit.name, "is_private": 1}))
		self.assertEqual(len(visit.photos), 1)


class TestGuards(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.set_global(state.KEY, None)

	def run_generator(self, **arguments: object) -> list[str]:
		said: list[str] = []
		generate.generate(10, 1, 1, None, bool(arguments.get("force")), said.append)
		return said

	def test_a_site_with_records_is_left_alone(self):
		factories.make_minor()
		with patch.object(generate.Town, "build") as build:
			with self.assertRaises(generate.RealRecords):
				self.run_generator()
			build.assert_not_called()
			self.run_generator(force=True)
			build.assert_called_once()

	def test_a_complete_town_is_not_made_again(self):
		state.Progress(10, 1, 1, "2026-01-01", complete=True).save()
		with patch.object(generate.Town, "build") as build:
			self.assertIn("complete", self.run_generator()[0])
			build.assert_not_called()

	def test_a_broken_run_goes_on_where_it_stopped(self):
		state.Progress(10, 1, 1, "2026-01-01", stage=4).save()
		made = []
		stages = ("places", "officers", "minors", "meetings", "history", "records", "compliance")
		# Counting statistics ends the transaction in MariaDB.
		statistics = patch.object(generate.statistics, "refresh")
		statistics.start()
		self.addCleanup(statistics.stop)
		patches = [
			patch.object(generate.Town, name, lambda _town, name=name: made.append(name)) for name in stages
		]
		for patcher in patches:
			patcher.start()
			self.addCleanup(patcher.stop)
		for name in stages:
			getattr(generate.Town, name).__name__ = name
		self.run_generator()
		self.assertEqual(made, ["history", "records", "compliance"])
		self.assertTrue(state.load().complete)
