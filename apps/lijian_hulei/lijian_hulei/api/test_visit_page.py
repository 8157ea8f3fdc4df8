import json
from io import BytesIO
from unittest.mock import patch

import frappe
from frappe.utils import add_days, today
from PIL import Image
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from lijian_hulei.access.guards import NotYours
from lijian_hulei.api import visit_page, visit_payload
from lijian_hulei.care.services import visit_entry
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.www import visit as page

REQUEST = "0123456789abcdef0123456789abcdef"
# Posts that may open the phone page, and some that may not.
VISITING = (
	"village_secretary",
	"village_cadre",
	"liaison_leader",
	"protection_officer",
	"governance_officer",
)
NOT_VISITING = ("school_head", "police_officer", "auxiliary_police", "agency_officer", "leading_group_member")


def picture(colour: int = 120) -> bytes:
	buffer = BytesIO()
	Image.new("RGB", (40, 20), (colour, 10, 10)).save(buffer, format="JPEG")
	return buffer.getvalue()


class VisitPageCase(HuleiTestCase):
	"""Two villages with a child each; the cadre serves in the first."""

	def setUp(self) -> None:
		super().setUp()
		self.village, self.next_village = factories.make_area().name, factories.make_area().name
		self.cadre = factories.make_officer(area=self.village)
		self.child = factories.make_minor(self.village, minor_name="测试小雨")
		self.stranger = factories.make_minor(self.next_village, minor_name="测试小雪")

	def send(self, photos: list[bytes] | None = None, **values) -> dict:
		entry = {
			"request_id": REQUEST,
			"minor": self.child.name,
			"visit_date": today(),
			"mode": "In Person",
			"met_minor": True,
			"findings": [
				{"topic": factories.first_of("Visit Topic"), "state": "Concern", "note": "夜间独自在家"}
			],
			"needs": [],
			"summary": "孩子状态良好",
		} | values
		photos = [picture()] if photos is None else photos
		with self.photos_in_request(photos):
			return visit_page.submit_visit(json.dumps(entry))

	@staticmethod
	def photos_in_request(photos: list[bytes]):
		data = {"photos": [(BytesIO(content), "photo.jpg") for content in photos]}
		request = Request(EnvironBuilder(method="POST", data=data).get_environ())
		return patch.object(frappe.local, "request", request, create=True)

	def visits(self) -> list[str]:
		return frappe.get_all("Visit", {"minor": ("in", [self.child.name, self.stranger.name])}, pluck="name")


class TestMyList(VisitPageCase):
	bad_habit = "smoking"

	def obligation(self, minor, officer: str | None = None, due_in: int = 5, **values) -> None:
		factories.make_obligation(minor, officer, due_in, period_end=add_days(today(), due_in), **values)

	def listed(self, **arguments) -> list[str]:
		with self.user(self.cadre.user):
			return [row["minor"] for row in visit_page.my_list(**arguments)["rows"]]

	def test_children_of_the_own_village_only(self) -> None:
		self.obligation(self.child)
		self.obligation(self.stranger)
		self.assertEqual(self.listed(), [self.child.name])

	def test_overdue_first_then_red(self) -> None:
		red = factories.make_minor(self.village)
		late = factories.make_minor(self.village)
		# The grade alone matters here; how it comes about is the ledger's to test.
		frappe.db.set_value("Minor", red.name, "grade", "Red")
		frappe.db.set_value("Minor", self.child.name, "grade", "Blue")
		for minor, due_in in ((self.child, 2), (red, 5), (late, -3)):
			self.obligation(minor, due_in=due_in)
		self.assertEqual(self.listed(), [late.name, red.name, self.child.name])

	def test_row_names_days_left_and_counts(self) -> None:
		self.obligation(self.child, due_in=-2)
		with self.user(self.cadre.user):
			answer = visit_page.my_list()
		row = answer["rows"][0]
		self.assertEqual((row["days_left"], row["overdue"], row["required"], row["done"]), (-2, True, 1, 0))
		self.assertEqual((answer["total"], answer["overdue"], answer["waiting"]), (1, 1, 1))

	def test_mine_are_those_i_support_or_owe(self) -> None:
		supported = factories.make_minor(self.village, factors=[self.bad_habit])
		factories.make_pairing(supported.name, self.cadre.name)
		owed = factories.make_minor(self.village)
		for minor in (self.child, supported):
			self.obligation(minor)
		self.obligation(owed, officer=self.cadre.name)
		self.assertCountEqual(self.listed(mine=True), [supported.name, owed.name])

	def test_search_by_name_stays_in_the_area(self) -> None:
		self.assertEqual(self.listed(text="测试小"), [self.child.name])
		self.assertEqual(self.listed(text="小雪"), [])

	def test_search_has_no_wildcards(self) -> None:
		self.assertEqual(self.listed(text="%"), [])

	def test_other_duties_for_the_child_are_not_visits(self) -> None:
		other = frappe.db.get_value("Duty", {"evidence_doctype": ("!=", "Visit"), "subject_doctype": "Minor"})
		self.obligation(self.child, duty=other)
		self.assertEqual(self.listed(), [])

	def test_posts(self) -> None:
		for position in VISITING:
			with self.subTest(position), self.user(factories.make_officer(position, self.village).user):
				self.assertIn("rows", visit_page.my_list())
		for position in NOT_VISITING:
			user = factories.make_officer(position, self.village).user
			with self.subTest(position), self.user(user), self.assert_refused():
				visit_page.my_list()

	def test_guest(self) -> None:
		with self.user("Guest"), self.assert_refused():
			visit_page.my_list()
		self.assertNotIn(visit_page.my_list, frappe.guest_methods)


