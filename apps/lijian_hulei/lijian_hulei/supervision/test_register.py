"""The register itself: what may be entered, that every look is logged, and the one question it answers."""

import ast
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.desk.form.load import getdoc
from frappe.utils import add_days, getdate, today

from lijian_hulei.hiring.services.screening import screen_worker
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.kernel.verdict import Verdict
from lijian_hulei.privacy.append_only import AppendOnlyError
from lijian_hulei.privacy.services import reveal
from lijian_hulei.records.checks import OutOfOrder, SwitchedOff, WrongDate
from lijian_hulei.supervision.doctype.listed_offence.listed_offence import NotAnArticle
from lijian_hulei.supervision.doctype.restricted_person.restricted_person import NoJudgment, SealedByLaw
from lijian_hulei.supervision.services import screen
from lijian_hulei.supervision.services.closed_channels import NoNarrative
from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.register_case import RegisterTestCase

LOG = "Register Access Log"


class TestRegister(RegisterTestCase):
	def test_r14_two_registers_kept_apart(self):
		"""Children at risk in the ledger, persons with a judgment in the register; neither reader sees the other's."""
		person, minor = self.person(), make.make_minor(self.village)
		self.assertEqual(self.names_seen_by(self.police.user, "Restricted Person"), [person.name])
		self.assertEqual(self.names_seen_by(self.police.user, "Minor"), [])
		self.assertEqual(self.names_seen_by(self.cadre.user, "Minor"), [minor.name])
		self.assertEqual(self.names_seen_by(self.cadre.user, "Restricted Person"), [])

	def test_r14_only_police_and_named_officers_open_the_register(self):
		person = self.person()
		self.assert_permitted(person, self.police.user)
		self.assert_permitted(person, self.knowing.user)
		self.assert_not_permitted(person, self.knowing.user, "write")
		protection = make.make_officer("protection_officer", self.township)
		school = self.post("school_head", make.make_agency("school", self.village))
		steward = make.make_officer("system_steward", self.township)
		others = (self.governance, protection, school, steward, self.auxiliary, self.cadre)
		for officer in others:
			with self.subTest(officer.position):
				self.assert_not_permitted(person, officer.user)
				self.assertEqual(self.names_seen_by(officer.user, "Restricted Person"), [])

	def test_r14_a_village_of_another_town_is_out_of_reach(self):
		there = make.make_area(parent=make.make_area("Township").name).name
		person = self.person(area=there)
		self.assert_not_permitted(person, self.knowing.user)

	def test_r19_police_enter_a_judgment_and_its_details_stay_sealed(self):
		with self.user(self.police.user):
			number = staff.make_number()
			person = frappe.get_doc(
				{
					"doctype": "Restricted Person",
					"person_name": "测试某人",
					"id_number": number,
					"area": self.village,
					"agency": self.station.name,
					"offence": "rape",
					"offence_date": "2012-01-01",
					"court": "测试县人民法院",
					"judgment_number": "（2012）测0101刑初9号",
					"judgment_date": "2012-09-01",
				}
			).insert()
		stored = frappe.db.get_value("Restricted Person", person.name, ["*"], as_dict=True)
		text = str(dict(stored))
		for secret in ("测试某人", number, "刑初9号"):
			self.assertNotIn(secret, text)
		self.assertEqual((stored.person_name[0], stored.judgment_number), ("测", "******"))

	def test_r19_records_that_the_law_seals_are_refused_by_name(self):
		young = make_identity_number(staff.DIVISION, getdate("2000-05-20"), 7)
		cases = (
			({"id_number": young, "offence_date": "2018-05-20"}, "286"),
			({"record_kind": "Administrative Penalty"}, "136"),
			({"record_kind": "Decision Not to Prosecute"}, "12"),
		)
		for values, article in cases:
			with self.subTest(article), self.assertRaises(SealedByLaw) as refused:
				self.person(**values)
			self.assertIn(article, str(refused.exception))
		self.person(id_number=young, offence_date="2018-05-21")

	def test_r19_judgment_court_and_dates_are_mandatory(self):
		for field in ("court", "judgment_number", "judgment_date", "offence", "offence_date"):
			with self.subTest(field), self.assert_refused(frappe.MandatoryError, frappe.ValidationError):
				self.person(**{field: None})
		with self.assert_refused(NoJudgment):
			self.person(judgment_number="沅公(官)行罚决字〔2020〕第0123号")
		with self.assert_refused(OutOfOrder):
			self.person(judgment_date=add_days(today(), -3100))
		with self.assert_refused(WrongDate):
			self.person(judgment_date=add_days(today(), 1))

	def test_r19_facts_cannot_be_changed_around_the_law(self):
		person = self.person()
		person.offence_date = "2003-01-01"
		with self.assert_refused(OutOfOrder):
			person.save()

	def test_r19_the_list_of_offences_is_closed(self):
		with self.assert_refused(NotAnArticle):
			frappe.get_doc(
				{"doctype": "Listed Offence", "code": "gossip", "offence_name": "闲话", "law_article": "听说"}
			).insert()
		frappe.db.set_value("Listed Offence", "child_indecency", "enabled", 0)
		with self.assert_refused(SwitchedOff):
			self.person()
		steward = make.make_officer("system_steward", self.township)
		with self.user(steward.user), self.assert_refused():
			frappe.get_doc(
				{
					"doctype": "Listed Offence",
					"code": "more",
					"offence_name": "盗窃罪",
					"law_article": "刑法第二百六十四条",
				}
			).insert()

	def test_no_field_takes_a_narrative(self):
		kinds = {field.fieldtype for field in frappe.get_meta("Restricted Person").fields}
		self.assertFalse(
			kinds & {"Text", "Small Text", "Long Text", "Text Editor", "Attach", "Table", "HTML Editor"}
		)

	def test_no_words_or_files_beside_an_entry(self):
		person = self.person()
		with self.user(self.police.user):
			with self.assert_refused(NoNarrative):
				person.add_comment("Comment", "案情如下")
			for values in (
				{"doctype": "ToDo", "description": "x", "reference_type": "Restricted Person"},
				{
					"doctype": "File",
					"file_name": "x.txt",
					"content": "x",
					"attached_to_doctype": "Restricted Person",
				},
			):
				key = "reference_name" if values["doctype"] == "ToDo" else "attached_to_name"
				with self.subTest(values["doctype"]), self.assert_refused(NoNarrative):
					frappe.get_doc({**values, key: person.name}).insert(ignore_permissions=True)

	def test_no_export_print_import_or_global_search(self):
		meta = frappe.get_meta("Restricted Person")
		self.assertFalse([row.role for row in meta.permissions if row.export or row.print or row.report])
		self.assertFalse(meta.allow_import or [field for field in meta.fields if field.in_global_search])
		self.assertFalse(meta.title_field or meta.show_title_field_in_link)

	def test_the_same_person_twice(self):
		number = staff.make_number()
		person = self.person(id_number=number)
		with self.assert_refused(OutOfOrder):
			self.person(id_number=number)
		person.end_reason = "Moved Away"
		person.save()
		self.person(id_number=number)


