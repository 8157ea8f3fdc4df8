"""Leading group, meetings with their tasks, joint actions, guidance and typical cases (R28, R38, R47, R48, R50-R52)."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today

from lijian_hulei.compliance.services import open_period, settle
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.records.checks import Incomplete, NotInPost, OutOfOrder, WrongDate
from lijian_hulei.sharing.doctype.joint_meeting.joint_meeting import IncompleteMinutes
from lijian_hulei.sharing.report.leading_group_overview import leading_group_overview
from lijian_hulei.sharing.report.overdue_meeting_tasks import overdue_meeting_tasks
from lijian_hulei.sharing.services.deidentify import IdentifyingText
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import AFTER, MIDDLE, MONTH, DutyTestCase
from lijian_hulei.testing.sharing_factories import guidance_values


class TogetherTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.leading_office = make.make_agency("leading_group", cls.township)
		cls.leader = cls.post("leading_group_member", cls.leading_office)
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		cls.school = make.make_agency("school", cls.village)
		cls.head = cls.post("school_head", cls.school)


class TestLeadingGroup(TogetherTestCase):
	def group(self, members=None, **overrides):
		members = members or [
			{
				"officer": self.leader.name,
				"post": "Leader in Charge",
				"canvass": 1,
				"visits": 1,
				"education": 1,
			},
			{"officer": self.police.name, "post": "Member", "control": 1, "crackdown": 1},
		]
		values = {
			"doctype": "Leading Group",
			"title": "官庄镇领导小组",
			"area": self.township,
			"effective_from": "2025-02-01",
			"office_agency": self.governance_office.name,
			"members": members,
		}
		return frappe.get_doc({**values, **overrides}).insert()

	def test_r38_the_group_its_members_and_their_tasks(self):
		with self.user(self.leader.user):
			self.group().submit()
		self.open()
		with self.at(MIDDLE):
			settle(MONTH)
			with self.user(self.leader.user):
				_columns, rows = leading_group_overview.execute({"month": "2026-04-15"})
		self.assert_met("R38_group", self.township)
		self.assertEqual(self.figures("R38_group").met, 1)
		taken = {row["task"]: row["members"] for row in rows}
		self.assertEqual(taken["crackdown"], self.police.officer_name)
		self.assertTrue(any(row["required"] for row in rows))

	def test_r38_every_task_has_somebody_and_one_leads(self):
		one = {"officer": self.leader.name, "post": "Leader in Charge"}
		everything = dict.fromkeys(("canvass", "control", "education", "visits", "crackdown"), 1)
		for members in (
			[one],
			[{**one, "post": "Member", **everything}],
			[{**one, **everything}, {"officer": self.police.name, "post": "Leader in Charge"}],
		):
			group = self.group(members)
			with self.subTest(members), self.assert_refused(Incomplete):
				group.submit()
		with self.assert_refused(Incomplete):
			self.group([one, one])
		with self.assert_refused(NotInPost):
			self.group(effective_from="2020-01-01")

	def test_r38_a_new_group_follows_the_old_one(self):
		old = self.group()
		old.submit()
		self.group(effective_from="2026-01-01").submit()
		self.assertEqual(str(self.fresh(old).effective_to), "2025-12-31")
		with self.assert_refused(OutOfOrder):
			self.group(effective_from="2025-12-01").submit()

	def test_who_may(self):
		group = self.group()
		self.assert_permitted(group, self.governance.user, "submit")
		for officer in (self.head, self.cadre, self.police):
			self.assert_permitted(group, officer.user)
			self.assert_not_permitted(group, officer.user, "write")


class TestMeetingTasks(TogetherTestCase):
	def meeting(self, day: str = "2026-04-02", due: str = "2026-04-20", **decision):
		with self.user(self.governance.user):
			meeting = frappe.get_doc(
				{
					"doctype": "Joint Meeting",
					"meeting_kind": "Joint Meeting",
					"area": self.township,
					"meeting_date": day,
					"agencies": [{"agency": self.governance_office.name}],
					"minutes": "<p>会商</p>",
					"decisions": [
						{
							"decision": "检查校园周边",
							"owner_agency": self.station.name,
							"due_on": due,
							**decision,
						}
					],
				}
			).insert()
			meeting.submit()
			return meeting

	def task(self, meeting):
		return frappe.get_last_doc("Meeting Task", {"meeting": meeting.name})

	def test_r48_both_meetings_of_the_month_count(self):
		self.open()
		with self.at(MIDDLE):
			meeting = self.meeting()
			frappe.copy_doc(meeting).update({"meeting_kind": "Minors Protection Meeting"}).submit()
		self.assert_met("R48_joint", self.township)
		self.assert_met("R48_minors", self.township)
		self.assertEqual(self.figures("R48_joint").met, 1)

	def test_r48_a_decision_is_a_task_until_it_is_done(self):
		with self.at(MIDDLE):
			meeting = self.meeting()
			open_period(MONTH)
			task = self.task(meeting)
			self.assertEqual((task.status, task.contact), ("Open", self.police.user))
			self.assert_open("R48_tasks", task.name)
			with self.user(self.police.user):
				task.update({"progress": "已检查", "done_on": "2026-04-15"}).save()
		self.assertEqual((task.status, task.is_late), ("Done", 0))
		self.assertEqual(str(self.fresh(meeting).decisions[0].done_on), "2026-04-15")
		self.assert_met("R48_tasks", task.name)
		self.assertEqual(self.figures("R48_tasks", agency=self.station.name).met, 1)

	def test_r48_ticked_in_the_minutes_it_is_done_in_the_list(self):
		meeting = self.meeting()
		meeting.decisions[0].done_on = "2026-04-30"
		meeting.save()
		task = self.task(meeting)
		self.assertEqual((task.status, task.is_late), ("Done", 1))
		meeting.reload()
		meeting.decisions[0].done_on = None
		meeting.save()
		self.assertEqual(self.fresh(task).status, "Open")

	def test_r48_overdue_decisions_are_listed_by_owner(self):
		meeting = self.meeting()
		with self.at(AFTER):
			for officer, seen in ((self.governance, 1), (self.police, 1), (self.head, 0)):
				with self.user(officer.user):
					rows = overdue_meeting_tasks.rows(frappe._dict())
				self.assertEqual(len([row for row in rows if row.name == self.task(meeting).name]), seen)
			self.assertEqual(rows, [])

	def test_r48_owners_write_progress_and_nothing_else(self):
		task = self.task(self.meeting())
		with self.user(self.police.user):
			for wrong in ({"due_on": "2030-01-01"}, {"decision": "不用办"}, {"status": "Cancelled"}):
				with self.subTest(wrong), self.assert_refused(OutOfOrder):
					self.fresh(task).update(wrong).save()
			with self.assert_refused(WrongDate):
				self.fresh(task).update({"done_on": add_days(today(), 2)}).save()
		self.assert_not_permitted(task, self.head.user)
		with self.user(self.governance.user), self.assert_refused():
			frappe.copy_doc(task).insert()

	def test_r48_a_cancelled_meeting_takes_its_tasks_along(self):
		meeting = self.meeting()
		with self.user(self.governance.user):
			meeting.cancel()
		task = self.task(meeting)
		self.assertEqual(task.status, "Cancelled")
		with self.user(self.police.user), self.assert_refused(OutOfOrder):
			task.update({"done_on": today()}).save()

	def test_r48_a_decision_added_later_needs_an_owner_too(self):
		meeting = self.meeting()
		meeting.append("decisions", {"decision": "补充事项"})
		with self.assert_refused(IncompleteMinutes):
			meeting.save()


class TestGuidance(TogetherTestCase):
	def write(self, agency=None, **overrides):
		with self.user(self.governance.user):
			return frappe.get_doc(guidance_values((agency or self.station).name, **overrides)).insert()

	def issue(self, note):
		with self.user(self.governance.user):
			return apply_workflow(self.fresh(note), "Issue")

	def test_r50_new_problems_are_answered_by_guidance(self):
		self.open()
		self.assert_open("R50_guidance", self.township)
		with self.at(MIDDLE):
			note = self.issue(self.write())
			self.assert_met("R50_guidance", self.township)
			with self.user(self.police.user):
				note = self.fresh(note).update({"reply": "已部署", "advice": "改过"})
				with self.assert_refused(OutOfOrder):
					note.save()
				note = apply_workflow(self.fresh(note).update({"reply": "已部署"}).save(), "Give Reply")
			with self.user(self.governance.user):
				with self.assert_refused(frappe.ValidationError):
					apply_workflow(self.fresh(note), "Settle")
				note = self.fresh(note).update(
					{"recheck_result": "Not Carried Out", "recheck_note": "仍不足"}
				)
				note = apply_workflow(note.save(), "Return")
				self.assertEqual((note.status, note.sent_back_times), ("Issued", 1))
			with self.user(self.police.user):
				note = apply_workflow(self.fresh(note).update({"reply": "已补齐"}).save(), "Give Reply")
			with self.user(self.governance.user):
				note = self.fresh(note).update({"recheck_result": "Carried Out"}).save()
				note = apply_workflow(note, "Settle")
		self.assertEqual(note.status, "Settled")
		self.assertEqual(self.figures("R50_guidance").met, 1)

	def test_r28_schools_are_guided_on_people_things_and_technology(self):
		june = month_of(frappe.utils.getdate("2026-06-01"))
		with self.at("2026-06-10 09:00:00.5"):
			open_period(june)
			self.assert_open("R28_guidance", self.school.name)
			note = self.write(self.school, kind="Campus Protection")
			with self.assert_refused(Incomplete):
				self.issue(note)
			with self.user(self.governance.user):
				values = {"personnel": "Good", "physical": "To Be Improved", "technical": "Lacking"}
				self.fresh(note).update(values).save()
			note = self.issue(note)
		self.assert_met("R28_guidance", self.school.name)
		with self.assert_refused(OutOfOrder):
			self.write(self.station, kind="Campus Protection")
		frappe.local.lang = "zh"
		self.assertIn("待完善", frappe.get_print("Guidance Note", note.name, "Guidance Note"))

	def test_deadlines_and_names(self):
		with self.assert_refused(OutOfOrder):
			self.issue(self.write(reply_due_on="2026-01-01"))
		make.make_minor(area=self.village, minor_name="慕容测试")
		with self.assert_refused(IdentifyingText):
			self.issue(self.write(issue="慕容测试无人照看"))

	def test_units_see_their_own(self):
		note = self.issue(self.write())
		self.assertEqual(self.names_seen_by(self.head.user, "Guidance Note"), [])
		self.assert_permitted(note, self.police.user, "write")
		with self.user(self.head.user), self.assert_refused():
			frappe.get_doc(guidance_values(self.school.name)).insert()


class TestTypicalCase(TogetherTestCase):
	def write(self, **overrides):
		with self.user(self.head.user):
			return frappe.get_doc(
				{
					"doctype": "Typical Case",
					"title": "一起及时报告的案例",
					"kind": "Typical Case",
					"agency": self.school.name,
					"content": "<p>某校教师发现异常后立即报告。</p>",
					"lesson": "教师培训起了作用。",
					**overrides,
				}
			).insert()

	def send_up(self, case):
		with self.user(self.head.user):
			return apply_workflow(self.fresh(case), "Send Up")

	def test_r51_a_case_without_identity_goes_to_the_office_and_upward(self):
		with self.at(MIDDLE):
			case = self.send_up(self.write())
			open_period(MONTH)
			self.assert_open("R51_forward", case.name)
			with self.user(self.governance.user):
				forward = {"superior": "县未保办", "forwarded_on": "2026-04-15"}
				with self.assert_refused(OutOfOrder):
					self.fresh(case).update(forward).save()
				case = apply_workflow(self.fresh(case), "Accept")
				with self.assert_refused(Incomplete):
					self.fresh(case).update({"forwarded_on": "2026-04-15"}).save()
				self.fresh(case).update(forward).save()
		self.assert_met("R51_forward", case.name)
		self.assertEqual(self.figures("R51_forward").met, 1)

	def test_r51_whoever_is_recognised_is_taken_out(self):
		make.make_minor(area=self.village, minor_name="尉迟测试")
		for text in ("<p>尉迟测试被带走</p>", "<p>电话13800138000</p>"):
			case = self.write(content=text)
			with self.subTest(text), self.assert_refused(IdentifyingText):
				self.send_up(case)

	def test_r51_returned_with_a_reason_and_sent_again(self):
		case = self.send_up(self.write())
		with self.user(self.head.user), self.assert_refused(OutOfOrder):
			self.fresh(case).update({"lesson": "改过"}).save()
		with self.user(self.governance.user):
			with self.assert_refused(frappe.ValidationError):
				apply_workflow(self.fresh(case), "Return")
			case = apply_workflow(self.fresh(case).update({"office_note": "请补充成效"}).save(), "Return")
		with self.user(self.head.user):
			case = self.fresh(case).update({"lesson": "成效明显。"}).save()
			self.assertEqual(apply_workflow(case, "Send Up").status, "Sent Up")

	def test_r52_the_years_experience_is_summed_up(self):
		december = month_of(frappe.utils.getdate("2026-12-01"))
		with self.at("2026-12-10 09:00:00.5"):
			open_period(december)
			self.assert_open("R52_summary", self.township)
			with self.user(self.governance.user):
				summary = frappe.get_doc(
					{
						"doctype": "Typical Case",
						"title": "年度工作总结",
						"kind": "Yearly Summary",
						"agency": self.governance_office.name,
						"area": self.township,
						"content": "<p>全年工作总结。</p>",
						"lesson": "推广网格走访经验。",
					}
				).insert()
				apply_workflow(summary, "Send Up")
		self.assert_met("R52_summary", self.township)

	def test_only_the_office_accepts(self):
		case = self.send_up(self.write())
		with self.user(self.head.user), self.assert_refused(frappe.ValidationError, frappe.PermissionError):
			apply_workflow(self.fresh(case), "Accept")
		self.assertEqual(self.names_seen_by(self.police.user, "Typical Case"), [])
