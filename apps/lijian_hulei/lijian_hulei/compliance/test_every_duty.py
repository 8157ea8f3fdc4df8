"""Every duty that is shipped, walked from its subject to the frozen report: none may count nothing (R01-R61)."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import frappe

from lijian_hulei.compliance.rules.schedule import due_at, event_due_at, frame_of
from lijian_hulei.compliance.rules.vocabulary import AGENCY_OF_TYPE, MET, MET_LATE, OFFICER_ON_RECORD, OVERDUE
from lijian_hulei.compliance.services import open_period, refresh, run_month
from lijian_hulei.compliance.services.definitions import DutySpec, spec_of
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.testing import duty_walk as walk
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import DutyTestCase
from lijian_hulei.tests.test_duties_document import seeded_duties

AT_LEAST = 83
EVENT = date(2026, 4, 2)
# Fractions of a second: Frappe takes a whole second for a change by somebody else.
MORNING = time(9, 0, 0, 500)
IN_TIME, NEVER, LATE = "in time", "never", "late"


class TestEveryDuty(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		for agency_type in frappe.get_all("Agency Type", pluck="name"):
			make.make_agency(agency_type, cls.township)
		cls.world = frappe._dict(
			area=cls.village,
			township=cls.township,
			agency=make.make_agency("school", cls.township).name,
			officer=cls.cadre.name,
		)

	def test_every_shipped_duty_is_opened_closed_by_its_evidence_and_reported(self):
		codes = sorted(seeded_duties())
		self.assertGreaterEqual(len(codes), AT_LEAST)
		for code in codes:
			with self.subTest(code), self.only(code) as spec:
				self.walk(spec)

	@contextmanager
	def only(self, code: str):
		"""The one duty in force, so that a report holds its line alone; what the block wrote is taken back."""
		frappe.db.savepoint("one_duty")
		duty = frappe.qb.DocType("Duty")
		frappe.qb.update(duty).set(duty.enabled, 0).run()
		frappe.db.set_value("Duty", code, "enabled", 1)
		try:
			yield spec_of(frappe.get_doc("Duty", code))
		finally:
			frappe.db.rollback(save_point="one_duty")

	def walk(self, spec: DutySpec) -> None:
		opening, due = self.dates(spec)
		frame = frame_of(spec.timing.frequency, opening.start)
		with self.at(datetime.combine(due.date() + timedelta(days=3), MORNING)):
			subjects = {case: walk.make_subject(spec, self.world, EVENT) for case in (IN_TIME, NEVER, LATE)}
		with self.at(datetime.combine(opening.start + timedelta(days=6), MORNING)):
			open_period(opening)
		opened = {case: self.opened(spec, subject) for case, subject in subjects.items()}
		required = opened[IN_TIME].required
		first = EVENT if spec.timing.is_event else opening.start + timedelta(days=1)
		in_time = walk.days_in_time(first, required, spec.minimum_gap_days)
		late = walk.days_in_time(due.date() + timedelta(days=1), required, spec.minimum_gap_days)
		walk.add_evidence(spec, subjects[IN_TIME], in_time, frame.start)
		walk.add_near_misses(spec, subjects[NEVER], first, frame.start)
		walk.add_evidence(spec, subjects[LATE], late, frame.start)
		reported = month_of(due.date())
		with self.at(datetime.combine(max(late[-1], reported.end) + timedelta(days=2), MORNING)):
			refresh()
			run_month(reported)
		self.assert_states(spec, opened, due)
		for obligation in opened.values():
			self.assert_reported(spec, obligation, reported)

	def dates(self, spec: DutySpec) -> tuple[Period, datetime]:
		"""The month in which the duty is opened here, and the moment it falls due."""
		if spec.timing.is_event:
			happened = (
				frappe.utils.get_datetime(EVENT) if self.is_day(spec) else datetime.combine(EVENT, walk.HOUR)
			)
			return month_of(EVENT), event_due_at(spec.timing, happened)
		frame = frame_of(spec.timing.frequency, date(2026, 6, 1))
		due = due_at(spec.timing, frame)
		return month_of(min(due.date(), frame.end)), due

	@staticmethod
	def is_day(spec: DutySpec) -> bool:
		field = frappe.get_meta(spec.subject_doctype).get_field(spec.event_date_field)
		return bool(field) and field.fieldtype == "Date"

	def opened(self, spec: DutySpec, subject: str):
		found = self.obligation(spec.name, subject)
		self.assertIsNotNone(found, "nothing was opened for its subject")
		self.assertEqual((found.done, found.required > 0, bool(found.area)), (0, True, True), found)
		if spec.responsible == AGENCY_OF_TYPE:
			self.assertTrue(found.agency, "it is no agency's")
		if spec.responsible == OFFICER_ON_RECORD and spec.responsible_field != "name":
			self.assertEqual(found.responsible_officer, self.world.officer)
		return found

	def assert_states(self, spec: DutySpec, opened: dict, due: datetime) -> None:
		"""Late evidence closes what may be closed after the day; what is counted by the month belongs to the next."""
		may_be_late = spec.timing.is_event or spec.evidence_period_field or spec.timing.due_day
		# What is done by being entered at all can be late, but not missing.
		never = MET_LATE if spec.evidence_date_field == "creation" else OVERDUE
		expected = {IN_TIME: MET, NEVER: never, LATE: MET_LATE if may_be_late else OVERDUE}
		for case, obligation in opened.items():
			status, due_then = frappe.db.get_value("Obligation", obligation.name, ["status", "due_at"])
			self.assertEqual((case, status, due_then), (case, expected[case], due))

	def assert_reported(self, spec: DutySpec, obligation, month: Period) -> None:
		units = [{"unit_kind": "Township", "area": f"{obligation.area[:9]}000"}]
		if obligation.agency:
			units.append({"unit_kind": "Agency", "agency": obligation.agency})
		if obligation.area[9:] != "000":
			units.append({"unit_kind": "Village", "area": obligation.area})
		for unit in units:
			line = self.line(spec, unit, month)
			self.assertIsNotNone(line, f"no line in the report of {unit}")
			counted = (line.obligations, line.met, line.met_late, line.overdue)
			self.assertEqual(counted, self.counted(spec, unit, obligation.due_at), unit)
			self.assertTrue(line.plan_section, "it stands in no section of the plan")

	@staticmethod
	def line(spec: DutySpec, unit: dict, month: Period):
		report = frappe.db.get_value("Compliance Report", {**unit, "period_start": month.start})
		return frappe.db.get_value(
			"Compliance Report Line",
			{"parent": report, "duty": spec.name},
			["obligations", "met", "met_late", "overdue", "plan_section"],
			as_dict=True,
		)

	@staticmethod
	def counted(spec: DutySpec, unit: dict, due: datetime) -> tuple[int, ...]:
		"""(all, met, late, overdue) of what fell due at that moment, as the obligations say it."""
		where = {"duty": spec.name, "due_at": due}
		if "agency" in unit:
			where["agency"] = unit["agency"]
		else:
			digits = 9 if unit["unit_kind"] == "Township" else 12
			where["area"] = ("like", f"{unit['area'][:digits]}%")
		states = frappe.get_all("Obligation", where, pluck="status")
		return len(states), *(states.count(state) for state in (MET, MET_LATE, OVERDUE))
