"""The base of tests about schools: a town with two schools, the justice office and a village committee."""

from datetime import date

import frappe

from lijian_hulei.compliance.services import run_month
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_factories import make_activity
from lijian_hulei.testing.duties import MIDDLE, DutyTestCase


class CampusTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.school = make.make_agency("school", cls.township)
		cls.head = cls.post("school_head", cls.school)
		cls.school.db_set("head", cls.head.name)
		cls.other_school = make.make_agency("school", cls.township)
		cls.other_head = cls.post("school_head", cls.other_school)
		cls.justice_office = make.make_agency("justice_office", cls.township)
		cls.justice = cls.post("justice_officer", cls.justice_office)
		cls.committee = make.make_agency("village_committee", cls.village)

	def hand_in(self, officer, kind: str, school=None, day="2026-04-10", **values):
		"""The activity as `officer` records and submits it in the middle of April."""
		with self.at(MIDDLE), self.user(officer.user):
			activity = make_activity(kind, school and school.name, activity_date=day, **values)
			return activity.submit()

	def follow(self, duty: str, subject: str, officer, kind: str, school=None, **values):
		"""Open before, met after; counted in the half-year, quarter or month."""
		self.open()
		self.assert_open(duty, subject)
		activity = self.hand_in(officer, kind, school, **values)
		self.assert_met(duty, subject)
		return activity

	def figures_of_june(self, duty: str, **unit: str):
		"""The frozen line of a duty of the quarter or half-year: in the report of the month it falls due in."""
		june = month_of(date(2026, 6, 1))
		self.open(june)
		with self.at("2026-07-01 06:00:00.5"):
			run_month(june)
		report = frappe.db.get_value("Compliance Report", {**unit, "period_start": june.start}, "name")
		return frappe.db.get_value(
			"Compliance Report Line", {"parent": report, "duty": duty}, ["required", "met"], as_dict=True
		)
