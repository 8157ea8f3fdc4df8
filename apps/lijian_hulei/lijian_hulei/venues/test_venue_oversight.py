"""Who sees what of a venue when, who answered for it, how it stands, and what the settings change (R01-R03, R61)."""

import frappe
from frappe.desk.query_report import run as run_report
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, today

from lijian_hulei.api import desk
from lijian_hulei.api import venues as api
from lijian_hulei.compliance.services import open_period, settle
from lijian_hulei.records.checks import OutOfOrder, WrongDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import MIDDLE, MONTH
from lijian_hulei.testing.venue_factories import make_inspection, make_venue
from lijian_hulei.venues.doctype.venue.venue import InvalidVenue
from lijian_hulei.venues.doctype.venue_inspection.venue_inspection import InspectedAlready, NotAnInspector
from lijian_hulei.venues.report.venue_supervision_file import venue_supervision_file
from lijian_hulei.venues.report.venues_by_area import venues_by_area
from lijian_hulei.venues.report.venues_by_area.sketch import positions, sketch
from lijian_hulei.venues.services.overview import overview
from lijian_hulei.venues.services.supervision import officer_in_charge, supervision_on
from lijian_hulei.venues.test_venues import VenueTestCase


class TestUnannounced(VenueTestCase):
	def test_a_venue_reads_an_inspection_only_once_it_is_handed_in(self):
		with self.user(self.police.user):
			inspection = self.inspect()
		self.assertEqual(self.names_seen_by(self.clerk.user, "Venue Inspection"), [])
		self.assert_not_permitted(inspection, self.clerk.user)
		with self.user(self.police.user):
			inspection.submit()
		self.assertEqual(self.names_seen_by(self.clerk.user, "Venue Inspection"), [inspection.name])
		stranger = self.post("agency_officer", make.make_agency("hotel", self.village))
		self.assertEqual(self.names_seen_by(stranger.user, "Venue Inspection"), [])
		self.assert_not_permitted(inspection, stranger.user)

	def test_a_second_tap_makes_no_second_inspection(self):
		with self.user(self.police.user):
			first, second = self.inspect(), self.inspect()
			first.submit()
			with self.assert_refused(InspectedAlready):
				second.submit()

	def test_who_inspects(self):
		auxiliary = self.post("auxiliary_police", self.station)
		with self.user(self.police.user):
			with self.assert_refused(NotAnInspector):
				self.inspect(lead_inspector=auxiliary.name)
			accompanied = make_inspection(self.hotel.name, self.police.name, auxiliary.name, "2026-04-03")
			with self.assertRaises(frappe.ValidationError) as raised:
				accompanied.submit()
		self.assertIn("2", str(raised.exception))
		frappe.db.set_single_value("Hulei Settings", "minimum_inspectors", 1)
		with self.user(self.police.user):
			self.fresh(accompanied).submit()

	def test_the_words_of_the_checklist_cannot_be_changed_by_a_client(self):
		with self.user(self.police.user):
			inspection = self.inspect()
			row = inspection.items[0]
			words = row.item
			row.update({"legal_basis": "无", "is_five_must": 0, "result": "Fail", "remark": "未查验"})
			inspection.save()
			self.assertTrue(row.is_five_must)
			self.assertNotEqual(row.legal_basis, "无")
			inspection.items[0].item = "什么都好"
			inspection.save()
		self.assertEqual((inspection.items[0].item, len(inspection.items)), (words, 9))

	def test_the_deadline_of_the_order_lies_after_the_inspection(self):
		with self.user(self.police.user), self.assert_refused(WrongDate):
			self.inspect(rectify_by="2026-04-01")

	def test_what_was_photographed_goes_with_the_order(self):
		with self.user(self.police.user):
			inspection = self.inspect(failing={2: "登记簿空缺"})
			inspection.items[1].photo = make.make_photo()
			inspection.save()
			inspection.submit()
			order = frappe.get_doc("Rectification Order", {"inspection": inspection.name})
		self.assertEqual(
			[(row.photo, row.taken) for row in order.photos], [(inspection.items[1].photo, "Before")]
		)
		shown = frappe.get_doc("File", {"attached_to_doctype": order.doctype, "attached_to_name": order.name})
		self.assertTrue(shown.is_private)
		with self.user(self.clerk.user):
			self.assertTrue(shown.has_permission("read"))
			order = self.fresh(order)
			order.append("photos", {"photo": "/private/files/nothing.png", "taken": "After"})
			with self.assert_refused():
				order.save()


