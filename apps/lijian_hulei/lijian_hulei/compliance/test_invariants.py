"""A village lives through two months by chance: whatever happens, what is owed and what is reported stays sound."""

from datetime import date, datetime, timedelta
from random import Random

import frappe
from frappe.utils import get_datetime, getdate

from lijian_hulei.compliance.rules.vocabulary import MET, MET_LATE, STATUSES
from lijian_hulei.compliance.services import catch_up, refresh
from lijian_hulei.compliance.test_compliance import ComplianceTestCase, make_duty
from lijian_hulei.testing import factories as make

BEGIN, DAYS = date(2026, 4, 1), 38
LIVES = (1, 2)
DEEDS = ("visit", "visit", "call", "cancel", "move", "leave", "factor", "helper")
TURNS = ("move", "leave", "factor")
FACTORS = ("left_behind", "single_parent", "smoking")


class TestInvariants(ComplianceTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Compliance Period")
		frappe.db.delete("Compliance Report")
		make_duty(minimum_gap_days=1)

	def test_what_is_owed_stays_sound(self):
		for life in LIVES:
			with self.subTest(life=life):
				frappe.db.savepoint("one_life")
				try:
					self.live(Random(life))
				finally:
					frappe.db.rollback(save_point="one_life")

	def live(self, random: Random) -> None:
		self.frozen: dict[str, dict] = {}
		self.owing_at_month_end: list[str] = []
		with self.at(datetime.combine(BEGIN, datetime.min.time())):
			self.other = make.make_area().name
			secretary = make.make_officer("village_secretary", self.other).name
			make.make_responsibility(secretary, "Direct", self.other, from_date="2025-01-01")
			self.children = [make.make_minor(self.village, [random.choice(FACTORS)]) for _number in range(8)]
		self.cadres = {self.village: self.helper, self.other: secretary}
		for passed in range(DAYS):
			day = BEGIN + timedelta(days=passed)
			midnight = datetime.combine(day, datetime.min.time())
			if day.day == 1 and passed:
				self.owing_at_month_end = self.owing()
				for number in range(4):
					with self.at(midnight + timedelta(minutes=number)):
						self.happen(random, day, TURNS)
			with self.at(midnight + timedelta(minutes=20)):
				# Which of the two jobs comes first after midnight is chance.
				for job in random.sample((refresh, catch_up), 2):
					job()
				self.check(day)
			with self.at(midnight + timedelta(hours=15)):
				self.happen(random, day)

	def happen(self, random: Random, day: date, deeds: tuple[str, ...] = DEEDS) -> None:
		child = self.fresh(random.choice(self.children))
		deed = random.choice(deeds)
		if deed in ("visit", "call"):
			mode = "In Person" if deed == "visit" else "Telephone"
			back = day - timedelta(days=random.randint(0, 3))
			make.make_visit(child.name, self.cadres[child.area], visit_date=str(back), mode=mode)
		elif deed == "cancel":
			names = frappe.get_all(
				"Visit", {"minor": child.name, "docstatus": 1}, pluck="name", order_by="name"
			)
			if names:
				frappe.get_doc("Visit", random.choice(names)).cancel()
		elif deed == "move" and child.status == "Active":
			place = self.other if child.area == self.village else self.village
			child.update({"area": place, "household": make.make_household(place).name})
			child.save()
		elif deed == "leave":
			away = child.status == "Active"
			child.update({"status": "Moved Out" if away else "Active", "moved_to": "外县" if away else None})
			child.save()
		elif deed == "factor":
			standing = [row for row in child.risk_factors if not row.until]
			if standing and random.random() < 0.5:
				standing[0].until = max(day, getdate(standing[0].since))
			else:
				held = {row.factor for row in standing} | {
					row.factor for row in child.risk_factors if getdate(row.until or day) >= day
				}
				new = [code for code in FACTORS if code not in held]
				if new:
					child.append("risk_factors", {"factor": random.choice(new), "since": str(day)})
			child.save()
		elif deed == "helper" and child.status == "Active" and child.grade:
			active = {"minor": child.name, "status": "Active"}
			if name := frappe.db.get_value("Support Pairing", active):
				pairing = frappe.get_doc("Support Pairing", name)
				pairing.update({"to_date": str(day), "end_reason": "调整"})
				pairing.save()
			else:
				make.make_pairing(child.name, self.cadres[child.area], from_date=str(day))

	def owing(self) -> list[str]:
		"""The children who still owe their visits as the month ends."""
		owed = {"duty": "T_visits", "status": "Open"}
		here = frappe.get_all(
			"Minor", {"status": "Active", "grade": ("!=", "")}, pluck="name", order_by="name"
		)
		return frappe.get_all(
			"Obligation", owed | {"subject_name": ("in", here)}, pluck="name", order_by="name"
		)

	def check(self, day: date) -> None:
		rows = frappe.get_all("Obligation", {"duty": "T_visits"}, ["*"], order_by="name")
		month = day.replace(day=1)
		for row in rows:
			self.assertIn(row.status, STATUSES)
			self.check_evidence(row)
			if row.name in self.owing_at_month_end:
				self.assertNotEqual(row.status, "Cancelled", "what the first brings wipes out no omission")
				self.assertNotEqual(row.status, "Open", "a month that is over is decided")
		for child in (self.fresh(child) for child in self.children):
			owed = [row for row in rows if row.subject_name == child.name and row.period_start == month]
			self.assertLessEqual(len(owed), 1, "one obligation for each child and month")
			if child.status == "Active" and child.grade:
				self.assertEqual(len(owed), 1, (day, child.name))
				self.assertNotEqual(owed[0].status, "Cancelled")
				self.assertTrue(owed[0].responsible_officer)
				if owed[0].status == "Open":
					self.assertEqual(owed[0].area, child.area)
			elif owed:
				self.assertNotIn(owed[0].status, ("Open", "Overdue"), "who is gone owes nothing to come")
		self.check_frozen()

	def check_evidence(self, row) -> None:
		visits = frappe.get_all(
			"Visit",
			{
				"minor": row.subject_name,
				"docstatus": 1,
				"mode": "In Person",
				"visit_date": ("between", (row.period_start, row.period_end)),
			},
			pluck="visit_date",
			order_by="visit_date",
		)
		days = len(set(visits))
		if row.status in (MET, MET_LATE):
			self.assertGreaterEqual(days, row.required, "met without the evidence")
			self.assertLessEqual(get_datetime(row.met_at).date(), row.period_end)
		elif row.status != "Cancelled":
			self.assertLess(days, row.required, f"{row.status} although the visits were made")

	def check_frozen(self) -> None:
		"""What has once been submitted is the same ever after."""
		for row in frappe.get_all("Compliance Report", {"docstatus": 1}, ["*"], order_by="name"):
			self.assertEqual(self.frozen.setdefault(row.name, row), row)
