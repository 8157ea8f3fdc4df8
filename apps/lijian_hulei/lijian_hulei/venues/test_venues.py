"""Inspections of venues from the checklist to the order that is put right (R01, R02, R03, R61)."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, today

from lijian_hulei.records.checks import Incomplete, NotInPost, OutOfOrder, SwitchedOff, WrongDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import AFTER, MIDDLE, DutyTestCase
from lijian_hulei.testing.venue_factories import make_inspection, make_venue
from lijian_hulei.venues.doctype.venue.venue import InvalidVenue
from lijian_hulei.venues.report.venue_inspection_state import venue_inspection_state


class VenueTestCase(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		cls.second = cls.post("police_officer", cls.station)
		cls.operator = make.make_agency("hotel", cls.village)
		cls.clerk = cls.post("agency_officer", cls.operator)
		own = {"responsible_officer": cls.police.name}
		cls.hotel = make_venue(
			cls.station.name, cls.village, agency=cls.operator.name, phone="13800138000", **own
		)
		cls.hall = make_venue(cls.station.name, cls.village, "song_hall", **own)

	def inspect(self, venue=None, day: str = "2026-04-03", failing=None, **overrides):
		return make_inspection(
			(venue or self.hotel).name, self.police.name, self.second.name, day, failing, **overrides
		)

	def order(self):
		"""An inspection that found a problem, and the order that came of it."""
		with self.user(self.police.user):
			inspection = self.inspect(failing={1: "未登记同住人员"})
			inspection.submit()
		return frappe.get_doc("Rectification Order", {"inspection": inspection.name})


class TestVenue(VenueTestCase):
	def test_the_type_decides_whether_it_is_inspected_until_an_office_says_otherwise(self):
		self.assertEqual((self.hotel.in_scope, self.hotel.category), (1, "Lodging"))
		other = make_venue(self.station.name, self.village, "billiard_hall")
		self.assertEqual(other.in_scope, 0)
		other.in_scope = 1
		other.save()
		self.assertEqual(self.fresh(other).in_scope, 1)

	def test_wrong_facts_are_named(self):
		for wrong in (
			{"supervising_agency": self.operator.name},
			{"agency": self.station.name},
			{"credit_code": "91350100M000100Y44"},
			{"latitude": 91},
		):
			with self.subTest(wrong), self.assert_refused(InvalidVenue):
				make_venue(self.station.name, self.village).update(wrong).save()

	def test_a_type_that_is_switched_off_is_not_chosen_anew(self):
		frappe.db.set_value("Venue Type", "bar", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			make_venue(self.station.name, self.village, "bar")
		frappe.db.set_value("Venue Type", "hotel", "enabled", 0)
		self.fresh(self.hotel).save()

	def test_the_phone_is_masked(self):
		self.assertEqual(frappe.db.get_value("Venue", self.hotel.name, "phone"), "138******00")

	def test_staff_of_a_venue_see_their_own_and_change_nothing(self):
		self.assertEqual(self.names_seen_by(self.clerk.user, "Venue"), [self.hotel.name])
		self.assert_not_permitted(self.hall, self.clerk.user)
		self.assert_not_permitted(self.hotel, self.clerk.user, "write")
		self.assert_not_permitted(self.hotel, self.cadre.user, "write")
		self.assert_permitted(self.hotel, self.cadre.user)
		self.assert_permitted(self.hall, self.police.user, "write")

	def test_a_school_and_a_foreign_station_see_none(self):
		school = self.post("school_head", make.make_agency("school", self.village))
		self.assertEqual(self.names_seen_by(school.user, "Venue"), [])
		elsewhere = make.make_area("Township").name
		stranger = self.post("police_officer", make.make_agency("police_station", elsewhere))
		self.assertEqual(self.names_seen_by(stranger.user, "Venue"), [])
		self.assert_not_permitted(self.hotel, stranger.user)


class TestInspection(VenueTestCase):
	def test_the_checklist_is_the_types_own(self):
		with self.user(self.police.user):
			inspection = self.inspect(items=[{"item": "自编项目", "result": "Pass"}])
		self.assertEqual(
			[row.item for row in inspection.items],
			[row.item for row in frappe.get_doc("Venue Type", "hotel").checklist],
		)
		self.assertEqual((inspection.area, inspection.station), (self.village, self.station.name))

	def test_what_is_missing_is_said_row_by_row(self):
		with self.user(self.police.user):
			inspection = self.inspect(inspectors=[], venue_signature=None)
			inspection.items[0].result = ""
			inspection.items[1].update({"result": "Fail", "remark": ""})
			with self.assertRaises(Incomplete) as raised:
				inspection.submit()
		text = str(raised.exception)
		for row in ("1", "2"):
			self.assertIn(row, text)
		self.assertEqual(text.count("<br>"), 3)

	def test_refusing_to_sign_is_a_record_too(self):
		with self.user(self.police.user):
			inspection = self.inspect(venue_signature=None, refused_to_sign=1)
			inspection.submit()
		self.assertEqual(inspection.docstatus, 1)

	def test_dates_and_people(self):
		with self.user(self.police.user):
			with self.assert_refused(WrongDate):
				self.inspect(day="2099-01-01")
			with self.assert_refused(NotInPost):
				self.inspect(day="2024-01-01")

	def test_a_closed_venue_is_not_inspected(self):
		self.hall.db_set("status", "Closed Down")
		with self.user(self.police.user), self.assert_refused(OutOfOrder):
			self.inspect(self.hall)

	def test_only_police_inspect(self):
		for officer in (self.clerk, self.cadre, self.governance):
			with self.user(officer.user), self.assert_refused():
				self.inspect()

	def test_cancelling_takes_everything_back(self):
		order = self.order()
		inspection = frappe.get_doc("Venue Inspection", order.inspection)
		self.assertEqual(self.fresh(self.hotel).open_orders, 1)
		with self.user(self.police.user):
			inspection.cancel()
		self.assertFalse(frappe.db.exists("Rectification Order", order.name))
		hotel = self.fresh(self.hotel)
		self.assertEqual((hotel.open_orders, hotel.last_inspected_on), (0, None))


class TestRectification(VenueTestCase):
	def test_the_venue_answers_and_the_station_closes(self):
		order = self.order()
		with self.user(self.clerk.user):
			mine = frappe.get_doc("Rectification Order", order.name)
			with self.assert_refused(Incomplete):
				apply_workflow(mine, "Report Rectification")
			mine = self.fresh(order)
			mine.update({"answer": "已补登记", "problem": "没有问题", "due_on": "2030-01-01"}).save()
			apply_workflow(mine, "Report Rectification")
			with self.assert_refused(frappe.ValidationError):
				apply_workflow(mine, "Pass Recheck")
		order.reload()
		self.assertEqual(order.status, "Answered")
		self.assertNotEqual((order.problem, str(order.due_on)), ("没有问题", "2030-01-01"))
		with self.user(self.police.user):
			order.update({"recheck_result": "Passed"}).save()
			apply_workflow(order, "Pass Recheck")
			self.assertEqual((order.status, order.rechecked_by), ("Rectified", self.police.name))
			with self.assert_refused(frappe.ValidationError):  # a second click
				apply_workflow(order, "Pass Recheck")
		self.assertEqual(self.fresh(self.hotel).open_orders, 0)

	def test_a_failed_recheck_goes_back_or_up(self):
		order = self.order()
		with self.user(self.police.user):
			apply_workflow(order.update({"answer": "已整改"}).save(), "Report Rectification")
			order.update({"recheck_result": "Not Passed"}).save()
			with self.assert_refused(Incomplete):  # what the recheck found is missing
				apply_workflow(order, "Send Back")
			order = self.fresh(order).update({"recheck_note": "登记簿仍空缺", "due_on": "2026-04-10"}).save()
			with self.assert_refused(OutOfOrder):  # a deadline that has passed
				apply_workflow(order, "Send Back")
			order = self.fresh(order).update({"due_on": add_days(today(), 5)}).save()
			apply_workflow(order, "Send Back")
			self.assertEqual(
				(order.status, order.sent_back_times, order.answered_on), ("To Be Rectified", 1, None)
			)
			with self.assert_refused(Incomplete):
				apply_workflow(order, "Escalate")
			order = self.fresh(order).update({"penalty_document": "公（治）罚决字〔2026〕1号"}).save()
			apply_workflow(order, "Escalate")
		self.assertEqual(order.status, "Escalated")

	def test_the_state_cannot_be_written_past_the_workflow(self):
		order = self.order()
		with self.user(self.police.user), self.assert_refused(frappe.ValidationError):
			order.update({"status": "Rectified", "recheck_result": "Passed"}).save()

	def test_orders_of_two_years_climb(self):
		frappe.get_doc(  # more than two years before: it does not count any more
			{
				"doctype": "Rectification Order",
				"venue": self.hotel.name,
				"issued_on": "2024-03-01",
				"due_on": "2024-03-08",
				"problem": "多年前的问题",
			}
		).insert()
		steps = []
		for day in ("2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04"):
			with self.user(self.police.user):
				inspection = self.inspect(failing={1: "再次发现"}, day=day)
				inspection.submit()
			steps.append(frappe.db.get_value("Rectification Order", {"inspection": inspection.name}, "step"))
		self.assertEqual(steps, ["Order to Rectify", "Warning", "Penalty", "Suspension of Business"])

	def test_others_neither_see_nor_answer(self):
		order = self.order()
		stranger = self.post("agency_officer", make.make_agency("hotel", self.village))
		self.assertEqual(self.names_seen_by(stranger.user, "Rectification Order"), [])
		self.assert_not_permitted(order, stranger.user)
		self.assert_not_permitted(order, self.governance.user, "write")
		self.assert_permitted(order, self.clerk.user, "write")


class TestVenueDuties(VenueTestCase):
	def test_r01_the_five_musts_are_looked_at_in_every_hotel(self):
		self.open()
		self.assert_open("R01_five_musts", self.hotel.name)
		with self.at(MIDDLE), self.user(self.police.user):
			inspection = self.inspect()
			self.assertEqual(sum(row.is_five_must for row in inspection.items), 5)
			inspection.submit()
		self.assert_met("R01_five_musts", self.hotel.name)
		self.assertIsNone(self.obligation("R01_five_musts", self.hall.name))
		self.assertEqual(self.figures("R01_five_musts", agency=self.station.name).met, 1)

	def test_r02_song_halls_are_checked_for_escorts(self):
		self.open()
		with self.at(MIDDLE), self.user(self.police.user):
			inspection = self.inspect(self.hall, failing={1: "发现有偿陪侍人员2名"})
			self.assertIn("陪侍", inspection.items[0].item)
			inspection.submit()
		self.assert_met("R02_no_escorts", self.hall.name)
		order = frappe.get_doc("Rectification Order", {"inspection": inspection.name})
		self.assertIn("《娱乐场所管理条例》第十四条", order.legal_basis)

	def test_r03_two_inspections_a_month_with_ten_days_between(self):
		self.open()
		with self.at(MIDDLE), self.user(self.police.user):
			self.inspect(day="2026-04-03").submit()
			self.inspect(day="2026-04-06").submit()
		self.assert_open("R03_inspections", self.hotel.name)
		self.assertEqual(self.obligation("R03_inspections", self.hotel.name).agency, self.station.name)
		with self.at(AFTER.replace(month=4, day=20)), self.user(self.police.user):
			self.inspect(day="2026-04-14").submit()
		self.assert_met("R03_inspections", self.hotel.name)
		self.assertEqual(self.figures("R03_inspections", agency=self.station.name).met, 1)

	def test_r03_the_list_of_what_is_missing(self):
		with self.at(MIDDLE):
			with self.user(self.police.user):
				self.inspect().submit()
				_columns, found, _message, _chart, summary = venue_inspection_state.execute(
					{"month": "2026-04-10"}
				)
			mine = {row.venue: row.missing for row in found if row.venue in (self.hotel.name, self.hall.name)}
			self.assertEqual((mine[self.hotel.name], mine[self.hall.name]), (1, 2))
			self.assertEqual([number["value"] for number in summary], [0, 1, 1])
			with self.user(self.clerk.user):
				rows = venue_inspection_state.rows(frappe._dict(month="2026-04-10"))
			self.assertEqual([row.venue for row in rows], [self.hotel.name])

	def test_prints_show_what_was_found(self):
		order = self.order()
		for doctype, name, text in (
			("Venue Inspection", order.inspection, "未登记同住人员"),
			("Rectification Order", order.name, "未登记同住人员"),
		):
			frappe.local.lang = "zh"
			before = frappe.db.count("Export Log", {"reference_doctype": doctype, "kind": "Print"})
			html = frappe.get_print(doctype, name)
			self.assertIn(text, html)
			self.assertIn(self.police.officer_name if doctype == "Venue Inspection" else "整改", html)
			self.assertEqual(
				frappe.db.count("Export Log", {"reference_doctype": doctype, "kind": "Print"}), before + 1
			)