class TestOptions(VisitPageCase):
	def test_child_and_choices(self) -> None:
		colleague = factories.make_officer(area=self.village)
		with self.user(self.cadre.user):
			answer = visit_page.visit_form_options(self.child.name)
		self.assertEqual(answer["child"]["minor_name"], "测试小雨")
		self.assertEqual(answer["child"]["age"], 10)
		officers = [row["value"] for row in answer["choices"]["officers"]]
		self.assertIn(colleague.name, officers)
		self.assertNotIn(self.cadre.name, officers)
		self.assertTrue(answer["choices"]["topics"])
		self.assertIsNone(answer["last"])

	def test_no_number_of_a_person_travels(self) -> None:
		self.child.guardians[0].phone = "13807451234"
		self.child.save()
		with self.user(self.cadre.user):
			text = json.dumps(visit_page.visit_form_options(self.child.name))
		self.assertNotIn("1380", text)
		self.assertNotIn("id_number", text)

	def test_last_visit_with_its_concerns(self) -> None:
		factories.make_visit(
			self.child.name,
			self.cadre.name,
			findings=[{"topic": factories.first_of("Visit Topic"), "state": "Urgent", "note": "需复查"}],
		)
		with self.user(self.cadre.user):
			last = visit_page.visit_form_options(self.child.name)["last"]
		self.assertEqual((last["visit_date"], last["concerns"][0]["note"]), (today(), "需复查"))

	def test_child_of_another_village(self) -> None:
		with self.user(self.cadre.user), self.assert_refused(NotYours):
			visit_page.visit_form_options(self.stranger.name)


