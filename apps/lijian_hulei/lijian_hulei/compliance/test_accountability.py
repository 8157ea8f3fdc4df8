"""The year's marks, supervision and the file for the supervisory commission (R38, R56-R61)."""

from datetime import datetime
from unittest.mock import patch

import frappe
from frappe.model.workflow import WorkflowTransitionError, apply_workflow, get_transitions

from lijian_hulei.api import accountability as api
from lijian_hulei.compliance.doctype.accountability_referral.accountability_referral import (
	ReferralRefused,
	SamePerson,
)
from lijian_hulei.compliance.doctype.assessment_appeal.assessment_appeal import AppealRefused
from lijian_hulei.compliance.doctype.assessment_scheme.assessment_scheme import InvalidScheme
from lijian_hulei.compliance.doctype.assessment_score.assessment_score import ScoreIsCounted
from lijian_hulei.compliance.doctype.supervision_visit.supervision_visit import SupervisionRefused
from lijian_hulei.compliance.services import escalate, mark_overdue, open_period, scorecard, settle
from lijian_hulei.compliance.services.confidential import file_condition
from lijian_hulei.compliance.services.definitions import forget
from lijian_hulei.compliance.services.sealed_file import WeakPassword
from lijian_hulei.compliance.test_compliance import APRIL, ComplianceTestCase, make_duty
from lijian_hulei.testing import accountability_factories as records
from lijian_hulei.testing import factories as make

JULY = datetime(2026, 7, 2, 9)
MAY = datetime(2026, 5, 4, 9)
PASSWORD = "Tuanjie-2026-yuan"


