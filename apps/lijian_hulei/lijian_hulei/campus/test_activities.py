"""Lessons at schools and meetings in the villages (R09, R20, R22-R27, R29, R30) as those who owe them hold them."""

import frappe

from lijian_hulei.campus.doctype.education_activity.education_activity import HeldAlready, InvalidNumber
from lijian_hulei.campus.doctype.legal_vice_principal.legal_vice_principal import AppointedAlready
from lijian_hulei.campus.services.agencies import WrongAgency
from lijian_hulei.records.checks import Incomplete, SwitchedOff
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import make_expert, make_vice_principal
from lijian_hulei.testing.duties import MIDDLE


class TestLessons(CampusTestCase):
	def test_r22_the_six_items_are_six_duties_of_every_school(self):
		kinds = frappe.get_all("Activity Kind", {"in_six_items": 1}, pluck="name")
		self.assertEqual(len(kinds), 6)
		training = make.make_agency("training_institution", self.township)
		self.open()
		for kind in kinds:
			self.assert_open(f"R22_{kind}", self.school.name)
			self.assert_open(f"R22_{kind}", training.name)
			self.hand_in(self.head, kind, self.school)
			self.assert_met(f"R22_{kind}", self.school.name)
			self.assert_open(f"R22_{kind}", self.other_school.name)

	def test_r22_counts_in_the_figures_of_june(self):
		self.follow("R22_film", self.school.name, self.head, "film", self.school)
		self.assertEqual(str(self.obligation("R22_film", self.school.name).due_at)[:10], "2026-06-30")
		self.assertEqual(self.figures_of_june("R22_film", agency=self.school.name).met, 1)

	def test_r23_an_expert_gives_a_lecture(self):
		expert = make_expert(self.township, phone="13800138000")
		self.assertEqual(expert.phone, "138******00")
		self.assertEqual(self.names_seen_by(self.head.user, "Expert", name=expert.name), [expert.name])
		activity = self.follow(
			*("R23_expert", self.school.name, self.head, "expert_lecture", self.school),
			experts=[{"expert": expert.name}],
		)
		self.assertEqual(activity.has_expert, 1)
		self.hand_in(self.other_head, "expert_lecture", self.other_school)
		self.assert_open("R23_expert", self.other_school.name)

	def test_r24_pupils_take_part(self):
		forms = [{"lesson_form": "exam"}, {"lesson_form": "drawing"}]
		activity = self.follow(
			*("R24_forms", self.school.name, self.head, "prevention_lesson", self.school),
			forms=forms,
			average_score=88,
			works=21,
		)
		self.assertEqual(activity.is_interactive, 1)
		self.hand_in(
			self.other_head, "prevention_lesson", self.other_school, forms=[{"lesson_form": "lecture"}]
		)
		self.assert_open("R24_forms", self.other_school.name)

	def test_r25_a_drill_needs_its_scenario(self):
		with self.assert_refused(Incomplete):
			self.hand_in(self.head, "drill", self.school)
		self.follow(
			*("R25_drill", self.school.name, self.head, "drill", self.school),
			scenario="放学路上遇陌生人搭讪，学生求助并报警",
		)
		self.assertEqual(self.figures_of_june("R25_drill", agency=self.school.name).met, 1)

	def test_r26_the_vice_principal_is_appointed_and_teaches(self):
		self.open()
		self.assert_open("R26_appointed", self.school.name)
		self.assert_open("R26_lecture", self.school.name)
		with self.at(MIDDLE), self.user(self.justice.user):
			post = frappe.get_doc(
				{
					"doctype": "Legal Vice Principal",
					"person_name": "测试副校长",
					"school": self.school.name,
					"unit": self.justice_office.name,
					"from_date": "2025-09-01",
				}
			).insert()
		self.assert_met("R26_appointed", self.school.name)
		self.hand_in(self.head, "vice_principal_lesson", self.school, vice_principal=post.name)
		self.assert_met("R26_lecture", self.school.name)
		self.assertEqual(self.figures_of_june("R26_lecture", agency=self.school.name).met, 1)

	def test_r26_an_appointment_that_ended_does_not_count(self):
		with self.assert_refused(Incomplete):  # why did it end?
			make_vice_principal(self.school.name, self.justice_office.name, to_date="2026-03-31")
		post = make_vice_principal(
			self.school.name, self.justice_office.name, to_date="2026-03-31", end_reason="工作调动"
		)
		self.open()
		self.assert_open("R26_appointed", self.school.name)
		with self.assert_refused(Incomplete):
			self.hand_in(self.head, "vice_principal_lesson", self.school, vice_principal=post.name)
		with self.assert_refused(AppointedAlready):
			make_vice_principal(
				self.school.name,
				self.justice_office.name,
				person_name=post.person_name,
				from_date="2026-03-01",
			)

	def test_r27_the_offices_go_into_the_schools(self):
		self.open()
		self.assert_open("R27_offices", self.justice_office.name)
		self.assert_open("R27_schools", self.school.name)
		self.hand_in(self.justice, "law_talk", self.school, audience="Teachers")
		self.assert_met("R27_offices", self.justice_office.name)
		self.assert_met("R27_schools", self.school.name)
		self.assertEqual(self.figures_of_june("R27_offices", agency=self.justice_office.name).met, 1)

	def test_r27_a_school_does_not_write_for_the_justice_office(self):
		with self.assert_refused(WrongAgency):
			self.hand_in(self.head, "law_talk", self.school, organiser=self.justice_office.name)