class TestAnswer(VenueTestCase):
	def answered(self):
		order = self.order()
		with self.user(self.clerk.user):
			apply_workflow(self.fresh(order).update({"answer": "已补登记"}).save(), "Report Rectification")
		return self.fresh(order)

	def test_an_answer_stands_until_it_is_sent_back(self):
		order = self.answered()
		self.assertEqual((str(order.answered_on), order.is_late), (today(), 1))
		with self.user(self.clerk.user), self.assert_refused(OutOfOrder):
			self.fresh(order).update({"answer": "其实没有整改"}).save()
		with self.user(self.police.user):
			back = self.fresh(order)
			back.update(
				{"recheck_result": "Not Passed", "recheck_note": "仍未登记", "due_on": add_days(today(), 3)}
			).save()
			apply_workflow(back, "Send Back")
		with self.user(self.clerk.user):
			self.fresh(order).update({"answer": "已全部补齐"}).save()

	def test_a_closed_order_stays_as_it_is(self):
		order = self.answered()
		with self.user(self.police.user):
			apply_workflow(order.update({"recheck_result": "Passed"}).save(), "Pass Recheck")
			for change in (
				{"problem": "改口"},
				{"due_on": add_days(today(), 30)},
				{"recheck_result": "Not Passed"},
			):
				with self.subTest(change), self.assert_refused(OutOfOrder):
					self.fresh(order).update(change).save()
			self.fresh(order).update({"penalty_document": "公（治）罚决字〔2026〕2号"}).save()
		with self.user(self.clerk.user), self.assert_refused(OutOfOrder):
			closed = self.fresh(order)
			closed.append("photos", {"photo": make.make_photo(), "taken": "After"})
			closed.save()

	def test_a_venue_cannot_recheck_itself(self):
		order = self.answered()
		with self.user(self.clerk.user):
			self.fresh(order).update({"recheck_result": "Passed", "rechecked_on": today()}).save()
		self.assertFalse(self.fresh(order).recheck_result)

	def test_who_is_told(self):
		order = self.order()
		self.assertEqual((order.operator_contact, order.station_contact), (self.clerk.user, self.police.user))
		for name in ("Rectification Order Issued", "Rectification Answered", "Rectification Overdue"):
			notification = frappe.get_doc("Notification", name)
			with self.subTest(name):
				wanted = self.clerk.user if name.endswith("Issued") else self.police.user
				people, _cc, _bcc = notification.get_list_of_recipients(order, {"doc": order})
				self.assertEqual(people, [wanted])
				frappe.render_template(notification.subject, {"doc": order})

	def test_open_orders_go_with_the_venue(self):
		order = self.order()
		other = make.make_agency("hotel", self.village)
		self.fresh(self.hotel).update({"agency": other.name, "responsible_officer": self.second.name}).save()
		moved = self.fresh(order)
		self.assertEqual((moved.agency, moved.officer), (other.name, self.second.name))
		self.assert_not_permitted(moved, self.clerk.user)