class TestSubmit(VisitPageCase):
	def test_saved_and_submitted(self) -> None:
		with self.user(self.cadre.user):
			answer = self.send([picture(1), picture(2)], met_guardian=True)
		visit = frappe.get_doc("Visit", answer["visit"])
		self.assertEqual(
			(visit.docstatus, visit.main_visitor, visit.area), (1, self.cadre.name, self.village)
		)
		self.assertEqual((answer["photos"], answer["already"]), (2, False))
		self.assertEqual(visit.findings[0].state, "Concern")
		files = frappe.get_all("File", {"attached_to_name": visit.name}, ["is_private", "file_url"])
		self.assertEqual(len(files), 2)
		self.assertTrue(all(file.is_private and file.file_url.startswith("/private/") for file in files))

	def test_sent_again_is_one_visit(self) -> None:
		with self.user(self.cadre.user):
			first, second = self.send(), self.send()
		self.assertEqual(first["visit"], second["visit"])
		self.assertTrue(second["already"])
		self.assertEqual(len(self.visits()), 1)

	def test_sent_again_while_the_first_is_being_written(self) -> None:
		"""The first look finds nothing; the unique column then stops the second insert."""
		with self.user(self.cadre.user):
			first = self.send()
			known = visit_entry.stored_visit
			with patch.object(
				visit_entry, "stored_visit", side_effect=[None, known(REQUEST, self.child.name)]
			):
				second = self.send()
		self.assertEqual((first["visit"], second["already"]), (second["visit"], True))
		self.assertEqual(len(self.visits()), 1)
		self.assertEqual(
			len(frappe.get_all("File", {"attached_to_doctype": "Visit", "attached_to_name": first["visit"]})),
			1,
		)

	def test_request_of_a_colleague_is_refused(self) -> None:
		with self.user(self.cadre.user):
			self.send()
		with (
			self.user(factories.make_officer(area=self.village).user),
			self.assert_refused(visit_entry.RequestTaken),
		):
			self.send()

	def test_child_of_another_village(self) -> None:
		with self.user(self.cadre.user), self.assert_refused(NotYours):
			self.send(minor=self.stranger.name)
		self.assertEqual(self.visits(), [])

	def test_who_does_not_visit(self) -> None:
		for position in NOT_VISITING:
			user = factories.make_officer(position, self.village).user
			with self.subTest(position), self.user(user), self.assert_refused():
				self.send()
		with self.user("Guest"), self.assert_refused():
			self.send()

	def test_the_visits_own_rules_hold(self) -> None:
		"""By name: the errors are those of the Visit's controller."""
		cases = (
			("IncompleteVisit", {"photos": []}),
			("IncompleteVisit", {"met_minor": False}),
			("InvalidVisitDate", {"visit_date": str(add_days(today(), 1))}),
			("InvalidPhoto", {"photos": [b"no picture at all"]}),
			("InvalidPosition", {"latitude": 91.0, "longitude": 10.0, "position_accuracy": 5.0}),
		)
		for name, values in cases:
			with (
				self.subTest(name, **{key: str(value) for key, value in values.items()}),
				self.user(self.cadre.user),
			):
				frappe.db.savepoint("one_case")
				with self.assertRaises(frappe.ValidationError) as caught:
					self.send(**values)
				self.assertEqual(type(caught.exception).__name__, name)
				frappe.db.rollback(save_point="one_case")

	def test_refusal_names_the_field(self) -> None:
		cases = (
			("visit_date", {"visit_date": "24.11."}),
			("mode", {"mode": "By Letter"}),
			("findings", {"findings": [{"topic": "x", "state": "Fine"}]}),
			("findings", {"findings": "none"}),
			("needs", {"needs": [{"need_type": ""}]}),
			("companions", {"companions": [{"officer": "x"}]}),
			("summary", {"summary": "字" * 2001}),
			("longitude", {"latitude": 28.0}),
			("photos", {"photos": [b""]}),
			("photos", {"photos": [picture()] * 10}),
			("request_id", {"request_id": "short"}),
		)
		for field, values in cases:
			with self.subTest(field), self.user(self.cadre.user):
				frappe.local.lang = "zh"
				with self.assertRaises(visit_payload.InvalidEntry) as caught:
					self.send(**values)
				self.assertEqual(frappe.local.response["field"], field)
				self.assertRegex(str(caught.exception), "[一-鿿]")
				frappe.clear_messages()

	def test_fields_outside_the_list_are_not_taken(self) -> None:
		with self.user(self.cadre.user):
			answer = self.send(
				area=self.next_village, docstatus=2, owner="Administrator", main_visitor="OFF-00000"
			)
		visit = frappe.get_doc("Visit", answer["visit"])
		self.assertEqual((visit.area, visit.owner, visit.docstatus), (self.village, self.cadre.user, 1))

	def test_need_becomes_a_follow_up_and_is_counted(self) -> None:
		with self.user(self.cadre.user):
			answer = self.send(
				needs=[{"need_type": factories.first_of("Need Type"), "description": "课业辅导"}]
			)
		self.assertEqual(answer["follow_ups"], 1)
		self.assertTrue(frappe.db.exists("Follow Up", {"visit": answer["visit"]}))


