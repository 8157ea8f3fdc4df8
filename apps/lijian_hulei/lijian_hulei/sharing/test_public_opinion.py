"""三同步, patrols of the net, and answers to rumours (R53, R54, R55)."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow, get_transitions
from frappe.utils import get_datetime

from lijian_hulei.compliance.services import open_period
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.sharing.doctype.opinion_incident.opinion_incident import OwnResponse
from lijian_hulei.sharing.rules.three_tracks import TRACKS
from lijian_hulei.sharing.services.deidentify import IdentifyingText
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import MIDDLE, MONTH, DutyTestCase
from lijian_hulei.testing.sharing_factories import incident_values


class OpinionTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.publicity_office = make.make_agency("publicity_office", cls.township)
		cls.publicity = cls.post("publicity_officer", cls.publicity_office)
		cls.leader = cls.post("leading_group_member", make.make_agency("leading_group", cls.township))
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)

	def find(self, **overrides):
		with self.user(self.publicity.user):
			return frappe.get_doc(incident_values(self.township, **overrides)).insert()

	def step(self, incident, action: str, officer=None, **values):
		with self.user((officer or self.publicity).user):
			incident = self.fresh(incident)
			if values:
				incident.update(values).save()
			return apply_workflow(incident, action)

	def start_tracks(self, incident, moment, finish: bool = False):
		with self.user(self.publicity.user):
			incident = self.fresh(incident)
			for row in incident.tracks:
				row.update({"agency": self.station.name, "measures": "已部署", "started_at": moment})
				if finish:
					row.finished_at = moment
			return incident.save()


class TestIncident(OpinionTestCase):
	def test_r53_three_tracks_begin_within_hours(self):
		with self.at(MIDDLE):
			incident = self.find(found_at="2026-04-15 08:00:00")
			self.assertEqual([row.track for row in incident.tracks], list(TRACKS))
			open_period(MONTH)
			self.assert_open("R53_tracks", incident.name)
			incident = self.step(incident, "Start Handling")
			with self.user(self.police.user):
				incident = self.fresh(incident)
				incident.tracks[0].update(
					{
						"agency": self.station.name,
						"measures": "立案调查",
						"started_at": "2026-04-15 08:30:00",
					}
				)
				incident.save()
			self.assert_open("R53_tracks", incident.name)
			incident = self.start_tracks(incident, "2026-04-15 09:00:00")
		self.assertEqual(get_datetime(incident.all_started_at), get_datetime("2026-04-15 09:00:00"))
		self.assert_met("R53_tracks", incident.name)
		self.assertEqual(self.figures("R53_tracks").met, 1)

	def test_r53_the_tracks_are_the_plans_whatever_is_sent(self):
		incident = self.find(tracks=[{"track": TRACKS[2]}, {"track": TRACKS[2]}])
		self.assertEqual([row.track for row in incident.tracks], list(TRACKS))

	def test_r53_times_and_measures_are_checked(self):
		found = get_datetime() - timedelta(hours=5)
		incident = self.find(found_at=found)
		for wrong, error in (
			({"started_at": found - timedelta(hours=1)}, WrongDate),
			({"started_at": get_datetime() + timedelta(hours=1)}, WrongDate),
			({"started_at": found, "measures": ""}, Incomplete),
			({"started_at": found + timedelta(hours=2), "finished_at": found}, WrongDate),
		):
			with self.user(self.publicity.user):
				changed = self.fresh(incident)
				changed.tracks[0].update({"agency": self.station.name, "measures": "已部署", **wrong})
				with self.subTest(wrong), self.assert_refused(error):
					changed.save()
		with self.assert_refused(WrongDate):
			self.find(found_at=get_datetime() + timedelta(days=1))

	def test_r53_closed_only_when_all_three_are_finished(self):
		found = get_datetime() - timedelta(hours=5)
		incident = self.step(self.find(found_at=found), "Start Handling")
		with self.assert_refused(Incomplete):
			self.step(incident, "Settle", self.governance, closing_note="处置完毕")
		self.start_tracks(incident, found, finish=True)
		incident = self.step(incident, "Settle", self.governance, closing_note="处置完毕")
		self.assertEqual(incident.status, "Settled")
		with self.assert_refused(frappe.ValidationError):  # a second click
			self.step(incident, "Settle", self.governance)
		frappe.local.lang = "zh"
		self.assertIn(
			"依法处置", frappe.get_print("Opinion Incident", incident.name, "Opinion Incident Sheet")
		)

	def test_others_know_nothing_of_it(self):
		incident = self.find()
		school = self.post("school_head", make.make_agency("school", self.village))
		for officer in (school, self.cadre):
			self.assertEqual(self.names_seen_by(officer.user, "Opinion Incident"), [])
		self.assert_permitted(incident, self.leader.user, "write")
		self.assert_permitted(incident, self.police.user, "write")

	def test_its_title_names_nobody(self):
		make.make_minor(area=self.village, minor_name="公孙测试")
		with self.assert_refused(IdentifyingText):
			self.find(title="网传公孙测试事件")


class TestResponse(OpinionTestCase):
	def drafted(self, text: str = "网传信息不实，请勿传播。", **overrides):
		incident = self.step(self.find(is_stigmatising=1, **overrides), "Start Handling")
		return self.step(incident, "Submit Response", response_draft=text)

	def test_r55_rumours_are_answered_after_approval(self):
		with self.at(MIDDLE):
			incident = self.drafted(found_at="2026-04-15 08:00:00")
			open_period(MONTH)
			self.assert_open("R55_response", incident.name)
			with self.user(self.publicity.user), self.assert_refused(OutOfOrder):
				early = {"response_published_at": "2026-04-15 09:00:00", "response_channel": "政府网"}
				self.fresh(incident).update(early).save()
			incident = self.step(incident, "Approve Response", self.leader)
			self.assertEqual(
				(incident.drafted_by, incident.approved_by), (self.publicity.name, self.leader.name)
			)
		with self.at(MIDDLE.replace(hour=11)):
			self.start_tracks(incident, "2026-04-15 10:30:00", finish=True)
			with self.assert_refused(OutOfOrder):
				self.step(incident, "Settle", closing_note="完毕")
			with self.user(self.publicity.user):
				self.fresh(incident).update(
					{"response_published_at": "2026-04-15 10:40:00", "response_channel": "政府网"}
				).save()
			incident = self.step(incident, "Settle", closing_note="完毕")
		self.assert_met("R55_response", incident.name)
		self.assertEqual(self.figures("R55_response").met, 1)

	def test_r55_nobody_approves_his_own_words(self):
		incident = self.step(self.find(is_stigmatising=1), "Start Handling")
		with self.user(self.governance.user):
			self.fresh(incident).update({"response_draft": "不实。"}).save()
		incident = self.step(incident, "Submit Response", self.governance)
		with self.user(self.governance.user):
			actions = [row.action for row in get_transitions(self.fresh(incident))]
			self.assertNotIn("Approve Response", actions)
			with self.assert_refused(OwnResponse):
				self.fresh(incident).update({"status": "Response Approved"}).save()

	def test_r55_no_child_is_hurt_a_second_time(self):
		make.make_minor(area=self.village, minor_name="闻人测试")
		incident = self.step(self.find(is_stigmatising=1), "Start Handling")
		with self.assert_refused(IdentifyingText):
			self.step(incident, "Submit Response", response_draft="闻人测试并未离校")

	def test_r55_returned_with_a_reason_and_only_then_changed(self):
		incident = self.drafted()
		with self.user(self.governance.user), self.assert_refused(OutOfOrder):
			self.fresh(incident).update({"response_draft": "改过"}).save()
		with self.assert_refused(frappe.ValidationError):
			self.step(incident, "Return", self.leader)
		incident = self.step(incident, "Return", self.leader, approval_note="语气再缓和")
		incident = self.step(incident, "Submit Response", response_draft="感谢关注，经核实不实。")
		self.assertEqual(incident.status, "Response to Approve")
		with self.assert_refused(frappe.ValidationError):
			self.step(incident, "Approve Response", self.publicity)


class TestPatrol(OpinionTestCase):
	def patrol(self, day: str, submit: bool = True, **overrides):
		with self.user(self.publicity.user):
			patrol = frappe.get_doc(
				{
					"doctype": "Opinion Patrol",
					"agency": self.publicity_office.name,
					"patrol_date": day,
					"officer": self.publicity.name,
					"platforms": "短视频、本地论坛",
					**overrides,
				}
			).insert()
			if submit:
				patrol.submit()
			return patrol

	def test_r54_the_net_is_patrolled_every_week(self):
		self.open()
		for day in ("2026-04-03", "2026-04-10", "2026-04-17"):
			with self.at(f"{day} 10:00:00.5"):
				self.patrol(day)
		self.assert_open("R54_patrol", self.township)
		with self.at("2026-04-24 10:00:00.5"):
			self.patrol("2026-04-24")
		self.assert_met("R54_patrol", self.township)
		self.assertEqual(self.figures("R54_patrol").done, 4)

	def test_r54_four_on_one_day_are_one(self):
		self.open()
		with self.at(MIDDLE):
			for _time in range(4):
				self.patrol("2026-04-15")
		self.assertEqual(self.obligation("R54_patrol", self.township).done, 1)

	def test_r54_clues_are_counted_and_acted_on(self):
		for wrong in (
			{"result": "Clues Found"},
			{"result": "Clues Found", "measures": "已核查"},
			{"clues_found": 2},
		):
			with self.subTest(wrong), self.assert_refused(Incomplete):
				self.patrol("2026-04-15", **wrong)
		self.patrol("2026-04-15", result="Clues Found", measures="已核查", clues_found=1)
		with self.assert_refused(WrongDate):
			self.patrol("2099-01-01")