class TestEveryLookIsLogged(RegisterTestCase):
	def logged(self, **filters) -> int:
		return frappe.db.count(LOG, filters)

	def test_opening_through_form_client_and_rest(self):
		person = self.person()
		for open_it in (
			lambda: getdoc("Restricted Person", person.name),
			lambda: frappe.get_attr("frappe.client.get")("Restricted Person", person.name),
		):
			frappe.local.hulei_register_seen = None
			before = self.logged(user=self.police.user, action="Opened", reference_name=person.name)
			with self.user(self.police.user):
				frappe.response.docs = []
				open_it()
			self.assertEqual(
				self.logged(user=self.police.user, action="Opened", reference_name=person.name), before + 1
			)

	def test_listing(self):
		self.person()
		before = self.logged(user=self.knowing.user, action="Listed")
		self.names_seen_by(self.knowing.user, "Restricted Person")
		self.assertEqual(self.logged(user=self.knowing.user, action="Listed"), before + 1)

	def test_nothing_is_shown_when_the_log_cannot_be_written(self):
		person = self.person()
		with patch("lijian_hulei.supervision.services.access_log.note", side_effect=frappe.ValidationError):
			with self.user(self.police.user), self.assertRaises(frappe.ValidationError):
				frappe.get_attr("frappe.client.get")("Restricted Person", person.name)
		with patch("lijian_hulei.supervision.services.screening.note", side_effect=frappe.ValidationError):
			with self.assertRaises(frappe.ValidationError):
				screen(staff.make_number(), "WKR-000001")

	def test_the_log_is_only_added_to(self):
		self.person()
		self.names_seen_by(self.police.user, "Restricted Person")
		log = frappe.get_last_doc(LOG)
		log.action = "Opened"
		with self.assert_refused(AppendOnlyError):
			log.save()
		with self.assert_refused(AppendOnlyError):
			frappe.delete_doc(LOG, log.name)
		self.assertEqual(
			self.names_seen_by(self.police.user, LOG), [], "who is watched does not read the log"
		)

	def test_a_sealed_number_is_revealed_to_police_with_the_right_and_a_reason(self):
		number = staff.make_number()
		person = self.person(id_number=number)
		opener = self.post("police_chief", self.station)
		opener.may_reveal = 1
		opener.save()
		with self.user(opener.user):
			self.assertEqual(reveal("Restricted Person", person.name, "id_number", "核对身份"), number)
		protection = make.make_officer("protection_officer", self.township)
		for user in (protection.user, self.police.user):
			with self.subTest(user), self.user(user), self.assert_refused():
				reveal("Restricted Person", person.name, "id_number", "核对身份")