class AccountabilityTestCase(ComplianceTestCase):
	"""One village's red child was not visited in April; two offices and two members of the leading group."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.township = make.make_township()
		cls.office = make.make_agency("governance_office", cls.township)
		cls.group = make.make_agency("leading_group", cls.township)
		cls.governance = cls.post("governance_officer", cls.office)
		cls.chair = cls.post("leading_group_member", cls.group)
		cls.deputy = cls.post("leading_group_member", cls.group)
		cls.cadre_user = frappe.db.get_value("Officer", cls.secretary, "user")

	@classmethod
	def post(cls, position: str, agency):
		return make.make_officer(position, cls.township, agency.name, started_on="2025-01-01")

	@staticmethod
	def enable(*codes: str) -> None:
		frappe.db.set_value("Duty", {"name": ["in", codes]}, "enabled", 1)
		forget()

	def owe_visits(self) -> None:
		make_duty(requirement="R13", plan_section="二、工作重点（一）社会面治理 2")
		with self.at(datetime(2026, 4, 1, 8)):
			open_period(APRIL)

	def act(self, officer, doc, action: str, **values):
		"""The officer saves values and takes one step of the workflow."""
		with self.user(officer if isinstance(officer, str) else officer.user):
			doc = self.fresh(doc)
			if values:
				doc.update(values)
				doc.save()
			return apply_workflow(doc, action)

	def offered(self, officer, doc) -> set[str]:
		with self.user(officer if isinstance(officer, str) else officer.user):
			return {row.action for row in get_transitions(self.fresh(doc))}


class TestAssessment(AccountabilityTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.owe_visits()
		with self.at(MAY):
			mark_overdue()
		with self.at(datetime(2026, 1, 2, 9)):
			self.scheme = records.make_scheme(self.township)

	def score_of(self, area: str):
		return frappe.get_doc(
			"Assessment Score", {"area": area, "unit_kind": "Village", "period_kind": "Quarter"}
		)

	def published(self):
		with self.at(JULY), self.user(self.governance.user):
			api.publish_scores("Quarter", "2026-06-30")
		return self.score_of(self.village)

	def test_r56_a_village_is_marked_from_its_obligations_and_the_score_opens_them(self):
		with self.at(JULY), self.user(self.governance.user):
			self.assertGreaterEqual(api.count_scores("Quarter", "2026-06-30")["changed"], 1)
			self.assertEqual(api.count_scores("Quarter", "2026-06-30")["changed"], 0)
		score = self.score_of(self.village)
		self.assertEqual((score.score, score.deducted, score.status), (98, 2, "Running"))
		first = score.deductions[0]
		self.assertEqual((first.rule_name, first.hits, first.points), ("逾期未办", 1, -2))
		self.assert_permitted(score, self.cadre_user)
		stranger = make.make_officer("village_secretary")
		self.assert_not_permitted(score, stranger.user)

	def test_r56_publishing_the_quarter_meets_the_duty_of_the_leading_group(self):
		self.enable("R56_scores")
		with self.at(datetime(2026, 4, 1, 8)):
			open_period(APRIL)
		self.published()
		with self.at(JULY):
			settle()
		done = frappe.db.get_value(
			"Obligation", {"duty": "R56_scores", "subject_name": self.township}, "status"
		)
		self.assertEqual(done, "Met")

	def test_r56_the_number_of_queries_does_not_grow_with_the_units(self):
		def count() -> int:
			with self.at(MAY), patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
				scorecard.cards(self.scheme, scorecard.period_of("Quarter", MAY.date()))
			return sql.call_count

		before = count()
		with self.at(datetime(2026, 4, 2, 8)):
			for _number in range(4):
				make.make_minor(make.make_area().name, ["smoking"])
			open_period(APRIL)
		self.assertEqual(count(), before)

	def test_r56_scores_cannot_be_written_and_only_the_offices_publish(self):
		score = self.published()
		self.assertEqual((score.status, str(score.appeal_until)), ("Published", "2026-07-09"))
		with self.at(JULY), self.assert_refused(ScoreIsCounted):
			score.score = 100
			score.save()
		with self.at(JULY), self.user(self.cadre_user), self.assert_refused():
			api.publish_scores("Quarter", "2026-06-30")
		with self.at(MAY), self.user(self.governance.user), self.assert_refused(scorecard.PeriodNotOver):
			api.publish_scores("Quarter", "2026-05-01")

	def appeal(self, score, **values):
		fields = {
			"doctype": "Assessment Appeal",
			"score": score.name,
			"rule_name": "逾期未办",
			"reason": "儿童已外出就医",
		}
		return frappe.get_doc({**fields, **values}).insert()

	def test_r56_a_granted_appeal_gives_points_back(self):
		score = self.published()
		with self.at(JULY):
			with self.user(self.cadre_user):
				appeal = self.appeal(score)
			self.act(self.cadre_user, appeal, "Lodge")
			with self.assert_refused(AppealRefused):
				self.act(self.governance, appeal, "Grant Appeal", decision_note="情况属实", points_returned=9)
			self.act(self.governance, appeal, "Grant Appeal", decision_note="情况属实", points_returned=2)
		self.assertEqual((self.fresh(score).score, self.fresh(score).returned), (100, 2))
		with self.at(datetime(2026, 7, 12)):
			scorecard.close_appeals()
		self.assertEqual(self.fresh(score).status, "Final")

	def test_r56_nobody_is_offered_the_decision_on_an_appeal_of_his_own(self):
		score = self.published()
		with self.at(JULY):
			with self.user(self.cadre_user):
				appeal = self.appeal(score)
			self.act(self.cadre_user, appeal, "Lodge")
			decisions = {"Grant Appeal", "Refuse Appeal", "Return"}
			self.assertEqual(self.offered(self.governance, appeal), decisions)
			frappe.db.set_value("Assessment Appeal", appeal.name, "lodged_by", self.governance.user)
			self.assertEqual(self.offered(self.governance, appeal), set())
			self.assertEqual(self.offered(self.chair, appeal), decisions)

	def test_r56_appeals_out_of_time_about_nothing_twice_or_of_others_are_refused(self):
		score = self.published()
		with self.at(JULY), self.user(self.cadre_user):
			appeal = self.appeal(score)
			for values in ({"rule_name": "没有这项"}, {}):
				with self.assert_refused(AppealRefused):
					self.appeal(score, **values)
		with self.at(JULY), self.user(make.make_officer("village_secretary").user), self.assert_refused():
			self.appeal(score)
		with self.at(datetime(2026, 7, 20)), self.assert_refused(AppealRefused):
			self.act(self.cadre_user, appeal, "Lodge")

	def test_r56_a_new_version_takes_over_and_the_old_one_cannot_change(self):
		with self.at(MAY):
			newer = records.make_scheme(self.township, "2026-06-01")
			self.assertEqual((newer.version, newer.supersedes), (2, self.scheme.name))
			self.assertEqual(str(self.fresh(self.scheme).effective_to), "2026-05-31")
			with self.assert_refused(InvalidScheme):
				records.make_scheme(self.township, "2026-02-01")
			with self.assert_refused(InvalidScheme):
				records.make_scheme(self.township, "2026-08-01", rules=({**records.RULES[0], "points": 0},))


class TestSupervision(AccountabilityTestCase):
	def sheet(self, **values):
		with self.user(self.chair.user):
			return records.make_supervision(
				self.village, self.group.name, self.chair.name, "2026-04-10", **values
			)

	def test_r57_a_sheet_goes_out_is_answered_and_closed(self):
		self.enable("R57_supervision", "R57_feedback")
		with self.at(datetime(2026, 4, 10, 9)):
			open_period(APRIL)
			sheet = self.act(self.chair, self.sheet(problem="两户未走访"), "Issue")
			open_period(APRIL)
		self.assertEqual(self.obligation("R57_supervision", self.village).status, "Met")
		owed = self.obligation("R57_feedback", sheet.name, "20260410")
		self.assertEqual((owed.status, owed.responsible_officer), ("Open", self.secretary))
		with self.at(datetime(2026, 4, 20, 9)):
			with self.assert_refused(SupervisionRefused):
				self.act(self.cadre_user, sheet, "Give Feedback")
			self.act(self.cadre_user, sheet, "Give Feedback", feedback="已补访两户")
			self.assertEqual(self.offered(self.chair, sheet), {"Return", "Close Supervision"})
			frappe.db.set_value("Supervision Visit", sheet.name, "contact_user", self.deputy.user)
			self.assertEqual(self.offered(self.deputy, sheet), set())
			with self.assert_refused(SupervisionRefused):
				self.act(self.chair, sheet, "Close Supervision")
			self.act(self.chair, sheet, "Close Supervision", closing_note="整改到位")
		self.assertEqual(self.obligation("R57_feedback", sheet.name, "20260410").status, "Met")

	def test_r57_what_was_sent_is_fixed_and_others_do_not_see_it(self):
		with self.at(datetime(2026, 4, 10, 9)):
			sheet = self.act(self.chair, self.sheet(problem="两户未走访"), "Issue")
			with self.user(self.cadre_user), self.assert_refused(SupervisionRefused):
				sheet = self.fresh(sheet)
				sheet.items[0].note = "没有问题"
				sheet.save()
			with self.assert_refused(SupervisionRefused):
				self.sheet(problem="x", visit_date="2026-05-01")
		self.assert_not_permitted(sheet, make.make_officer("village_secretary").user)

	def test_r38_five_different_matters_in_half_a_year_meet_the_groups_duty(self):
		self.enable("R38_dispatch")
		focuses = frappe.get_meta("Supervision Visit").get_field("focus").options.split("\n")
		with self.at(datetime(2026, 4, 10, 9)):
			open_period(APRIL)
			for focus in (*focuses[:4], focuses[0]):
				self.act(self.chair, self.sheet(focus=focus), "Close Supervision")
			owed = frappe.get_doc("Obligation", {"duty": "R38_dispatch", "subject_name": self.group.name})
			self.assertEqual((owed.done, owed.status), (4, "Open"))
			self.act(self.chair, self.sheet(focus=focuses[4]), "Close Supervision")
		self.assertEqual(self.fresh(owed).status, "Met")


class TestFile(AccountabilityTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.owe_visits()
		with self.at(datetime(2026, 4, 3, 9)):
			self.visit("2026-04-03")
		with self.at(MAY):
			mark_overdue()
			escalate()

	def file(self, **values):
		with self.user(self.governance.user):
			return records.make_file(self.village, **{"case_date": "2026-05-02", **values})

	def approved(self, **values):
		file = self.act(self.governance, self.file(**values), "Send For Approval")
		self.act(self.deputy, file, "Approve")
		return self.act(self.chair, file, "Approve Finally")

	def test_r58_the_file_says_who_was_responsible_what_was_owed_done_and_sent_up(self):
		with self.at(MAY):
			file = self.file(basis="R58 Guidance and Urging")
		kinds = {row.kind: row.officer for row in file.people}
		self.assertEqual(kinds, {"First Responsible": self.leader, "Direct Responsible": self.secretary})
		fact = file.duties[0]
		self.assertEqual(
			(fact.required, fact.done, fact.standing, fact.officer), (2, 1, "Overdue", self.helper)
		)
		self.assertEqual([row.kind for row in file.events], ["Appointed", "Appointed", "Done", "Fell Due"])
		text = frappe.as_json(file.as_dict())
		self.assertNotIn(self.minor.minor_name, text)

	def test_r59_what_was_entered_after_the_day_is_marked_and_later_acts_are_left_out(self):
		with self.at(MAY):
			self.visit("2026-04-20")
			self.visit("2026-05-03")
			file = self.file()
		done = [(str(row.at)[:10], row.entered_later) for row in file.events if row.kind == "Done"]
		self.assertEqual(done, [("2026-04-03", 0), ("2026-04-20", 1)])
		self.assertEqual(file.duties[0].standing, "Met")

	def test_r59_steps_up_the_ladder_are_on_record(self):
		with self.at(datetime(2026, 5, 8, 9)):
			escalate()
			file = self.file(case_date="2026-05-08")
		levels = [row.what[-2:] for row in file.events if row.kind == "Escalated"]
		self.assertEqual(len(levels), 2)
		self.assertEqual(file.duties[0].highest_level, 3)

	def test_r58_two_approvals_by_different_persons_neither_the_writer(self):
		with self.at(MAY):
			file = self.act(self.governance, self.file(), "Send For Approval")
			second = self.post("governance_officer", self.office)
			with self.assert_refused(WorkflowTransitionError):
				self.act(self.governance, file, "Approve")
			self.assertEqual(self.offered(self.governance, file), {"Return"})
			self.assertEqual(self.offered(second, file), {"Approve", "Return"})
			self.act(self.chair, file, "Approve")
			self.assertEqual(self.offered(self.chair, file), {"Return"})
			self.assertEqual(self.offered(self.deputy, file), {"Approve Finally", "Return"})
			with self.user(self.chair.user), self.assert_refused(SamePerson):
				sent = self.fresh(file).update({"status": "Approved"})
				sent.approver()
			with self.assert_refused(frappe.ValidationError):
				self.act(second, file, "Approve Finally")
			file = self.act(self.deputy, file, "Approve Finally")
		self.assertEqual((file.docstatus, file.second_approver), (1, self.deputy.user))

	def test_r58_sent_facts_are_fixed_and_judgements_refused(self):
		with self.at(MAY):
			with self.assert_refused(ReferralRefused):
				self.file(summary="该支书失职，负有责任。")
			with self.assert_refused(ReferralRefused):
				self.file(summary="联系电话13800001111。")
			file = self.act(self.governance, self.file(), "Send For Approval")
			with self.user(self.chair.user), self.assert_refused(ReferralRefused):
				file = self.fresh(file)
				file.summary = "改写"
				file.save()
			with self.user(self.chair.user), self.assert_refused(ReferralRefused):
				file = self.fresh(file)
				file.people = []
				file.save()

	def test_r59_neither_the_units_nor_who_is_named_can_see_it(self):
		with self.at(MAY):
			file = self.file()
		helper_user = frappe.db.get_value("Officer", self.helper, "user")
		for user in (self.cadre_user, helper_user, self.post("police_officer", self.office).user):
			self.assert_not_permitted(file, user)
			self.assertEqual(self.names_seen_by(user, "Accountability Referral"), [])
		self.assert_permitted(file, self.deputy.user)
		frappe.db.set_value("Accountability Person", file.people[0].name, "officer", self.deputy.name)
		file = self.fresh(file)
		self.assert_not_permitted(file, self.deputy.user)
		self.assertEqual(self.names_seen_by(self.deputy.user, "Accountability Referral"), [])
		with self.user(self.deputy.user):
			self.assertIn(self.deputy.name, file_condition())

	def test_r59_handing_over_meets_the_duty_and_counts_against_the_village(self):
		self.enable("R59_hand_over")
		with self.at(datetime(2026, 1, 2, 9)):
			records.make_scheme(self.township)
		with self.at(MAY):
			file = self.approved()
			open_period(APRIL.next())
			owed = frappe.get_doc("Obligation", {"duty": "R59_hand_over", "subject_name": file.name})
			self.assertEqual((owed.status, owed.area), ("Open", self.township))
			self.assert_not_permitted(owed, self.cadre_user)
			with self.user(self.governance.user):
				file = self.fresh(file)
				file.update({"handed_over_on": "2026-05-04", "handed_over_to": "县纪委监委"})
				file.save()
			self.assertEqual(self.fresh(owed).status, "Met")
			scorecard.refresh("Quarter", MAY.date())
		veto = frappe.db.get_value("Assessment Score", {"area": self.village, "unit_kind": "Village"}, "veto")
		self.assertEqual(veto, 1)

	def test_r60_on_campus_the_head_and_the_deputy_are_named(self):
		school = make.make_agency("school", self.village)
		head = self.post("school_head", school)
		deputy = self.post("school_staff", school)
		with self.at(MAY):
			file = self.file(basis="R60 Campus", place_kind="On Campus", agency=school.name)
			with self.assert_refused(ReferralRefused):
				self.file(basis="R60 Campus")
		named = {(row.kind, row.officer) for row in file.people}
		self.assertLessEqual({("School Head", head.name), ("Deputy School Head", deputy.name)}, named)

	def test_r61_at_a_venue_the_station_is_named_and_what_was_owed_about_the_venue(self):
		from lijian_hulei.testing.venue_factories import make_venue

		station = make.make_agency("police_station", self.township)
		chief = self.post("police_chief", station)
		venue = make_venue(station.name, self.village, listed_on="2025-01-01")
		with self.at(MAY):
			file = self.file(basis="R61 Venue", place_kind="At a Venue", venue=venue.name)
		self.assertIn(("Supervising Station", chief.name), {(row.kind, row.officer) for row in file.people})
		self.assertEqual(file.place_area, self.village)

	def test_r61_the_sealed_file_opens_only_with_its_password_and_leaves_a_line(self):
		with self.at(MAY):
			file = self.approved()
			with self.user(self.governance.user):
				for reason, password, error in (
					("移送", "x" * 12, WeakPassword),
					("", PASSWORD, api.ReasonMissing),
				):
					with self.assert_refused(error, frappe.ValidationError):
						api.take_out_file(file.name, reason, password)
				with patch.object(api, "sealed_pdf", return_value=b"sealed"):
					api.take_out_file(file.name, "移送县纪委监委", PASSWORD)
			log = frappe.get_last_doc(
				"Export Log", {"reference_doctype": "Accountability Referral", "kind": "Export"}
			)
		self.assertEqual((log.reference_doctype, log.reason), ("Accountability Referral", "移送县纪委监委"))
		self.assertNotIn(PASSWORD, frappe.as_json(log.as_dict()))
		with self.user(self.cadre_user), self.assert_refused():
			api.take_out_file(file.name, "看看材料", PASSWORD)

	def test_r61_a_file_not_approved_stays_inside(self):
		with self.at(MAY):
			file = self.file()
			with self.user(self.governance.user), self.assert_refused(api.NotApproved):
				api.take_out_file(file.name, "移送县纪委监委", PASSWORD)
