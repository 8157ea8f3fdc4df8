import inspect
import json
import re
from pathlib import Path

import frappe
from frappe.utils import add_days, add_months, get_last_day, getdate, now_datetime, today

from lijian_hulei.api import desk_pictures, venues
from lijian_hulei.api.test_desk_numbers import NO_RIGHT
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_obligation
from lijian_hulei.testing.venue_factories import make_inspection, make_venue

APP = Path(__file__).resolve().parent.parent


class TestPictures(HuleiTestCase):
	"""Two villages of one township and their agency; each reads its own, the office all."""

	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Obligation")
		frappe.db.delete("Compliance Report")
		self.village = factories.make_area()
		self.next_village = factories.make_area(parent_area=self.village.parent_area)
		self.cadre = factories.make_officer(area=self.village.name).user
		self.neighbour = factories.make_officer(area=self.next_village.name).user
		self.office = factories.make_officer("governance_officer", self.village.parent_area).user
		self.child = factories.make_minor(self.village.name, factors=["smoking"])
		self.other = factories.make_minor(self.next_village.name, factors=["smoking"])

	def asked(self, method, user: str):
		with self.user(user):
			return method()

	def heat(self, user: str) -> dict[str, int]:
		rows = self.asked(desk_pictures.overdue_heat, user)["villages"]
		return {row["area"]: sum(row["counts"]) for row in rows}

	def test_heat_within_the_readers_limits_in_turn(self) -> None:
		"""Nothing of one reader's picture may be left for the next."""
		make_obligation(self.child)
		make_obligation(self.other)
		make_obligation(self.other, due_in=-9)
		here, there = self.village.name, self.next_village.name
		for user, expected in (
			(self.neighbour, {there: 2}),
			(self.cadre, {here: 1}),
			(self.office, {there: 2, here: 1}),
			(self.neighbour, {there: 2}),
		):
			with self.subTest(user):
				found = self.heat(user)
				self.assertEqual({area: count for area, count in found.items() if count}, expected)
		self.assertNotIn(there, self.heat(self.cadre))

	def test_an_agency_sees_the_heat_of_its_own_duties_only(self) -> None:
		agency = factories.make_agency("civil_affairs", self.village.parent_area)
		user = factories.make_officer("agency_officer", self.village.parent_area, agency.name).user
		make_obligation(self.child)
		self.assertEqual(sum(self.heat(user).values()), 0)
		make_obligation(self.other, agency=agency.name)
		rows = self.asked(desk_pictures.overdue_heat, user)
		self.assertEqual(rows["villages"], [])

	def test_each_week_counts_its_own(self) -> None:
		make_obligation(self.child, due_in=-1)
		make_obligation(self.child, due_in=-15)
		make_obligation(self.child, due_in=-400)
		make_obligation(self.child, due_in=5)
		make_obligation(self.child, due_in=-2, status="Met")
		found = self.asked(desk_pictures.overdue_heat, self.cadre)
		counts = found["villages"][0]["counts"]
		self.assertEqual((len(counts), sum(counts)), (desk_pictures.WEEKS, 2))
		for week, number in enumerate(counts):
			for days in (-1, -15):
				first, last = map(getdate, found["days"][week])
				if first <= getdate(add_days(today(), days)) <= last:
					self.assertEqual(number, 1)

	def make_report(self, area: str, months_ago: int, red: int, **values):
		start = getdate(add_months(today(), -months_ago)).replace(day=1)
		report = frappe.get_doc(
			{
				"doctype": "Compliance Report",
				"title": "测试",
				"unit_kind": "Village",
				"area": area,
				"period_start": start,
				"period_end": get_last_day(start),
				"frozen_at": now_datetime(),
				"grade_red": red,
				"grade_yellow": 2,
				"docstatus": 1,
			}
			| values
		)
		report.db_insert()
		return report

	def test_grades_by_month_from_frozen_reports(self) -> None:
		self.make_report(self.village.name, 2, 4, name="T1")
		self.make_report(self.village.name, 1, 3, name="T2")
		self.make_report(self.next_village.name, 1, 5, name="T3")
		self.make_report(self.next_village.name, 1, 70, name="T4", docstatus=2)
		self.make_report(self.village.parent_area, 1, 700, name="T5", unit_kind="Township")
		for user, reds in ((self.cadre, [4, 3, 1]), (self.neighbour, [5, 1]), (self.office, [4, 8])):
			with self.subTest(user):
				mix = self.asked(desk_pictures.grade_mix_by_month, user)
				found = mix["datasets"][0]["values"]
				self.assertEqual(found[: len(reds)], reds)
				self.assertEqual(mix["labels"][-1], frappe._("Now"))

	def test_an_agency_reads_no_villages_grades(self) -> None:
		self.make_report(self.village.name, 1, 3, name="T1")
		agency = factories.make_agency("civil_affairs", self.village.parent_area)
		user = factories.make_officer("agency_officer", self.village.parent_area, agency.name).user
		self.assertEqual(self.asked(desk_pictures.grade_mix_by_month, user), {})

	def test_no_right_no_picture(self) -> None:
		steward = factories.make_officer("system_steward", self.village.parent_area).user
		for method in (desk_pictures.overdue_heat, desk_pictures.grade_mix_by_month):
			for user in (steward, "Guest"):
				with (
					self.subTest(method.__name__, user=user),
					self.user(user),
					self.assert_refused(*NO_RIGHT),
				):
					method()

	def test_the_heat_reads_a_range_of_an_index(self) -> None:
		plans = []
		run = frappe.db.sql

		def explained(query, *arguments, **values):
			if "DATEDIFF" in str(query):
				plans.extend(run(f"explain {query}", *arguments, as_dict=True))
			return run(query, *arguments, **values)

		self._patched(frappe.db, "sql").side_effect = explained
		with self.user(self.office):
			desk_pictures.overdue_heat()
		possible = [plan["possible_keys"] or "" for plan in plans if plan["table"] == "tabObligation"]
		self.assertTrue(possible)
		self.assertIn("status_due_at_index", possible[0])

	def test_no_shipped_chart_keeps_results(self) -> None:
		"""Frappe's cache of charts knows no users: a source of ours must not be wrapped in it."""
		sources = list(APP.glob("*/dashboard_chart_source/*/*.js"))
		self.assertTrue(sources)
		for source in sources:
			method = re.search(r'method: "(.+)"', source.read_text(encoding="utf-8"))[1]
			with self.subTest(method):
				self.assertTrue(method.startswith("lijian_hulei.api."))
				function = frappe.get_attr(method)
				self.assertFalse(hasattr(function, "__wrapped__") and "cache" in inspect.getsource(function))
		for chart in APP.glob("*/dashboard_chart/*/*.json"):
			self.assertEqual(
				json.loads(chart.read_text(encoding="utf-8"))["chart_type"], "Custom", chart.name
			)


