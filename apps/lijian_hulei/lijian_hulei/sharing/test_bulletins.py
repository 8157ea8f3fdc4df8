"""Shared information from collection to the agency that signs for it (R40, R41, R45, R46)."""

import frappe
from frappe.model.workflow import apply_workflow, get_transitions
from frappe.utils import add_days, today

from lijian_hulei.api.sharing import open_bulletin, open_share
from lijian_hulei.compliance.services import open_period, settle
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.privacy.append_only import AppendOnlyError
from lijian_hulei.records.checks import OutOfOrder, SwitchedOff, WrongDate
from lijian_hulei.sharing.doctype.bulletin.bulletin import InvalidAudience, OwnReview
from lijian_hulei.sharing.report.safety_around_the_school import safety_around_the_school
from lijian_hulei.sharing.services.bulletins import public_notices
from lijian_hulei.sharing.services.deidentify import IdentifyingText
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_factories import make_hazard
from lijian_hulei.testing.duties import MIDDLE, MONTH, DutyTestCase
from lijian_hulei.testing.sharing_factories import bulletin_values, make_sharing_rule


class BulletinTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.second = cls.post("governance_officer", cls.governance_office)
		cls.school = make.make_agency("school", cls.village)
		cls.head = cls.post("school_head", cls.school)
		cls.child = make.make_minor(
			area=cls.village,
			minor_name="欧阳测试",
			guardians=[
				{"guardian_name": "司马测试", "relation": "Mother", "is_main": 1, "phone": "0745-4219876"}
			],
		)
		cls.short = make.make_minor(area=cls.village, minor_name="平安")

	def collect(self, **overrides):
		with self.user(self.governance.user):
			return frappe.get_doc(bulletin_values(self.township, **overrides)).insert()

	def review(self, bulletin, user: str | None = None):
		with self.user(user or self.second.user):
			return apply_workflow(self.fresh(bulletin), "Pass Review")

	def publish(self, **overrides):
		if not frappe.db.exists("Sharing Rule", {"area": self.township, "docstatus": 1}):
			make_sharing_rule(self.township)
		bulletin = self.review(self.collect(**overrides))
		with self.user(self.governance.user):
			return apply_workflow(self.fresh(bulletin), "Publish")

	def receipt(self, bulletin, agency=None):
		return frappe.get_doc("Bulletin Receipt", f"{bulletin.name}-{(agency or self.school).name}")