class TestScreening(RegisterTestCase):
	def test_yes_no_and_unknown(self):
		number = staff.make_number()
		person = self.person(id_number=number)
		self.assertEqual(screen(number, "WKR-000001"), Verdict.YES)
		self.assertEqual(screen(staff.make_number(), "WKR-000001"), Verdict.NO)
		self.assertEqual(screen("12345", "WKR-000001"), Verdict.UNKNOWN)
		person.end_reason = "Judgment Set Aside"
		person.save()
		self.assertEqual(screen(number, "WKR-000001"), Verdict.NO)

	def test_every_screening_is_logged_under_the_workers_number(self):
		school = make.make_agency("school", self.village, is_close_contact_unit=1)
		number = staff.make_number()
		self.person(id_number=number)
		worker = staff.make_worker(school.name, id_number=number)
		before = frappe.db.count(LOG, {"action": "Screened", "reference_name": worker.name})
		check = staff.make_check(worker.name, None)
		self.assertEqual(check.register_verdict, "Match")
		self.assertEqual(screen_worker(worker.name), "Match")
		self.assertEqual(
			frappe.db.count(LOG, {"action": "Screened", "reference_name": worker.name}), before + 2
		)

	def test_nobody_else_imports_supervision(self):
		"""Hiring's screening asks the one question; the clients' room and the demonstration act for supervision itself."""
		app = Path(frappe.get_app_path("lijian_hulei"))
		allowed = {"hiring/services/screening.py", "api/supervision.py", "setup/demo/supervision.py"}
		found = set()
		for file in app.rglob("*.py"):
			place = str(file.relative_to(app))
			if place.startswith(("supervision/", "testing/", "tests/")) or file.name.startswith("test_"):
				continue
			for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
				names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
				if isinstance(node, ast.ImportFrom):
					names = [node.module or ""]
				if any(name.startswith("lijian_hulei.supervision") for name in names):
					found.add(place)
		self.assertLessEqual(found, allowed)
		self.assertIn("hiring/services/screening.py", found)