class TestInspectionCalendar(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.village = factories.make_area()
		self.station = factories.make_agency("police_station", self.village.parent_area)
		self.inspectors = [
			factories.make_officer("police_officer", self.village.parent_area, self.station.name)
			for _ in range(2)
		]
		self.police = self.inspectors[0].user
		self.venue = make_venue(self.station.name, self.village.name)

	def due(self, days: int, duty: str = "R03_inspections", **values):
		return make_obligation(
			frappe._dict(name=f"{self.venue.name}-{duty}", area=self.village.name),
			due_in=days,
			duty=duty,
			subject_doctype="Venue",
			subject_name=self.venue.name,
			agency=self.station.name,
			**values,
		)

	def events(self, user: str | None = None) -> list[dict]:
		with self.user(user or self.police):
			found = venues.inspection_events(add_days(today(), -20), add_days(today(), 20))
		return [event for event in found if event["name"] == self.venue.name]

	def test_what_falls_due_stands_in_the_calendar_once_a_day(self) -> None:
		self.due(5)
		self.due(5, duty="R01_five_musts")
		events = self.events()
		self.assertEqual([str(event["start"]) for event in events], [add_days(today(), 5)])
		self.assertEqual(events[0]["doctype"], "Venue")

	def test_overdue_looks_otherwise_and_what_is_done_is_gone(self) -> None:
		soon = self.due(5)
		late = self.due(-3)
		self.assertEqual(len({event["tone"] for event in self.events()}), 2)
		for obligation in (soon, late):
			frappe.db.set_value("Obligation", obligation.name, "status", "Met")
		self.assertEqual(self.events(), [])

	def test_inspections_are_there_too_and_strangers_see_neither(self) -> None:
		self.due(5)
		inspection = make_inspection(self.venue.name, *(officer.name for officer in self.inspectors))
		with self.user(self.police):
			names = [event["name"] for event in venues.inspection_events(add_days(today(), -20), today())]
		self.assertIn(inspection.name, names)
		stranger = factories.make_officer("village_cadre", factories.make_area().name).user
		self.assertEqual(self.events(stranger), [])
