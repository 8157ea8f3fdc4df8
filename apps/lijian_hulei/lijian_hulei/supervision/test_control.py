"""Contacts with the people in the register, the end of control, and the figures that leave the police."""

import frappe
from frappe.utils import add_days, getdate, today

from lijian_hulei.access.guards import NotYours
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.supervision.doctype.control_summary.control_summary import NamesSomebody
from lijian_hulei.supervision.services.exits import end_terms, forget_ended
from lijian_hulei.supervision.services.summaries import contacts_due
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import FIRST, MIDDLE, MONTH
from lijian_hulei.testing.register_case import RegisterTestCase


class TestControl(RegisterTestCase):
	def test_r19_the_monthly_contact_meets_the_stations_duty(self):
		with self.at(FIRST):
			person = self.person()
		self.open()
		self.assert_open("R19_contact", person.name)
		with self.at(MIDDLE):
			self.contact(person.name)
		self.assert_met("R19_contact", person.name)
		obligation = self.obligation("R19_contact", person.name)
		self.assertEqual((obligation.area, obligation.responsible_officer), (self.township, self.police.name))
		seen = self.names_seen_by(self.cadre.user, "Obligation", duty="R19_contact")
		self.assertEqual(seen, [], "the village learns nothing")
		figures = self.figures("R19_contact", agency=self.station.name)
		self.assertEqual((figures.required, figures.met), (1, 1))

	def test_r19_the_auxiliary_officer_sees_numbers_only(self):
		person = self.person()
		with self.user(self.auxiliary.user):
			due = contacts_due(getdate())
			self.assertEqual([set(row) for row in due], [{"person", "area_name", "last_contact_on"}])
			self.assertEqual(due[0].person, person.name)
		self.contact(person.name)
		with self.user(self.auxiliary.user):
			self.assertEqual(contacts_due(getdate()), [])
		with self.user(self.cadre.user):
			self.assertNotIn(person.name, str(self.names_seen_by(self.cadre.user, "Control Record")))

	def test_r19_no_contact_outside_the_own_villages(self):
		person = self.person(area=make.make_area().name)
		with self.assert_refused(NotYours):
			self.contact(person.name)
		with self.user(self.auxiliary.user):
			self.assertEqual(contacts_due(getdate()), [])

	def test_r19_a_change_is_reported_first(self):
		person = self.person()
		with self.assert_refused(Incomplete):
			self.contact(person.name, finding="Not Found")
		self.contact(person.name, finding="Not Found", reported_on=today())

	def test_r19_dates_and_ended_control(self):
		person = self.person()
		for day, error in ((add_days(today(), 1), WrongDate), (add_days(today(), -800), OutOfOrder)):
			with self.subTest(day), self.assert_refused(error, OutOfOrder):
				self.contact(person.name, day)
		person.end_reason = "Moved Away"
		person.save()
		with self.at(add_days(today(), 3)), self.assert_refused(OutOfOrder):
			self.contact(person.name)

	def test_r19_cancelling_a_contact_takes_it_back(self):
		person = self.person()
		record = self.contact(person.name)
		self.assertEqual(
			str(frappe.db.get_value("Restricted Person", person.name, "last_contact_on")), today()
		)
		with self.user(self.police.user):
			frappe.get_doc("Control Record", record.name).cancel()
		self.assertIsNone(frappe.db.get_value("Restricted Person", person.name, "last_contact_on"))
		with self.user(self.auxiliary.user), self.assert_refused():
			self.contact(person.name).cancel()

	def test_r20_telling_the_law_is_counted_in_the_summary(self):
		"""The meeting of the village itself (屋场会) is an education activity; here stands who was told in person."""
		person = self.person()
		self.contact(person.name, law_told=1)
		self.assertEqual(self.summary(today()).told, 1)

	def test_exit_ends_the_duty_and_later_the_details(self):
		person, moved = self.person(end_reason="Person Deceased"), self.person(end_reason="Moved Away")
		self.assertEqual((person.status, str(person.ended_on)), ("Ended", today()))
		self.assertEqual(forget_ended(), [person.name])
		self.assertEqual(forget_ended(), [])
		kept = frappe.db.get_value("Restricted Person", person.name, ["person_name", "court", "area"])
		self.assertEqual(kept, (None, None, self.village))
		self.assertFalse(frappe.db.exists("Sealed Value", {"reference_name": person.name}))
		with self.at(add_days(today(), 180)):
			self.assertEqual(forget_ended(), [moved.name])
		person.reload()
		person.control_until = add_days(today(), 9)
		with self.assert_refused(OutOfOrder):
			person.save()

	def test_a_term_of_control_ends_by_itself(self):
		person = self.person(control_until=today())
		with self.at(today()):
			self.assertEqual(end_terms(), [])
		with self.at(add_days(today(), 1)):
			self.assertEqual(end_terms(), [person.name])
			self.assertEqual(end_terms(), [])


class TestSummaries(RegisterTestCase):
	def test_r21_the_auxiliary_officer_hands_in_the_month(self):
		with self.at(FIRST):
			first, second = self.person(), self.person()
		self.open()
		found = self.obligation("R21_summary", self.village)
		self.assertEqual(
			(found.responsible_officer, str(found.due_at.date())), (self.auxiliary.name, "2026-04-25")
		)
		with self.at(MIDDLE):
			self.contact(first.name)
			summary = self.summary("2026-04-15")
		self.assertEqual((summary.persons, summary.contacted, summary.not_contacted), (2, 1, 1))
		self.assertEqual(str(summary.month), "2026-04-01")
		self.assertEqual(second.status, "Under Control")
		self.assert_met("R21_summary", self.village)
		figures = self.figures("R21_summary", area=self.village)
		self.assertEqual((figures.required, figures.met), (1, 1))
		self.assertIn(summary.name, self.names_seen_by(self.governance.user, "Control Summary"))

	def test_r21_after_the_25th_it_is_late(self):
		self.open()
		with self.at("2026-04-27 09:00:00.0005"):
			self.summary("2026-04-01")
		self.assertEqual(self.obligation("R21_summary", self.village).status, "Met Late")

	def test_r21_a_village_without_such_persons_reports_zero(self):
		self.assertEqual(self.summary(today()).persons, 0)

	def test_r21_further_villages_of_an_officer_are_his(self):
		far = make.make_area().name
		officer = make.make_officer(
			"auxiliary_police",
			make.make_area().name,
			self.station.name,
			further_areas=[far],
			started_on="2025-01-01",
		)
		self.open()
		self.assertEqual(self.obligation("R21_summary", far).responsible_officer, officer.name)

	def test_r21_one_summary_a_month_for_own_villages_without_names(self):
		self.summary(today())
		with self.assert_refused(OutOfOrder):
			self.summary(today())
		with self.assert_refused():
			self.summary(today(), area=make.make_area().name)
		with self.assert_refused(OutOfOrder):
			self.summary(add_days(today(), 40))
		with self.assert_refused(NamesSomebody):
			self.summary(add_days(today(), -40), work_done="张某电话13800138000")
		with self.assert_refused():
			self.summary(add_days(today(), -40), user=self.cadre.user)

	def test_r21_the_day_follows_the_settings(self):
		settings = frappe.get_single("Hulei Settings")
		settings.auxiliary_report_day = 20
		settings.save()
		self.assertEqual(frappe.db.get_value("Duty", "R21_summary", "due_day"), 20)
		self.assertEqual(MONTH.label, "2026-04")