class TestInTheVillages(CampusTestCase):
	def test_r20_a_village_meeting_counts_persons_of_concern_by_number(self):
		make.make_responsibility(self.cadre.name, "Direct", self.village, from_date="2026-01-01")
		audiences = [
			{"audience": "Villagers", "number": 30},
			{"audience": "Persons of Concern", "number": 2},
		]
		activity = self.follow(
			*("R20_meetings", self.village, self.cadre, "yard_meeting"),
			area=self.village,
			audiences=audiences,
			tells_cases=1,
		)
		self.assertEqual((activity.people, activity.persons_of_concern), (32, 2))
		self.assertEqual(activity.organiser, self.cadre.agency)
		found = self.obligation("R20_meetings", self.village)
		self.assertEqual(found.responsible_officer, self.cadre.name)
		self.assertEqual(self.figures_of_june("R20_meetings", area=self.village).met, 1)

	def test_r29_the_justice_office_brings_the_law_home(self):
		activity = self.follow(
			*("R29_law", self.justice_office.name, self.justice, "law_to_home"),
			area=self.village,
			audience="Elderly Living Alone",
			number=6,
			homes_visited=6,
		)
		self.assertEqual(activity.village, self.village)
		self.assertEqual(self.figures("R29_law", agency=self.justice_office.name).met, 1)
		self.assertIn(activity.name, self.names_seen_by(self.cadre.user, "Education Activity"))

	def test_what_a_school_holds_in_a_village_is_of_the_village(self):
		activity = self.hand_in(self.head, "law_to_village", self.school, area=self.village)
		self.assertEqual((activity.school, activity.village), (None, self.village))
		with self.assert_refused(Incomplete):
			self.hand_in(self.head, "law_to_village", self.school)

	def test_r09_families_are_taught(self):
		federation = make.make_agency("womens_federation", self.township)
		officer = self.post("family_officer", federation)
		self.follow(
			*("R09_sessions", federation.name, officer, "family_education"),
			area=self.village,
			audience="Parents",
		)
		self.assertEqual(self.figures_of_june("R09_sessions", agency=federation.name).met, 1)

	def test_r30_every_member_unit_trains_its_staff(self):
		self.follow(
			*("R30_training", self.justice_office.name, self.justice, "report_training"),
			audience="Unit Staff",
			number=4,
			pass_rate=100,
		)
		self.open()
		self.assert_open("R30_training", self.school.name)
		self.assert_open("R30_training", self.committee.name)
		self.assertIsNone(
			self.obligation("R30_training", make.make_agency("entertainment_venue", self.village).name)
		)

	def test_what_a_record_needs(self):
		for wrong in (
			{"audiences": []},
			{"photos": []},
			{"number": 2},
			{"area": self.township},
		):
			with self.subTest(wrong), self.assert_refused(Incomplete, frappe.PermissionError):
				self.hand_in(self.cadre, "yard_meeting", **{"area": self.village, **wrong})
		for wrong in ({"number": 0}, {"pass_rate": 101}, {"works": -1}):
			with self.subTest(wrong), self.assert_refused(InvalidNumber):
				self.hand_in(self.cadre, "yard_meeting", **{"area": self.village, **wrong})

	def test_a_sign_in_sheet_does_instead_of_photos(self):
		with self.user(self.cadre.user):
			sheet = make.make_photo()
		self.hand_in(self.cadre, "yard_meeting", area=self.village, photos=[], attendance_sheet=sheet)

	def test_a_kind_switched_off_a_second_tap_and_another_village(self):
		self.hand_in(self.cadre, "yard_meeting", area=self.village, topic="讲法")
		with self.assert_refused(HeldAlready):
			self.hand_in(self.cadre, "yard_meeting", area=self.village, topic="讲法")
		with self.assert_refused():
			self.hand_in(self.cadre, "yard_meeting", area=make.make_area().name)
		frappe.db.set_value("Activity Kind", "yard_meeting", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			self.hand_in(self.cadre, "yard_meeting", area=self.village)