class TestOfficerInCharge(VenueTestCase):
	def test_r61_who_answered_for_a_venue_on_a_day(self):
		hotel = self.fresh(self.hotel)
		hotel.update({"responsible_officer": self.second.name, "responsible_since": "2026-04-10"}).save()
		self.assertEqual(officer_in_charge(hotel.name, "2026-04-09").officer, self.police.name)
		self.assertEqual(officer_in_charge(hotel.name, "2026-04-10").officer, self.second.name)
		self.assertIsNone(officer_in_charge(hotel.name, add_days(hotel.listed_on, -1)))
		hotel.supervisors = []
		hotel.save()
		self.assertEqual(len(self.fresh(hotel).supervisors), 2)
		with self.assert_refused(InvalidVenue):
			self.fresh(hotel).update(
				{"responsible_officer": self.police.name, "responsible_since": "2026-04-01"}
			).save()

	def test_r61_the_year_before_a_case_as_facts(self):
		self.open()
		with self.at(MIDDLE):
			with self.user(self.police.user):
				self.inspect(failing={1: "未登记"}).submit()
			facts = supervision_on(self.hotel.name, "2026-04-30")
		self.assertEqual((facts["officer"], facts["station"]), (self.police.name, self.station.name))
		kinds = [event["kind"] for event in facts["events"]]
		self.assertEqual(kinds, ["Inspection", "Order", "Duty", "Duty"])
		self.assertEqual(facts["events"][0]["result"], "Not Passed")
		self.assertEqual(supervision_on(self.hotel.name, "2026-04-02")["events"], [])
		filters = {"venue": self.hotel.name, "day": "2026-04-30"}
		with self.user(self.police.user):
			_columns, rows, head = venue_supervision_file.execute(filters)
		self.assertEqual([row["officer"] for row in rows], [self.police.officer_name] * 4)
		self.assertIn(self.police.officer_name, head)
		with self.user(self.clerk.user), self.assert_refused():
			run_report("Venue Supervision File", filters=filters, ignore_prepared_report=True)
		school = self.post("school_head", make.make_agency("school", self.village))
		with self.user(school.user), self.assert_refused():
			venue_supervision_file.execute(filters)

	def test_only_an_officer_of_the_station_is_in_charge(self):
		self.second.update({"left_on": today()}).save()
		for wrong in (self.cadre.name, self.second.name):
			with self.subTest(wrong), self.assert_refused(InvalidVenue):
				self.fresh(self.hotel).update({"responsible_officer": wrong}).save()
		self.police.update({"left_on": today()}).save()
		self.fresh(self.hotel).update({"rooms": 12}).save()

	def test_the_head_of_the_station_stands_in(self):
		frappe.db.set_value("Agency", self.station.name, "head", self.second.name)
		self.assertEqual(make_venue(self.station.name, self.village).responsible_officer, self.second.name)

	def test_r03_the_officer_in_charge_owes_the_inspections_and_no_village_pays_for_them(self):
		self.open()
		owed = self.obligation("R03_inspections", self.hotel.name)
		self.assertEqual(
			(owed.responsible_officer, owed.agency, owed.area, owed.required),
			(self.police.name, self.station.name, self.township, 2),
		)
		self.assertEqual(self.names_seen_by(self.cadre.user, "Obligation", subject_name=self.hotel.name), [])
		with self.user(self.police.user):
			self.assertTrue(desk.next_duties("Venue", self.hotel.name))

	def test_r03_an_order_is_rechecked_within_three_days_of_its_deadline(self):
		with self.at(MIDDLE), self.user(self.police.user):
			inspection = self.inspect(failing={1: "未登记"}, rectify_by="2026-04-10")
			inspection.submit()
		order = frappe.get_doc("Rectification Order", {"inspection": inspection.name})
		with self.at("2026-04-11"):
			open_period(MONTH)
		owed = self.obligation("R03_rectification", order.name)
		self.assertEqual(
			(str(owed.due_at), owed.responsible_officer), ("2026-04-13 23:59:59", self.police.name)
		)
		with self.at("2026-04-12 09:00:00"):
			with self.user(self.clerk.user):
				apply_workflow(self.fresh(order).update({"answer": "已整改"}).save(), "Report Rectification")
			with self.user(self.police.user):
				apply_workflow(self.fresh(order).update({"recheck_result": "Passed"}).save(), "Pass Recheck")
		self.assert_met("R03_rectification", order.name)
		frappe.db.set_value(
			"Rectification Order", order.name, "rechecked_on", "2026-04-09"
		)  # before the deadline
		settle()
		self.assert_met("R03_rectification", order.name)
		self.assertEqual(self.figures("R03_rectification", agency=self.station.name).met, 1)