class TestSentAgain(VisitPageCase):
	"""A visit is never doubled and never stored otherwise than the sender is told."""

	OTHER = REQUEST[::-1]

	def test_the_same_again_is_stored_as_it_was_sent(self) -> None:
		values = {
			"met_other": "奶奶",
			"needs": [{"need_type": factories.first_of("Need Type"), "description": "课业辅导"}],
			"companions": [factories.make_officer(area=self.village).name],
		}
		with self.user(self.cadre.user):
			self.send(**values)
			again = self.send(**values)
		self.assertEqual((again["already"], again["left_out"]), (True, []))

	def test_what_was_changed_since_is_named(self) -> None:
		cases = (
			{"summary": "又去了一次"},
			{"met_minor": False, "met_other": "奶奶"},
			{"findings": []},
			{"photos": [picture(1), picture(2)]},
		)
		with self.user(self.cadre.user):
			self.send()
			frappe.local.lang = "zh"
			for values in cases:
				with self.subTest(fields=list(values)):
					named = {frappe._(visit_payload.LABELS[field]) for field in values}
					self.assertEqual(set(self.send(**values)["left_out"]), named)
		self.assertEqual(len(self.visits()), 1)

	def test_it_can_be_asked_whether_an_entry_has_arrived(self) -> None:
		with self.user(self.cadre.user):
			self.assertEqual(visit_page.stored_entry(REQUEST), {"stored": False})
			sent = self.send()
			asked = visit_page.stored_entry(REQUEST)
		self.assertEqual((asked["stored"], asked["visit"], asked["photos"]), (True, sent["visit"], 1))
		self.assertEqual(asked["minor_name"], self.child.minor_name)

	def test_only_its_sender_learns_of_an_entry(self) -> None:
		with self.user(self.cadre.user):
			self.send()
			with self.assert_refused(visit_payload.InvalidEntry):
				visit_page.stored_entry("' or 1=1")
		colleague = factories.make_officer(area=self.village).user
		with self.user(colleague), self.assert_refused(visit_entry.RequestTaken):
			visit_page.stored_entry(REQUEST)
		for user in ("Guest", factories.make_officer("school_head", self.village).user):
			with self.user(user), self.assert_refused():
				visit_page.stored_entry(REQUEST)

	def test_a_visit_of_the_same_day_is_asked_about(self) -> None:
		colleague = factories.make_officer(area=self.village)
		with self.user(colleague.user):
			first = self.send()
		with self.user(self.cadre.user):
			with self.assert_refused(visit_entry.SameDayVisit):
				self.send(request_id=self.OTHER)
			told = frappe.local.response["same_day"]
			self.assertEqual(
				told, [{"visit": first["visit"], "visitor": colleague.officer_name, "mine": False}]
			)
			self.assertFalse(self.send(request_id=self.OTHER, another=True)["already"])
		self.assertEqual(len(self.visits()), 2)

	def test_another_day_another_way_and_a_cancelled_one_are_no_double(self) -> None:
		with self.user(self.cadre.user):
			first = self.send()
			self.send(request_id=self.OTHER, visit_date=str(add_days(today(), -1)))
			self.send(request_id="1" * 32, mode="Telephone", photos=[])
		frappe.get_doc("Visit", first["visit"]).cancel()
		with self.user(self.cadre.user):
			self.send(request_id="2" * 32)
		self.assertEqual(len(self.visits()), 4)

	def test_two_of_one_day_meet_what_is_owed_once(self) -> None:
		"""Whatever the visitors answer, R13 counts a day once: its gap is a day."""
		self.assertEqual(frappe.db.get_value("Duty", "R13_visits", "minimum_gap_days"), 1)


class TestPage(VisitPageCase):
	def test_guest_is_sent_to_the_login(self) -> None:
		with self.user("Guest"), self.assertRaises(frappe.Redirect):
			page.get_context(frappe._dict())
		self.assertEqual(frappe.local.flags.redirect_location, "/login?redirect-to=/visit")

	def test_frame_holds_no_record(self) -> None:
		context = frappe._dict()
		with self.user(self.cadre.user), patch.object(page, "get_csrf_token", return_value="token"):
			page.get_context(context)
		self.assertTrue(context.allowed)
		self.assertNotIn(self.child.minor_name, json.dumps(context.page, ensure_ascii=False))

	def test_school_is_shown_the_way_to_the_desk(self) -> None:
		context = frappe._dict()
		with self.user(factories.make_officer("school_head", self.village).user):
			with patch.object(page, "get_csrf_token", return_value="token"):
				page.get_context(context)
		self.assertFalse(context.allowed)

	def test_every_word_of_the_scripts_is_translated(self) -> None:
		frappe.local.lang = "zh"
		missing = [english for english, chinese in page.words().items() if english == chinese]
		self.assertEqual(missing, [])
		self.assertGreater(len(page.words()), 60)
