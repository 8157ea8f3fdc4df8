"""R37: relief out of several hands, decided by another than who proposed it, and referrals that show no more than was sent."""

import json
from datetime import timedelta

import frappe
from frappe.model.workflow import (
	WorkflowPermissionError,
	WorkflowTransitionError,
	apply_workflow,
	get_transitions,
)
from frappe.utils import add_days, today

from lijian_hulei.access.guards import NotYours
from lijian_hulei.cases.doctype.referral.referral import NotYourStep, SentAlready, WrongReceiver
from lijian_hulei.cases.doctype.relief_case.relief_case import (
	ConsentMissing,
	InvalidMeasure,
	PlanApproved,
	SelfApproval,
)
from lijian_hulei.cases.services.referrals import mark_overdue
from lijian_hulei.patches import offer_own_steps, propose_currency
from lijian_hulei.records.checks import Incomplete, OutOfOrder, SwitchedOff, WrongDate
from lijian_hulei.testing import cases_factories as cases
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.duties import FIRST, MIDDLE, DutyTestCase


class ReliefTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.town = cases.make_town()
		cls.minor = make.make_minor(cls.town.village).name

	def relief_by(self, officer, **overrides):
		with self.user(officer.user):
			return cases.make_relief(self.minor, self.town.civil_office, **overrides)

	def step_by(self, officer, doc, action, **values):
		with self.user(officer.user):
			return cases.step(doc, action, **values)

	def approved(self, **overrides):
		case = self.step_by(self.town.cadre, self.relief_by(self.town.cadre, **overrides), "Propose")
		return self.step_by(self.town.office, case, "Approve Relief")


