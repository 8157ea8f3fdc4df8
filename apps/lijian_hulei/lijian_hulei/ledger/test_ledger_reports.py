import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, today

from lijian_hulei.ledger.services import confirm_grade, policies
from lijian_hulei.ledger.services.changes import awaiting_change
from lijian_hulei.ledger.services.errors import PolicyError
from lijian_hulei.ledger.services.overview import replay
from lijian_hulei.testing.factories import make_area, make_minor, make_officer, make_township
from lijian_hulei.testing.grading import GradingTestCase, make_policy


class ReportCase(GradingTestCase):
	def setUp(self):
		super().setUp()
		self.village, self.other = make_area().name, make_area().name
		self.grid = make_area("Grid", self.village).name
		self.red = make_minor(self.village, factors=["smoking"])
		self.two = make_minor(self.grid, factors=["left_behind", "single_parent"])
		self.elsewhere = make_minor(self.other, factors=["left_behind", "single_parent"])

	def rows(self, report: str, user: str | None = None, **filters) -> list[dict]:
		with self.user(user or "Administrator"):
			answer = run(report, filters=filters, ignore_prepared_report=True)
		return [row for row in answer["result"] if isinstance(row, dict)]


class TestGradingReplay(ReportCase):
	def test_what_would_change_if_the_threshold_were_three(self):
		policy = policies.policy_in_force().name
		rows = self.rows("Grading Replay", policy=policy, minimum=3, area=self.village)
		self.assertEqual([row["minors"] for row in rows], [1])
		detail = self.rows(
			"Grading Replay", policy=policy, minimum=3, area=self.village, show="Minors Who Would Change"
		)
		self.assertEqual([row["minor"] for row in detail], [self.two.name])
		self.assertEqual(frappe.db.get_value("Minor", self.two.name, "grade"), "Yellow")

	def test_the_policy_itself_changes_nothing(self):
		self.assertEqual(self.rows("Grading Replay", policy=policies.policy_in_force().name), [])

	def test_a_draft_can_be_tried(self):
		draft = make_policy(add_days(today(), 9), submit=False)
		rows = self.rows("Grading Replay", policy=draft.name, area=self.other)
		self.assertEqual([row["minors"] for row in rows], [1])

	def test_a_senseless_threshold_is_refused(self):
		with self.assert_refused(PolicyError):
			self.rows("Grading Replay", minimum=1)

	def test_without_a_choice_it_is_the_policy_in_force(self):
		self.assertEqual(self.rows("Grading Replay"), [])
		self.assertEqual(len(self.rows("Grading Replay", minimum=3, area=self.village)), 1)
		frappe.db.set_value("Grading Policy", {"docstatus": 1}, "docstatus", 2)
		policies.forget()
		with self.assert_refused(PolicyError):
			self.rows("Grading Replay")

	def test_queries_do_not_grow_with_minors(self):
		rules = policies.load_policy(policies.policy_in_force().name)
		for _number in range(12):
			make_minor(self.village, factors=["left_behind", "single_parent"])
		with self.assertQueryCount(8):
			replay(rules, self.village)

	def test_only_the_own_township_and_only_for_the_offices(self):
		office = make_officer("protection_officer", area=self.other)
		policy = policies.policy_in_force().name
		rows = self.rows(
			"Grading Replay", office.user, policy=policy, minimum=3, show="Minors Who Would Change"
		)
		self.assertEqual([row["minor"] for row in rows], [self.elsewhere.name])
		for position in ("village_cadre", "system_steward", "police_officer"):
			officer = make_officer(position, area=self.village)
			with self.subTest(position=position), self.assert_refused():
				self.rows("Grading Replay", officer.user, policy=policy)


class TestGradeOverview(ReportCase):
	def test_both_readings_with_grids_counted_in_their_village(self):
		make_minor(self.village)
		row = self.rows("Grade Overview by Village", area=self.village)[0]
		self.assertEqual(
			[row[key] for key in ("minors", "red", "yellow", "blue", "no_grade", "undetermined")],
			[3, 1, 1, 0, 1, 1],
		)

	def test_a_cadre_counts_the_own_village_only(self):
		cadre = make_officer(area=self.other)
		rows = self.rows("Grade Overview by Village", cadre.user)
		self.assertEqual([row["minors"] for row in rows], [1])
		self.assertEqual(self.rows("Grade Overview by Village", cadre.user, area=self.village), [])

	def test_a_school_has_no_such_report(self):
		teacher = make_officer("school_staff", area=self.village)
		with self.assert_refused():
			self.rows("Grade Overview by Village", teacher.user)


class TestAwaitingConfirmation(ReportCase):
	def test_what_waits_and_for_whom(self):
		office = make_officer("governance_officer", area=self.village)
		rows = self.rows("Awaiting Confirmation", office.user)
		self.assertEqual({row["minor"] for row in rows}, {self.red.name, self.two.name})
		self.assertEqual({row["days"] for row in rows}, {0})
		confirm_grade(awaiting_change(self.red.name))
		rows = self.rows("Awaiting Confirmation", office.user, area=make_township())
		self.assertEqual([row["minor"] for row in rows], [self.two.name])
		self.assertEqual(self.rows("Awaiting Confirmation", office.user, to_grade="Red"), [])