class TestBulletin(BulletinTestCase):
	def test_r40_information_is_collected_reviewed_published_and_counts(self):
		self.open()
		self.assert_open("R40_bulletin", self.township)
		with self.at(MIDDLE):
			bulletin = self.publish()
		self.assertEqual((bulletin.status, bulletin.reviewer), ("Published", self.second.name))
		self.assertTrue(bulletin.sharing_rule)
		self.assert_met("R40_bulletin", self.township)
		self.assertEqual(self.figures("R40_bulletin").met, 1)

	def test_r40_who_wrote_it_does_not_review_it(self):
		bulletin = self.collect()
		for user, offered in ((self.governance.user, False), (self.second.user, True)):
			with self.user(user):
				actions = [row.action for row in get_transitions(self.fresh(bulletin))]
				self.assertEqual("Pass Review" in actions, offered)
		with self.user(self.governance.user), self.assert_refused(OwnReview):
			self.fresh(bulletin).update({"status": "Reviewed"}).save()

	def test_r40_a_child_cannot_be_recognised(self):
		number = "330102201205150017"
		for text, secret in (
			(f"<p>身份证号{number}</p>", number),
			("<p>家长电话 138 0013 8000</p>", "8000"),
			("<p>无事</p><p>学生欧<b>阳测</b>试被送回</p>", "欧阳测试"),
			("<p>其母司马 测试到场</p>", "司马测试"),
			("<p>座机0745-4219876</p>", "4219876"),
		):
			bulletin = self.collect(content=text)
			with self.subTest(text), self.user(self.second.user):
				frappe.db.savepoint("refused_text")
				with self.assertRaises(IdentifyingText) as raised:
					apply_workflow(self.fresh(bulletin), "Pass Review")
				self.assertNotIn(secret, str(raised.exception))
				self.assertRegex(str(raised.exception), r"\d")
				frappe.db.rollback(save_point="refused_text")
		office = self.collect(content="<p>举报电话0745-4212345，110</p>")
		self.assertEqual(self.review(office).status, "Reviewed")

	def test_r40_a_child_of_the_ledger_since_the_review_stops_publication(self):
		make_sharing_rule(self.township)
		bulletin = self.review(self.collect(content="<p>诸葛测试甲参加活动</p>"))
		make.make_minor(area=self.village, minor_name="诸葛测试甲")
		with self.user(self.governance.user), self.assert_refused(IdentifyingText):
			apply_workflow(self.fresh(bulletin), "Publish")

	def test_r40_a_two_character_word_is_the_reviewers_judgment(self):
		bulletin = self.collect(content="<p>平安校园建设</p>")
		with self.assert_refused(IdentifyingText):
			self.review(bulletin)
		with self.user(self.governance.user), self.assert_refused(OwnReview):
			self.fresh(bulletin).update({"short_words_cleared": 1}).save()
		with self.user(self.second.user):
			self.fresh(bulletin).update({"short_words_cleared": 1}).save()
		self.assertEqual(self.review(bulletin).status, "Reviewed")

	def test_what_was_reviewed_stays_until_it_is_returned(self):
		bulletin = self.review(self.collect())
		with self.user(self.governance.user):
			with self.assert_refused(OutOfOrder):
				self.fresh(bulletin).update({"content": "<p>改过</p>"}).save()
			with self.assert_refused(OutOfOrder):
				self.fresh(bulletin).update({"recipients": [{"agency": self.school.name}]}).save()
			bulletin = self.fresh(bulletin).update({"review_note": "请补充来源"}).save()
			bulletin = apply_workflow(bulletin, "Return")
		self.assertEqual((bulletin.status, bulletin.reviewer), ("Collected", None))

	def test_nothing_is_published_past_the_workflow_or_twice(self):
		with self.user(self.governance.user), self.assert_refused(frappe.ValidationError):
			frappe.get_doc(bulletin_values(self.township, status="Published")).insert()
		bulletin = self.collect()
		with self.user(self.governance.user), self.assert_refused(frappe.ValidationError):
			bulletin.update({"status": "Published"}).save()
		bulletin = self.publish()
		with self.user(self.governance.user), self.assert_refused(frappe.ValidationError):
			apply_workflow(self.fresh(bulletin), "Publish")

	def test_the_audience_fits_the_classification(self):
		for wrong in (
			{"for_parents": 1},
			{"for_public": 1, "classification": "Parents and Schools"},
			{"for_agencies": 0, "for_schools": 0},
		):
			with self.subTest(wrong), self.assert_refused(InvalidAudience):
				self.collect(**wrong)

	def test_a_kind_that_is_switched_off_or_deleted(self):
		frappe.db.set_value("Bulletin Kind", "warning", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			self.collect(kind="warning")
		with self.assert_refused(frappe.LinkValidationError):
			self.collect(kind="no_such_kind")

	def test_only_the_office_publishes(self):
		make_sharing_rule(self.township)
		bulletin = self.review(self.collect())
		with self.user(self.head.user), self.assert_refused(frappe.PermissionError, frappe.ValidationError):
			apply_workflow(self.fresh(bulletin), "Publish")

	def test_agencies_see_their_own_drafts_and_no_others(self):
		self.collect()
		with self.user(self.head.user):
			own = frappe.get_doc(bulletin_values(self.village, agency=self.school.name)).insert()
		self.assertEqual(self.names_seen_by(self.head.user, "Bulletin"), [own.name])


class TestReading(BulletinTestCase):
	def test_r41_a_school_learns_of_its_surroundings_and_signs(self):
		with self.at(MIDDLE):
			bulletin = self.publish(content="<p>村口水塘围栏损坏</p>")
			open_period(MONTH)
			receipt = self.receipt(bulletin)
			self.assert_open("R41_read", receipt.name)
			with self.user(self.second.user):
				open_bulletin(receipt.name)
			self.assertEqual(self.fresh(receipt).state, "Not Signed")
			with self.user(self.head.user):
				self.assertIn("围栏", open_bulletin(receipt.name)["content"])
				open_bulletin(receipt.name)
		receipt.reload()
		self.assertEqual(
			(receipt.state, receipt.first_reader, receipt.readings), ("Signed", self.head.name, 2)
		)
		self.assertEqual(self.fresh(bulletin).receipts_read, 1)
		self.assert_met("R41_read", receipt.name)
		self.assertEqual(self.figures("R41_read", agency=self.school.name).met, 1)

	def test_r41_figures_around_the_school_hold_no_person(self):
		self.publish()
		with self.user(self.head.user):
			_columns, rows, *_rest = safety_around_the_school.execute({})
		self.assertEqual({row["school"] for row in rows}, {self.school.name})
		self.assertIn(1, [row["figure"] for row in rows])
		with self.user(self.cadre.user):
			self.assertFalse(frappe.has_permission("School Report", "read"))

	def test_r41_hazards_are_counted_for_who_may_open_them(self):
		other = make.make_agency("school", self.village)
		with self.user(self.governance.user):
			late = add_days(today(), -3)
			make_hazard(self.school.name, found_on=late, due_on=late)
			make_hazard(self.school.name, place="Around the Campus", owner_agency=self.governance_office.name)
			make_hazard(self.school.name).db_set("status", "Rectified")
			make_hazard(other.name)
			self.assertEqual(self.hazards(self.school), [1, 1, 1])
			self.assertEqual(self.hazards(other), [1, 0, 0])
		with self.user(self.head.user):
			self.assertEqual(self.hazards(self.school), [1, 1, 1])
			self.assertEqual(self.hazards(other), [])

	@staticmethod
	def hazards(school) -> list[int]:
		"""On the campus, around it, past the deadline; as the reader of the moment is told."""
		rows = safety_around_the_school.execute({"school": school.name})[1]
		return [row["figure"] for row in rows if row["item"].startswith("Hazards")]

	def test_r45_every_opening_is_logged_and_stays(self):
		bulletin = self.publish()
		with self.user(self.head.user):
			open_bulletin(self.receipt(bulletin).name)
		logged = frappe.get_last_doc("Bulletin Reading")
		self.assertEqual((logged.user, logged.reference), (self.head.user, bulletin.name))
		with self.assert_refused(AppendOnlyError):
			logged.update({"user": "Administrator"}).save()
		self.assertEqual(self.names_seen_by(self.head.user, "Bulletin Reading"), [])

	def test_receipts_belong_to_their_agency(self):
		other = make.make_agency("school", make.make_area().name)
		bulletin = self.publish()
		with self.user(self.head.user):
			with self.assert_refused():
				open_bulletin(self.receipt(bulletin, other).name)
			receipt = self.receipt(bulletin)
			with self.assert_refused(OutOfOrder):
				receipt.update({"state": "Signed"}).save()
			self.fresh(receipt).update({"measures": "已加装护栏提示牌"}).save()

	def test_named_recipients_only(self):
		bulletin = self.publish(recipients=[{"agency": self.school.name}])
		self.assertEqual(bulletin.receipts, 1)

	def test_what_is_withdrawn_is_closed_at_once(self):
		bulletin = self.publish(classification="For Everybody", for_public=1)
		self.assertIn(bulletin.name, [row.name for row in public_notices()])
		with self.user(self.governance.user):
			bulletin = self.fresh(bulletin).update({"withdrawal_reason": "内容有误"}).save()
			apply_workflow(bulletin, "Withdraw")
		self.assertNotIn(bulletin.name, [row.name for row in public_notices()])
		with self.user(self.head.user), self.assert_refused(OutOfOrder):
			open_bulletin(self.receipt(bulletin).name)

	def test_agencies_only_never_reaches_the_public_page(self):
		bulletin = self.publish()
		self.assertNotIn(bulletin.name, [row.name for row in public_notices()])


class TestShareRequest(BulletinTestCase):
	def ask(self, **overrides):
		with self.user(self.head.user):
			return frappe.get_doc(
				{
					"doctype": "Share Request",
					"agency": self.school.name,
					"title": "本村留守儿童人数",
					"purpose": "安排寒假家访",
					"legal_basis": "方案三（二）",
					"wanted_until": add_days(today(), 30),
					**overrides,
				}
			).insert()

	def grant(self, request, answer: str = "本村留守儿童12人。", **overrides):
		with self.user(self.governance.user):
			values = {"answer": answer, "expires_on": add_days(today(), 10), **overrides}
			return apply_workflow(self.fresh(request).update(values).save(), "Grant")

	def test_r45_asked_for_a_purpose_granted_opened_logged_and_expired(self):
		request = self.grant(self.ask())
		with self.user(self.head.user):
			self.assertIn("12人", open_share(request.name)["answer"])
		logged = frappe.get_last_doc("Bulletin Reading")
		self.assertEqual((logged.kind, logged.purpose), ("Share Request", "安排寒假家访"))
		with self.at(f"{add_days(today(), 11)} 10:00:00"), self.user(self.head.user):
			with self.assert_refused(OutOfOrder):
				open_share(request.name)

	def test_r45_who_asks_is_not_offered_to_grant(self):
		request = self.ask(expires_on=add_days(today(), 10), decision_note="已核")
		for owner, offered in ((self.head.user, True), (self.governance.user, False)):
			frappe.db.set_value("Share Request", request.name, "owner", owner)
			with self.user(self.governance.user):
				actions = [row.action for row in get_transitions(self.fresh(request))]
			self.assertEqual(("Grant" in actions, "Do Not Grant" in actions), (offered, True))

	def test_r45_the_answer_is_read_through_the_log_only(self):
		request = self.grant(self.ask())
		with self.user(self.head.user):
			seen = frappe.get_doc("Share Request", request.name)
			seen.apply_fieldlevel_read_permissions()
			self.assertFalse(seen.get("answer"))

	def test_r45_refusals(self):
		with self.assert_refused(WrongDate):
			self.ask(wanted_until="2020-01-01")
		request = self.ask()
		with self.assert_refused(IdentifyingText):
			self.grant(request, "欧阳测试等12人")
		with self.assert_refused(WrongDate):
			self.grant(request, expires_on=add_days(today(), 31))
		with self.user(self.head.user), self.assert_refused(OutOfOrder):
			open_share(request.name)
		with self.user(self.governance.user):
			with self.assert_refused(frappe.ValidationError):
				apply_workflow(self.fresh(request), "Do Not Grant")
			request = self.fresh(request).update({"decision_note": "与用途不符"}).save()
			self.assertEqual(apply_workflow(request, "Do Not Grant").status, "Not Granted")
		stranger = self.post("school_head", make.make_agency("school", make.make_area().name))
		self.assertEqual(self.names_seen_by(stranger.user, "Share Request"), [])


class TestSharingRule(BulletinTestCase):
	def test_r46_a_rule_in_force_and_its_yearly_review(self):
		with self.user(self.governance.user):
			rule = make_sharing_rule(self.township, submit=False)
			rule.submit()
		self.open()
		with self.at(MIDDLE):
			settle(MONTH)
		self.assert_met("R46_rule", self.township)
		self.assertEqual(self.figures("R46_rule").met, 1)

	def test_r46_the_review_of_the_year(self):
		rule = make_sharing_rule(self.township)
		december = frappe.utils.getdate("2026-12-01")
		with self.at("2026-12-05 10:00:00.5"):
			open_period(month_of(december))
			self.assert_open("R46_review", self.township)
			with self.user(self.governance.user):
				review = {"doctype": "Sharing Rule Review", "sharing_rule": rule.name, "area": self.township}
				with self.assert_refused(frappe.MandatoryError):
					frappe.get_doc(
						{**review, "reviewed_on": "2026-12-05", "outcome": "To Be Changed"}
					).insert()
				review["note"] = "核查共享日志和撤回信息"
				with self.assert_refused(WrongDate):
					frappe.get_doc({**review, "reviewed_on": "2026-12-06", "outcome": "Still Fits"}).insert()
				frappe.get_doc({**review, "reviewed_on": "2026-12-05", "outcome": "Still Fits"}).insert()
		self.assert_met("R46_review", self.township)

	def test_r46_a_new_version_closes_the_old_one(self):
		old = make_sharing_rule(self.township)
		with self.assert_refused(OutOfOrder):
			make_sharing_rule(self.township, effective_from="2024-01-01")
		new = make_sharing_rule(self.township, effective_from="2026-01-01")
		self.assertEqual(str(self.fresh(old).effective_to), "2025-12-31")
		self.assertEqual(new.supersedes, old.name)
		with self.assert_refused(frappe.UpdateAfterSubmitError):
			self.fresh(old).update({"use": "改过"}).save()
		new.cancel()
		self.assertIsNone(self.fresh(old).effective_to)

	def test_r46_nothing_is_published_without_a_rule(self):
		bulletin = self.review(self.collect())
		with self.user(self.governance.user), self.assert_refused(OutOfOrder):
			apply_workflow(self.fresh(bulletin), "Publish")

	def test_r46_only_the_governance_office_makes_rules(self):
		rule = make_sharing_rule(self.township, submit=False)
		self.assert_permitted(rule, self.governance.user, "submit")
		for officer in (self.head, self.cadre):
			self.assert_permitted(rule, officer.user)
			self.assert_not_permitted(rule, officer.user, "write")
