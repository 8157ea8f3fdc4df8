"""What schools, offices and hospitals owe by the half-year or year, as the frozen report of its last month counts it.

Of three that owe the same the first does it in time, the second not at all and the third when the time is over: the
report says met, overdue, overdue, and the third's record counts for the period it was made in (R05, R08, R22-R24,
R26, R27, R30).
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import frappe

from lijian_hulei.compliance.services import open_period, run_month
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import (
	make_activity,
	make_campus_check,
	make_expert,
	make_pledge,
	make_vice_principal,
)

JUNE, DECEMBER = month_of(date(2026, 6, 1)), month_of(date(2026, 12, 1))
# Fractions of a second: Frappe takes a whole second for a change by somebody else.
MORNING = time(9, 0, 0, 500)
COLUMNS = ["obligations", "required", "done", "met", "met_late", "overdue"]
Act = Callable[[int, str], object]
"""Does what is owed as the n-th subject on a day (2026-06-15)."""


class TestMonthFigures(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.third_school = make.make_agency("school", cls.township)
		cls.third_head = cls.post("school_head", cls.third_school)
		cls.schools = (cls.school, cls.other_school, cls.third_school)
		cls.heads = (cls.head, cls.other_head, cls.third_head)

	def figured(self, duty: str, month: Period, subjects: tuple, act: Act) -> None:
		"""Opens the period, lets the first act in time and the third too late, and reads the frozen lines."""
		names = [subject.name for subject in subjects]
		self.only(duty)
		with self.on(month.start):
			open_period(month)
		self.do(act, 0, month.start + timedelta(days=14))
		with self.on(month.end + timedelta(days=1)):
			run_month(month)
		self.assertEqual([self.state(duty, name, month) for name in names], ["Met", "Overdue", "Overdue"])
		self.assert_lines(duty, names, month)
		self.do(act, 2, month.end + timedelta(days=2))
		following = month.next()
		with self.on(following.start + timedelta(days=3)):
			open_period(following)
			run_month(month)
			run_month(following)
		self.assertEqual(self.state(duty, names[2], month), "Overdue")
		self.assertEqual([self.state(duty, name, following) for name in names[1:]], ["Open", "Met"])
		self.assert_lines(duty, names, month)

	@staticmethod
	def only(code: str) -> None:
		"""The other duties of the plan only cost time here."""
		duty = frappe.qb.DocType("Duty")
		frappe.qb.update(duty).set(duty.enabled, 0).where(duty.name != code).run()

	def on(self, day: date):
		return self.at(datetime.combine(day, MORNING))

	def do(self, act: Act, number: int, day: date) -> None:
		with self.on(day):
			act(number, str(day))

	def state(self, duty: str, subject: str, month: Period) -> str:
		return frappe.db.get_value(
			"Obligation",
			{
				"duty": duty,
				"subject_name": subject,
				"period_start": ("<=", month.start),
				"period_end": (">=", month.end),
			},
			"status",
		)

	def assert_lines(self, duty: str, subjects: list[str], month: Period) -> None:
		"""Each agency's line counts those of the three that are its own; the township's counts them all."""
		where = {"duty": duty, "subject_name": ("in", subjects), "period_end": month.end}
		owed = defaultdict(list)
		for name, agency in frappe.get_all("Obligation", where, ["subject_name", "agency"], as_list=True):
			owed[agency].append("met" if name == subjects[0] else "overdue")
		self.assertEqual(sum(map(len, owed.values())), 3)
		for agency, states in owed.items():
			met, count = Counter(states)["met"], len(states)
			line = self.line(duty, month, unit_kind="Agency", agency=agency)
			self.assertEqual(line, (count, count, met, met, 0, count - met), agency)
		line = self.line(duty, month, unit_kind="Township", area=self.township)
		self.assertEqual((line[3], line[4], line[5]), (1, 0, line[0] - 1))
		self.assertGreaterEqual(line[0], 3)

	def line(self, duty: str, month: Period, **unit: str) -> tuple:
		report = frappe.db.get_value("Compliance Report", {**unit, "period_start": month.start})
		return frappe.db.get_value("Compliance Report Line", {"parent": report, "duty": duty}, COLUMNS)

	def at_school(self, kind: str, **values) -> Act:
		"""The head of the n-th school records a lesson of a kind; values may be made for it by a function."""

		def act(number: int, day: str):
			given = {key: value(number) if callable(value) else value for key, value in values.items()}
			with self.user(self.heads[number].user):
				make_activity(kind, self.schools[number].name, activity_date=day, **given).submit()

		return act

	def by(self, officers: tuple, kind: str, **values) -> Act:
		"""The n-th officer records an activity of its own agency."""

		def act(number: int, day: str):
			with self.user(officers[number].user):
				make_activity(kind, activity_date=day, **values).submit()

		return act

	def test_r05_the_yearly_inventory(self):
		def act(number: int, day: str):
			with self.user(self.heads[number].user):
				make_campus_check(
					self.schools[number].name, check_kind="Yearly Inventory", check_date=day
				).submit()

		self.figured("R05_inventory", DECEMBER, self.schools, act)

	def test_r08_the_pledge_of_the_year(self):
		make.make_agency("health_office", self.township)
		hospitals = tuple(make.make_agency("hospital", self.township) for _number in range(3))
		clerks = [self.post("agency_officer", hospital) for hospital in hospitals]

		def act(number: int, day: str):
			with self.user(clerks[number].user):
				make_pledge(hospitals[number].name, signed_on=day, pledge_year=int(day[:4])).submit()

		self.figured("R08_pledge", DECEMBER, hospitals, act)

	def test_r22_the_film(self):
		self.figured("R22_film", JUNE, self.schools, self.at_school("film"))

	def test_r22_the_letter_to_parents(self):
		self.figured("R22_parents_letter", JUNE, self.schools, self.at_school("parents_letter"))

	def test_r22_the_lesson_on_prevention(self):
		self.figured("R22_prevention_lesson", JUNE, self.schools, self.at_school("prevention_lesson"))

	def test_r22_the_class_meeting(self):
		self.figured("R22_class_meeting", JUNE, self.schools, self.at_school("class_meeting"))

	def test_r22_the_visits_to_homes(self):
		self.figured("R22_home_visit", JUNE, self.schools, self.at_school("home_visit"))

	def test_r22_the_meeting_with_parents(self):
		self.figured("R22_parents_meeting", JUNE, self.schools, self.at_school("parents_meeting"))

	def test_r23_the_lecture_of_an_expert(self):
		expert = make_expert(self.township)
		act = self.at_school("expert_lecture", experts=[{"expert": expert.name}])
		self.figured("R23_expert", DECEMBER, self.schools, act)

	def test_r24_lessons_in_which_pupils_take_part(self):
		act = self.at_school("prevention_lesson", forms=[{"lesson_form": "drawing"}])
		self.figured("R24_forms", JUNE, self.schools, act)

	def test_r26_the_appointment(self):
		def act(number: int, day: str):
			with self.user(self.justice.user):
				make_vice_principal(self.schools[number].name, self.justice_office.name, from_date=day)

		self.figured("R26_appointed", JUNE, self.schools, act)

	def test_r26_the_lesson_of_the_vice_principal(self):
		posts = [make_vice_principal(school.name, self.justice_office.name).name for school in self.schools]
		act = self.at_school("vice_principal_lesson", vice_principal=lambda number: posts[number])
		self.figured("R26_lecture", JUNE, self.schools, act)

	def test_r27_the_four_offices_at_the_schools(self):
		offices = (
			self.justice_office,
			make.make_agency("womens_federation", self.township),
			make.make_agency("next_generation_committee", self.township),
		)
		officers = (self.justice, *(self.post("family_officer", office) for office in offices[1:]))
		act = self.by(officers, "law_talk", school=self.school.name, audience="Pupils")
		self.figured("R27_offices", JUNE, offices, act)

	def test_r27_each_school_has_its_talk(self):
		def act(number: int, day: str):
			with self.user(self.justice.user):
				make_activity("law_talk", self.schools[number].name, activity_date=day).submit()

		self.figured("R27_schools", JUNE, self.schools, act)

	def test_r30_the_training_of_the_year(self):
		units = (self.justice_office, self.school, self.governance_office)
		officers = (self.justice, self.head, self.governance)
		act = self.by(officers, "report_training", audience="Unit Staff", number=5, pass_rate=100)
		self.figured("R30_training", DECEMBER, units, act)

	def test_r22_held_in_time_and_entered_late_counts_in_a_correction_only(self):
		month, duty = JUNE, "R22_film"
		self.only(duty)
		with self.on(month.start):
			open_period(month)
		with self.on(month.end + timedelta(days=1)):
			run_month(month)
		with self.on(month.end + timedelta(days=3)):
			self.at_school("film")(0, str(month.end))
			run_month(month)
		self.assertEqual(self.state(duty, self.school.name, month), "Met")
		unit = {"unit_kind": "Agency", "agency": self.school.name}
		self.assertEqual(self.line(duty, month, **unit)[3:], (0, 0, 1))
		with self.on(month.end + timedelta(days=4)), self.user(self.governance.user):
			old = frappe.get_doc("Compliance Report", {**unit, "period_start": month.start})
			old.cancel()
			corrected = frappe.copy_doc(old)
			corrected.update({"docstatus": 0, "amended_from": old.name})
			corrected.insert().submit()
		self.assertEqual(self.line(duty, month, **unit, version=2)[3:], (1, 0, 0))