class TestReliefCase(ReliefTestCase):
	def test_r37_relief_is_proposed_approved_reviewed_and_ended_and_counts_in_the_month(self):
		with self.at(FIRST):
			case = self.step_by(self.town.cadre, self.relief_by(self.town.cadre), "Propose")
			self.open()
			self.assert_open("R37_decision", case.name)
			case = self.step_by(self.town.office, case, "Approve Relief")
			self.assert_met("R37_decision", case.name)
			self.open()
		self.assert_open("R37_review", case.name)
		with self.at(MIDDLE):
			with self.user(self.town.cadre.user):
				frappe.get_doc(
					{
						"doctype": "Relief Review",
						"relief_case": case.name,
						"reviewed_on": today(),
						"progress": "Better",
						"findings": "已领取救助金，孩子按时上学",
						"goes_on": 1,
						"next_review_on": add_days(today(), 30),
					}
				).insert()
			self.assert_met("R37_review", case.name)
			case = frappe.get_doc("Relief Case", case.name)
			self.assertEqual(str(case.last_review_on), "2026-04-15")
			case.measures[0].update({"done_on": today(), "result": "已发放"})
			with self.user(self.town.office.user):
				case.save()
			case = self.step_by(
				self.town.office, case, "End Relief", outcome="Need Met", closing_note="生活已有保障"
			)
		self.assertEqual((case.status, str(case.closed_on)), ("Relief Ended", "2026-04-15"))
		self.assertEqual(self.figures("R37_review").met, 1)

	def test_who_proposed_does_not_approve(self):
		case = self.step_by(self.town.office, self.relief_by(self.town.cadre), "Propose")
		for officer, offered in ((self.town.office, False), (self.town.deputy, True)):
			with self.user(officer.user):
				actions = [row.action for row in get_transitions(frappe.get_doc("Relief Case", case.name))]
				self.assertEqual(
					("Approve Relief" in actions, "Reject Relief" in actions), (offered, offered)
				)
		with self.user(self.town.office.user), self.assert_refused(SelfApproval):
			frappe.get_doc("Relief Case", case.name).update({"status": "Approved"}).save()
		case = self.step_by(self.town.deputy, case, "Approve Relief")
		self.assertEqual((case.proposed_by, case.decided_by), (self.town.office.name, self.town.deputy.name))

	def test_who_entered_it_does_not_approve_even_if_another_proposed(self):
		case = self.step_by(self.town.cadre, self.relief_by(self.town.office), "Propose")
		with self.assert_refused(frappe.ValidationError):
			self.step_by(self.town.office, case, "Approve Relief")

	def test_the_states_cannot_be_set_by_hand(self):
		case = self.relief_by(self.town.cadre)
		with self.user(self.town.cadre.user):
			doc = frappe.get_doc("Relief Case", case.name)
			doc.status = "Approved"
			with self.assert_refused(WorkflowPermissionError, SelfApproval):
				doc.save()
			with self.assert_refused(WorkflowTransitionError):
				apply_workflow(case.as_json(), "Approve Relief")
			doc = frappe.get_doc("Relief Case", case.name)
			doc.decided_by, doc.decided_on = self.town.office.name, today()
			doc.save()
		self.assertIsNone(doc.decided_by)

	def test_a_double_click_changes_nothing(self):
		case = self.step_by(self.town.cadre, self.relief_by(self.town.cadre), "Propose")
		with self.assert_refused(WorkflowTransitionError):
			self.step_by(self.town.cadre, case, "Propose")

	def test_nothing_is_proposed_without_plan_measure_and_consent(self):
		for values, error in (
			({"plan": ""}, Incomplete),
			({"measures": []}, OutOfOrder),
			({"consent": ""}, ConsentMissing),
			({"consent": "Consent Refused", "consent_note": "祖父不同意"}, ConsentMissing),
		):
			case = self.relief_by(self.town.cadre, **values)
			with self.subTest(values), self.assert_refused(error):
				self.step_by(self.town.cadre, case, "Propose")

	def test_approved_measures_are_not_changed_without_a_new_approval(self):
		case = self.approved()
		with self.user(self.town.office.user):
			doc = frappe.get_doc("Relief Case", case.name)
			doc.measures[0].amount = 99_000
			with self.assert_refused(PlanApproved):
				doc.save()
		case = self.step_by(self.town.cadre, case, "Change the Plan")
		self.assertIsNone(case.decided_by)
		case.measures[0].amount = 1500
		with self.user(self.town.cadre.user):
			case.save()
		self.assertEqual((case.status, case.total_amount), ("Draft", 1500))

	def test_wrong_measures_are_named(self):
		row = {"relief_type": "economic", "agency": self.town.civil_office, "measure": "x", "due_on": today()}
		for values in (
			{"amount": -1},
			{"done_on": add_days(today(), 1), "result": "x"},
			{"done_on": today()},
		):
			with self.subTest(values), self.assert_refused(InvalidMeasure):
				self.relief_by(self.town.cadre, measures=[{**row, **values}])

	def test_need_met_needs_finished_measures_and_every_end_an_outcome(self):
		case = self.approved()
		with self.assert_refused(Incomplete):
			self.step_by(self.town.office, case, "End Relief")
		with self.assert_refused(OutOfOrder):
			self.step_by(self.town.office, case, "End Relief", outcome="Need Met", closing_note="x")

	def test_reopening_needs_a_reason_and_a_new_decision(self):
		case = self.approved()
		case = self.step_by(
			self.town.office, case, "End Relief", outcome="Partly Met", closing_note="迁往外地"
		)
		with self.assert_refused(Incomplete):
			self.step_by(self.town.office, case, "Reopen")
		case = self.step_by(self.town.office, case, "Reopen", reopen_reason="返回本村")
		self.assertEqual((case.status, case.decided_by, case.closed_on), ("Draft", None, None))

	def test_only_the_case_team_of_the_area_sees_it(self):
		case = self.relief_by(self.town.cadre)
		for key in ("cadre", "office", "governance"):
			self.assert_permitted(case, getattr(self.town, key).user)
		for key in ("neighbour", "head", "civil", "police", "nurse"):
			self.assert_not_permitted(case, getattr(self.town, key).user)
			self.assertEqual(self.names_seen_by(getattr(self.town, key).user, "Relief Case"), [])
		with self.assert_refused():
			self.relief_by(self.town.neighbour)

	def test_the_report_behind_a_case_is_seen_by_the_two_offices_only(self):
		with self.user(self.town.teacher.user):
			report = cases.make_report(self.town.village)
		case = self.relief_by(self.town.office, report=report.name)
		self.assertEqual(case.report, report.name)
		with self.user(self.town.cadre.user):
			doc = frappe.get_doc("Relief Case", case.name)
			doc.apply_fieldlevel_read_permissions()
			self.assertIsNone(doc.get("report"))
			self.assertNotIn("report", frappe.get_list("Relief Case", fields=["*"])[0])

	def test_only_relief_under_way_is_reviewed_and_a_started_case_stays(self):
		case = self.relief_by(self.town.cadre)
		review = {"doctype": "Relief Review", "relief_case": case.name, "reviewed_on": today(), "goes_on": 0}
		with self.user(self.town.cadre.user), self.assert_refused(OutOfOrder):
			frappe.get_doc({**review, "progress": "Better", "findings": "x"}).insert()
		case = self.step_by(self.town.cadre, case, "Propose")
		with self.assert_refused(OutOfOrder):
			frappe.delete_doc("Relief Case", case.name)

	def test_a_kind_of_relief_no_longer_in_use_is_not_chosen(self):
		frappe.db.set_value("Relief Type", "legal", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			self.relief_by(self.town.cadre, needs=[{"relief_type": "legal", "need": "x"}])


class TestSums(HuleiTestCase):
	def test_sums_are_in_yuan_unless_the_site_says_otherwise(self):
		frappe.db.set_default("currency", "")
		frappe.db.set_value("Currency", "CNY", "symbol", None)
		propose_currency.execute()
		self.assertEqual(
			frappe.utils.fmt_money(1500, currency=frappe.db.get_default("currency")), "¥ 1,500.00"
		)
		frappe.db.set_default("currency", "EUR")
		propose_currency.execute()
		self.assertEqual(frappe.db.get_default("currency"), "EUR")


class TestReferral(ReliefTestCase):
	def sent(self, **overrides):
		with self.user(self.town.office.user):
			referral = cases.make_referral(
				self.town.protection, self.town.civil_office, self.town.village, **overrides
			)
		return self.step_by(self.town.office, referral, "Send Referral")

	def test_r37_a_referral_is_answered_done_and_counts_in_the_month(self):
		with self.at(MIDDLE):
			referral = self.sent()
			self.open()
			self.assert_open("R37_referral", referral.name)
			self.assertEqual(self.obligation("R37_referral", referral.name).agency, self.town.civil_office)
			referral = self.step_by(self.town.civil, referral, "Accept Referral")
			self.assert_met("R37_referral", referral.name)
			with self.assert_refused(Incomplete):
				self.step_by(self.town.civil, referral, "Report Done")
			referral = self.step_by(self.town.civil, referral, "Report Done", outcome="已纳入临时救助")
		self.assertEqual((referral.status, str(referral.done_on)), ("Referral Done", "2026-04-15"))
		self.assertEqual(self.figures("R37_referral", agency=self.town.civil_office).met, 1)

	def test_the_receiver_sees_what_was_sent_and_nothing_behind_it(self):
		case = self.approved()
		referral = self.sent(relief_case=case.name)
		self.assertEqual((referral.minor, referral.area), (self.minor, self.town.village))
		with self.user(self.town.civil.user):
			doc = frappe.get_doc("Referral", referral.name)
			doc.apply_fieldlevel_read_permissions()
			self.assertEqual(
				(doc.get("relief_case"), doc.get("minor"), doc.child_name), (None, None, "******")
			)
			row = frappe.get_list("Referral", fields=["*"], filters={"name": referral.name})[0]
			self.assertFalse({"relief_case", "minor"} & set(row))
			for doctype, name in (("Relief Case", case.name), ("Minor", self.minor)):
				with self.assert_refused():
					frappe.get_doc(doctype, name).check_permission("read")
			versions = frappe.get_all("Version", {"docname": referral.name}, pluck="data")
			self.assertNotIn(case.name, json.dumps(versions))

	def test_nothing_is_seen_before_it_is_sent_nor_after_it_was_revoked(self):
		with self.user(self.town.office.user):
			draft = cases.make_referral(self.town.protection, self.town.civil_office, self.town.village)
		self.assert_not_permitted(draft, self.town.civil.user)
		sent = self.step_by(self.town.office, draft, "Send Referral")
		self.assert_permitted(sent, self.town.civil.user)
		self.assert_not_permitted(sent, self.town.nurse.user)
		with self.assert_refused(Incomplete):
			self.step_by(self.town.office, sent, "Revoke")
		revoked = self.step_by(self.town.office, sent, "Revoke", revoke_reason="孩子已迁出")
		self.assert_not_permitted(revoked, self.town.civil.user)
		self.assertTrue(revoked.settled_at)

	def test_each_side_takes_its_own_steps(self):
		sent = self.sent()
		with self.assert_refused(WorkflowTransitionError):
			self.step_by(self.town.office, sent, "Accept Referral")
		with self.assert_refused(WorkflowTransitionError):
			self.step_by(self.town.civil, sent, "Revoke", revoke_reason="x")
		with self.user(self.town.office.user), self.assert_refused(NotYourStep):
			self.fresh(sent).update({"status": "Referral Accepted"}).save()
		with self.assert_refused(Incomplete):
			self.step_by(self.town.civil, sent, "Decline")
		declined = self.step_by(self.town.civil, sent, "Decline", decline_reason="户籍不在本镇")
		self.assertEqual(declined.status, "Declined")
		with self.assert_refused(WorkflowTransitionError):
			self.step_by(self.town.civil, declined, "Accept Referral")

	def offered(self, officer, referral) -> set[str]:
		with self.user(officer.user):
			return {row.action for row in get_transitions(self.fresh(referral))}

	def test_each_side_is_offered_its_own_steps_and_no_others(self):
		with self.user(self.town.office.user):
			draft = cases.make_referral(self.town.protection, self.town.civil_office, self.town.village)
		self.assertEqual(self.offered(self.town.office, draft), {"Send Referral"})
		self.assertEqual(self.offered(self.town.cadre, draft), set())
		sent = self.step_by(self.town.office, draft, "Send Referral")
		self.assertEqual(self.offered(self.town.office, sent), {"Revoke"})
		self.assertEqual(self.offered(self.town.civil, sent), {"Accept Referral", "Decline"})
		self.assertEqual(self.offered(self.town.cadre, sent), set())
		accepted = self.step_by(self.town.civil, sent, "Accept Referral")
		self.assertEqual(self.offered(self.town.office, accepted), {"Revoke"})
		self.assertEqual(self.offered(self.town.civil, accepted), {"Report Done"})

	def test_workflows_of_earlier_versions_follow_and_a_stewards_own_condition_stays(self):
		flow = frappe.get_doc("Workflow", "Referral Between Agencies")
		shipped = [row.condition for row in flow.transitions]
		for row in flow.transitions:
			row.condition = ""
		flow.transitions[0].condition = "doc.is_urgent"
		flow.save()
		offer_own_steps.execute()
		now = [row.condition for row in self.fresh(flow).transitions]
		self.assertEqual(now, ["doc.is_urgent", *shipped[1:]])

	def test_an_agency_refers_to_another_and_nobody_in_anothers_name(self):
		with self.user(self.town.nurse.user):
			referral = cases.make_referral(self.town.hospital, self.town.women, self.town.township)
			with self.assert_refused(frappe.PermissionError):
				cases.make_referral(self.town.civil_office, self.town.women, self.town.township)
		self.step_by(self.town.nurse, referral, "Send Referral")
		self.assertIn(referral.name, self.names_seen_by(self.town.family.user, "Referral"))
		self.assertNotIn(referral.name, self.names_seen_by(self.town.civil.user, "Referral"))

	def test_a_foreign_relief_case_is_not_referred_from(self):
		case = self.approved()
		with self.user(self.town.neighbour.user), self.assert_refused(NotYours, frappe.PermissionError):
			agency = frappe.db.get_value("Officer", self.town.neighbour.name, "agency")
			area = frappe.db.get_value("Officer", self.town.neighbour.name, "area")
			cases.make_referral(agency, self.town.women, area, relief_case=case.name)

	def test_what_was_sent_stays(self):
		sent = self.sent()
		for user in (self.town.civil.user, self.town.office.user):
			with self.user(user):
				doc = frappe.get_doc("Referral", sent.name)
				doc.request = "别的事"
				with self.assert_refused(SentAlready):
					doc.save()
		with self.assert_refused(OutOfOrder):
			frappe.delete_doc("Referral", sent.name)

	def test_a_form_sends_texts_and_nothing_has_changed(self):
		sent = self.sent()
		sent.reload()
		values = json.loads(sent.as_json()) | {"decline_reason": "材料不全"}
		with self.user(self.town.civil.user):
			self.assertEqual(frappe.get_doc(values).save().decline_reason, "材料不全")

	def test_a_passed_deadline_and_a_closed_unit_are_refused(self):
		with self.user(self.town.office.user):
			late = cases.make_referral(
				self.town.protection, self.town.civil_office, self.town.village, due_on=add_days(today(), -1)
			)
			with self.assert_refused(WrongDate):
				cases.step(late, "Send Referral")
			with self.assert_refused(WrongReceiver):
				cases.make_referral(self.town.protection, self.town.protection, self.town.village)
			frappe.db.set_value("Agency", self.town.women, "enabled", 0)
			with self.assert_refused(WrongReceiver):
				cases.make_referral(self.town.protection, self.town.women, self.town.village)

	def test_overdue_is_marked_by_the_night(self):
		with self.at(MIDDLE):
			sent = self.sent(due_on=add_days(today(), 2))
		with self.at(MIDDLE + timedelta(days=2)):
			mark_overdue()
			self.assertEqual(frappe.db.get_value("Referral", sent.name, "is_overdue"), 0)
		with self.at(MIDDLE + timedelta(days=3)):
			mark_overdue()
			self.assertEqual(frappe.db.get_value("Referral", sent.name, "is_overdue"), 1)
