"""Scheduled mails of reports: figures only, each recipient his own, nobody else."""

import frappe
from frappe.email.doctype.auto_email_report import auto_email_report
from frappe.utils import add_days, today

from lijian_hulei.access import figures
from lijian_hulei.access.gate import callers
from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.access.mailing import NotByMail
from lijian_hulei.api.test_desk_numbers import make_obligation
from lijian_hulei.setup import mail_rights
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

REPORT = "Duty Coverage by Village"


class TestMailedReports(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.set_global(mail_rights.DONE, None)
		mail_rights.apply()
		self.addCleanup(frappe.clear_cache, doctype=mail_rights.DOCTYPE)
		frappe.clear_cache(doctype=mail_rights.DOCTYPE)
		self.village = factories.make_area()
		self.next_village = factories.make_area(parent_area=self.village.parent_area)
		self.cadre = factories.make_officer(area=self.village.name)
		self.neighbour = factories.make_officer(area=self.next_village.name)
		self.office = factories.make_officer("governance_officer", self.village.parent_area)
		for village in (self.village, self.next_village):
			make_obligation(factories.make_minor(village.name))
		self.sent: list[dict] = []
		self._patched(frappe, "sendmail").side_effect = lambda **mail: self.sent.append(mail)

	def mail(self, *recipients, report: str = REPORT, **values):
		return frappe.get_doc(
			{
				"doctype": "Auto Email Report",
				"report": report,
				"user": frappe.session.user,
				"enabled": 1,
				"email_to": "\n".join(recipients),
				"format": "HTML",
				"frequency": "Daily",
				"filters": frappe.as_json(
					{"from_date": add_days(today(), -60), "to_date": add_days(today(), 60)}
				),
				**values,
			}
		)

	def test_each_recipient_gets_what_he_may_see(self) -> None:
		with self.user(self.office.user):
			document = self.mail(self.cadre.user, self.neighbour.user, self.office.user).insert()
		auto_email_report.send_daily()
		self.assertEqual(frappe.session.user, "Administrator")
		texts = {
			mail["recipients"][0]: mail["message"] for mail in self.sent if mail["subject"] == document.name
		}
		here, there = self.village.area_name, self.next_village.area_name
		self.assertNotEqual(here, there)
		self.assertIn(here, texts[self.cadre.user])
		self.assertNotIn(there, texts[self.cadre.user])
		self.assertIn(there, texts[self.neighbour.user])
		self.assertNotIn(here, texts[self.neighbour.user])
		self.assertIn(here, texts[self.office.user])
		self.assertIn(there, texts[self.office.user])

	def test_a_mail_changes_nothing_of_what_is_stored(self) -> None:
		document = self.mail(self.cadre.user, self.neighbour.user).insert()
		document.send()
		self.assertEqual(document.email_to, f"{self.cadre.user}\n{self.neighbour.user}")
		self.assertEqual(self.fresh(document).user, "Administrator")

	def test_who_leaves_gets_no_more_mail(self) -> None:
		document = self.mail(self.cadre.user, self.neighbour.user).insert()
		self.cadre = self.fresh(self.cadre)
		self.cadre.left_on = today()
		self.cadre.save()
		document.send()
		self.assertEqual([mail["recipients"] for mail in self.sent], [[self.neighbour.user]])

	def test_only_officers_who_see_the_report(self) -> None:
		police = factories.make_officer("police_officer", self.village.name).user
		for address in ("somebody@town.example", police, "Administrator@x.example"):
			with self.subTest(address), self.assertRaises(NotByMail):
				self.mail(self.cadre.user, address).insert()

	def test_reports_on_persons_are_not_mailed_whoever_sets_it_up(self) -> None:
		for report in ("Minors Without Helper", "Overdue Duties by Owner", "Grade Overview by Village"):
			with self.subTest(report), self.assertRaises(NotByMail):
				self.mail(self.office.user, report=report).insert()

	def test_a_report_that_somebody_built_is_not_mailed(self) -> None:
		built = frappe.get_doc(
			{
				"doctype": "Report",
				"report_name": "Test Built",
				"ref_doctype": "Duty",
				"report_type": "Report Builder",
				"is_standard": "No",
			}
		).insert()
		with self.assertRaises(NotByMail):
			self.mail(self.office.user, report=built.name).insert()

	def test_one_stored_before_is_not_sent(self) -> None:
		document = self.mail(self.office.user, report="Minors Without Helper")
		document.name = "mailed before"
		document.db_insert()
		frappe.get_doc("Auto Email Report", document.name).send()
		self.assertEqual(self.sent, [])
		with self.assertRaises(NotByMail):
			frappe.get_doc("Auto Email Report", document.name).get_report_content()

	def test_only_the_offices_set_it_up_and_only_what_they_see(self) -> None:
		steward = factories.make_officer("system_steward", self.village.parent_area).user
		for user in (self.cadre.user, steward):
			with self.subTest(user), self.user(user), self.assert_refused():
				self.mail(self.cadre.user).insert()
		with self.user(self.office.user):
			self.assertTrue(self.mail(self.cadre.user).insert().name)

	def test_a_download_shows_the_caller_his_own(self) -> None:
		document = self.mail(self.office.user).insert()
		with self.user(self.cadre.user):
			content = frappe.get_doc("Auto Email Report", document.name).get_report_content()
		self.assertNotIn(self.next_village.area_name, content)

	def test_within_a_request_the_mail_is_left_to_a_job(self) -> None:
		document = self.mail(self.cadre.user).insert()
		frappe.local.request = frappe._dict(method="POST")
		self.addCleanup(delattr, frappe.local, "request")
		enqueue = self._patched(frappe, "enqueue")
		document.send()
		self.assertEqual(self.sent, [])
		self.assertEqual(enqueue.call_args.kwargs["name"], document.name)

	def test_the_gate_lets_the_offices_send_and_others_not(self) -> None:
		document = self.mail(self.office.user).insert()
		method = "frappe.email.doctype.auto_email_report.auto_email_report.send_now"
		for user, permitted in ((self.office.user, True), (self.cadre.user, False)):
			with self.subTest(user), self.user(user):
				frappe.local.form_dict = frappe._dict(name=document.name)
				call = callers.Call(method=method, http_method="POST")
				if permitted:
					callers.judge(call)
				else:
					self.assertRaises(Refused, callers.judge, call)

	def test_every_report_of_figures_exists_and_shows_no_person(self) -> None:
		persons = {"Minor", "Officer", "Worker", "User", "Household", "Restricted Person"}
		for report in figures.FIGURES:
			with self.subTest(report):
				self.assertTrue(figures.may_be_mailed(report))
				columns = frappe.get_doc("Report", report).get_data(as_dict=True)[0]
				linked = {column.get("options") for column in columns if column.get("fieldtype") == "Link"}
				self.assertEqual(linked & persons, set())