class TestSettings(VenueTestCase):
	def set(self, **values):
		settings = frappe.get_single("Hulei Settings")
		settings.update(values).save()

	def test_r03_by_round_instead_of_by_venue(self):
		self.set(inspection_unit="Each Round", inspection_minimum_gap_days=7)
		enabled = [frappe.db.get_value("Duty", code, "enabled") for code in ("R03_inspections", "R03_rounds")]
		self.assertEqual(enabled, [0, 1])
		self.open()
		self.assertIsNone(self.obligation("R03_inspections", self.hotel.name))
		with self.at(MIDDLE), self.user(self.police.user):
			self.inspect(day="2026-04-03").submit()
			self.inspect(self.hall, day="2026-04-10").submit()
		self.assert_met("R03_rounds", self.station.name)

	def test_entertainment_in_and_out_of_scope(self):
		self.set(entertainment_in_scope=0)
		self.assertEqual((self.fresh(self.hall).in_scope, self.fresh(self.hotel).in_scope), (0, 1))
		self.assertEqual(make_venue(self.station.name, self.village, "bar").in_scope, 0)
		self.set(entertainment_in_scope=1)
		self.assertEqual(self.fresh(self.hall).in_scope, 1)

	def test_days_to_rectify(self):
		self.set(rectification_days=3)
		self.assertEqual(str(self.order().due_on), "2026-04-06")

	def test_a_deleted_duty_or_type_stops_nothing(self):
		frappe.delete_doc("Duty", "R03_rounds")
		self.set(inspection_unit="Each Round")
		with self.assert_refused(frappe.LinkExistsError):
			frappe.delete_doc("Venue Type", "hotel")


class TestOverview(VenueTestCase):
	def state(self, venue) -> str:
		return next(row.state for row in overview() if row.venue == venue.name)

	def test_states_of_venues(self):
		self.assertEqual(self.state(self.hotel), "Long Not Inspected")
		with self.user(self.police.user):
			make_inspection(self.hotel.name, self.police.name, self.second.name).submit()
			make_inspection(
				self.hall.name, self.police.name, self.second.name, failing={1: "有陪侍"}
			).submit()
		self.assertEqual(
			(self.state(self.hotel), self.state(self.hall)),
			("Inspections Missing", "Rectification Under Way"),
		)
		frappe.db.set_value("Rectification Order", {"venue": self.hall.name}, "due_on", add_days(today(), -1))
		self.assertEqual(self.state(self.hall), "Rectification Overdue")
		frappe.db.set_value("Venue", self.hall.name, "status", "Suspended")
		self.assertEqual(self.state(self.hall), "Not Operating")

	def test_venues_by_area_within_ones_limits(self):
		with self.user(self.clerk.user):
			self.assertEqual([row.venue for row in overview()], [self.hotel.name])
		with self.user(self.police.user):
			answer = run_report("Venues by Area", filters={"area": self.village}, ignore_prepared_report=True)
			_columns, rows, message = venues_by_area.execute({"area": self.village})
		self.assertEqual(len(answer["result"]), 3)
		self.assertEqual([row["indent"] for row in rows], [0, 1, 1])
		self.assertEqual(rows[0]["missing"], 4)
		self.assertIn("<b>2</b>", message)
		with self.user(self.police.user):
			self.assertEqual(venues_by_area.execute({"state": "In Order"})[1], [])

	def test_the_sketch_shows_names_as_text_and_true_directions(self):
		self.assertEqual(sketch([]), "")
		row = {
			"venue": "VEN-1",
			"venue_name": "<b>金</b>",
			"state": "In Order",
			"latitude": 28.6,
			"longitude": 110.4,
		}
		north, east = {**row, "latitude": 28.7}, {**row, "longitude": 110.5}
		drawn = sketch([row, north, east])
		self.assertNotIn("<b>金", drawn)
		first, above, right = positions([row, north, east])
		self.assertTrue(above[1] < first[1] and right[0] > first[0])

	def test_numbers_and_calendar(self):
		before = api.venues_not_inspected()["value"]
		with self.user(self.police.user):
			inspection = make_inspection(
				self.hotel.name, self.police.name, self.second.name, failing={1: "未登记"}
			)
			inspection.submit()
			self.assertEqual(api.venues_not_inspected()["value"], 1)
			events = api.inspection_events(add_days(today(), -3), add_days(today(), 3))
		self.assertEqual(api.venues_not_inspected()["value"], before - 1)
		self.assertEqual(
			[(row["name"], row["title"]) for row in events], [(inspection.name, self.hotel.venue_name)]
		)
		frappe.db.set_value(
			"Rectification Order", {"venue": self.hotel.name}, "due_on", add_days(getdate(), -1)
		)
		with self.user(self.police.user):
			self.assertEqual(api.rectifications_overdue()["value"], 1)
		with self.user("Guest"):
			for method in (api.venues_not_inspected, api.rectifications_overdue):
				with self.assert_refused(frappe.ValidationError):
					method()
			with self.assert_refused(frappe.ValidationError):
				api.inspection_events("2026-04-01", "2026-04-30")
