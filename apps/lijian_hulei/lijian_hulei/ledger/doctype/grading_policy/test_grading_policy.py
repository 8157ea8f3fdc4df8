import frappe
from frappe.utils import add_days, getdate, today

from lijian_hulei.ledger.services import policy_in_force
from lijian_hulei.ledger.services.errors import PolicyError
from lijian_hulei.testing.factories import make_area, make_minor, make_officer
from lijian_hulei.testing.grading import GradingTestCase, make_policy


class TestGradingPolicy(GradingTestCase):
	def setUp(self):
		super().setUp()
		self.shipped = policy_in_force()

	def test_the_protective_reading_is_in_force_and_the_strict_one_is_not(self):
		self.assertEqual(self.shipped.reading, "Protective")
		strict = frappe.get_all("Grading Policy", filters={"reading": "Literal"}, fields=["docstatus"])
		self.assertEqual({row.docstatus for row in strict}, {0})

	def test_a_new_version_ends_the_old_one_the_day_before(self):
		new = make_policy(add_days(today(), 5))
		ends = frappe.db.get_value("Grading Policy", self.shipped.name, "effective_to")
		self.assertEqual(ends, getdate(add_days(today(), 4)))
		self.assertEqual(policy_in_force().name, self.shipped.name)
		self.assertEqual(policy_in_force(add_days(today(), 4)).name, self.shipped.name)
		self.assertEqual(policy_in_force(add_days(today(), 5)).name, new.name)
		self.queued.assert_not_called()

	def test_cancelled_before_its_day_the_old_one_goes_on(self):
		make_policy(add_days(today(), 5)).cancel()
		self.assertIsNone(frappe.db.get_value("Grading Policy", self.shipped.name, "effective_to"))
		self.assertEqual(policy_in_force(add_days(today(), 9)).name, self.shipped.name)

	def test_in_force_today_it_grades_everybody(self):
		make_minor(factors=["smoking"])
		new = make_policy(today())
		self.assertEqual(policy_in_force().name, new.name)
		self.assertEqual(self.queued.call_args.kwargs["policy"], new.name)

	def test_what_has_been_in_force_is_never_cancelled_or_changed(self):
		with self.assert_refused(PolicyError):
			frappe.get_doc("Grading Policy", self.shipped.name).cancel()
		policy = frappe.get_doc("Grading Policy", self.shipped.name)
		policy.rules[1].minimum = 3
		with self.assert_refused(frappe.UpdateAfterSubmitError):
			policy.save()

	def test_the_past_is_not_graded_anew(self):
		make_policy(add_days(today(), -3))
		with self.assert_refused(PolicyError):
			make_policy(add_days(today(), -4))

	def test_two_policies_do_not_begin_on_one_day(self):
		make_policy(add_days(today(), 5))
		with self.assert_refused(PolicyError):
			make_policy(add_days(today(), 5))

	def test_a_version_between_two_others(self):
		make_policy(add_days(today(), 10))
		between = make_policy(add_days(today(), 5))
		between.reload()
		self.assertEqual(getdate(between.effective_to), getdate(add_days(today(), 9)))

	def test_rules_that_cannot_be_read(self):
		for minimum in (0, 1):
			with self.subTest(minimum=minimum), self.assert_refused(PolicyError):
				make_policy(add_days(today(), 5), minimum=minimum)
		policy = make_policy(add_days(today(), 5), submit=False)
		policy.rules[0].factor_class = None
		with self.assert_refused(PolicyError):
			policy.save()

	def test_only_the_steward_writes_policies(self):
		area = make_area().name
		steward, cadre = make_officer("system_steward", area=area), make_officer(area=area)
		police = make_officer("police_officer", area=area)
		with self.user(steward.user):
			policy = make_policy(add_days(today(), 5))
		self.assert_permitted(policy, cadre.user)
		self.assert_not_permitted(policy, cadre.user, "write")
		self.assert_not_permitted(policy, police.user)
		with self.user(cadre.user), self.assert_refused():
			make_policy(add_days(today(), 6))


class TestRiskFactor(GradingTestCase):
	def test_a_factor_that_stops_counting_grades_everybody(self):
		minor = make_minor(factors=["early_romance"])
		factor = frappe.get_doc("Risk Factor", "early_romance")
		factor.counts_in_plan = 0
		factor.save()
		self.queued.assert_called_once()
		minor.reload()
		minor.save()
		self.assertEqual(minor.grade, "")

	def test_another_class_reaches_the_rows(self):
		minor = make_minor(factors=["early_romance"])
		factor = frappe.get_doc("Risk Factor", "early_romance")
		factor.factor_class = "Other"
		factor.save()
		self.assertEqual(
			frappe.db.get_value("Minor Risk Factor", minor.risk_factors[0].name, "factor_class"), "Other"
		)

	def test_an_unused_factor_or_another_text_grades_nobody(self):
		factor = frappe.get_doc("Risk Factor", "harmful_gang")
		factor.description = "说明"
		factor.save()
		factor.factor_class = "Other"
		factor.save()
		self.queued.assert_not_called()

	def test_the_code_is_a_plain_word(self):
		for code in ("Smoking", "a", "吸烟", "a b", "x" * 51):
			with self.subTest(code=code), self.assert_refused(frappe.ValidationError):
				frappe.get_doc(
					{"doctype": "Risk Factor", "code": code, "factor_name": code, "factor_class": "Other"}
				).insert()
