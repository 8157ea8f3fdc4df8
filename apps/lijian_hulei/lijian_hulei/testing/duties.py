"""The base of tests that follow one duty of the plan from the opened obligation to the month's figures."""

from datetime import date, datetime

import frappe

from lijian_hulei.compliance.services import open_period, run_month
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

# A month long past and without public holidays at its end, so that no test depends on today.
MONTH = month_of(date(2026, 4, 1))
# Fractions of a second: Frappe takes a whole second for a change by somebody else.
FIRST = datetime(2026, 4, 1, 8, 0, 0, 500)
MIDDLE = datetime(2026, 4, 15, 10, 0, 0, 500)
AFTER = datetime(2026, 5, 1, 6, 0, 0, 500)


class DutyTestCase(HuleiTestCase):
	"""A township with a village, its offices and one officer in each; April 2026 is the month."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.township = make.make_township()
		cls.village = make.make_area().name
		cls.governance_office = make.make_agency("governance_office", cls.township)
		cls.governance = cls.post("governance_officer", cls.governance_office)
		cls.cadre = make.make_officer("village_secretary", cls.village, started_on="2025-01-01")

	@classmethod
	def post(cls, position: str, agency, area: str | None = None):
		"""An officer of `agency` who was there all April."""
		return make.make_officer(position, area or agency.area, agency.name, started_on="2025-01-01")

	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Compliance Period")
		frappe.db.delete("Obligation")

	def open(self, month: Period = MONTH) -> None:
		with self.at(datetime.combine(month.start, FIRST.time())):
			open_period(month)

	def obligation(self, duty: str, subject: str):
		"""The newest obligation of the subject: status, done, required, area, agency, responsible_officer."""
		return frappe.db.get_value(
			"Obligation",
			{"duty": duty, "subject_name": subject},
			["name", "status", "done", "required", "area", "agency", "responsible_officer", "due_at"],
			as_dict=True,
			order_by="period_start desc",
		)

	def assert_met(self, duty: str, subject: str) -> None:
		found = self.obligation(duty, subject)
		self.assertIsNotNone(found, f"{duty} was not opened for {subject}")
		self.assertEqual((found.status, found.done >= found.required), ("Met", True), found)

	def assert_open(self, duty: str, subject: str) -> None:
		found = self.obligation(duty, subject)
		self.assertIsNotNone(found, f"{duty} was not opened for {subject}")
		self.assertIn(found.status, ("Open", "Overdue"), found)

	def figures(self, duty: str, **unit: str):
		"""The frozen line of `duty` in the report of a unit: `area=` or `agency=`, the township's by default."""
		with self.at(AFTER):
			run_month(MONTH)
		kind = "Agency" if "agency" in unit else "Village" if "area" in unit else "Township"
		where = {"unit_kind": kind, **unit}
		report = frappe.db.get_value("Compliance Report", {**where, "period_start": MONTH.start}, "name")
		return frappe.db.get_value(
			"Compliance Report Line",
			{"parent": report, "duty": duty},
			["required", "done", "met"],
			as_dict=True,
		)
