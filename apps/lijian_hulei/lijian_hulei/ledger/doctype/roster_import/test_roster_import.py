"""Who may set up, see and start a roster import, and with which file."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime

from lijian_hulei.api import roster as api
from lijian_hulei.importing import tasks
from lijian_hulei.importing.columns import SCHOOL_ROSTER, VILLAGE_LEDGER
from lijian_hulei.importing.parse import read_sheet
from lijian_hulei.importing.problem import FileRefused
from lijian_hulei.importing.test_import import RosterTestCase, id_number
from lijian_hulei.ledger.doctype.roster_import.roster_import import RosterImportError
from lijian_hulei.testing import factories

DOCTYPE = "Roster Import"


class TestSettingUp(RosterTestCase):
	def new(self, user: str, **values: object):
		with self.user(user):
			return frappe.get_doc({"doctype": DOCTYPE, **values}).insert()

	def test_a_school_imports_its_own_pupils_only(self):
		school = factories.make_agency("school")
		head = factories.make_officer("school_head", agency=school.name)
		doc = self.new(head.user, kind=SCHOOL_ROSTER)
		self.assertEqual(doc.agency, school.name)
		self.assertEqual(frappe.db.get_value("Area", doc.area, "level"), "Township")
		other = factories.make_agency("school")
		with self.user(head.user), self.assert_refused(frappe.PermissionError, RosterImportError):
			frappe.get_doc({"doctype": DOCTYPE, "kind": SCHOOL_ROSTER, "agency": other.name}).insert()
		with self.user(head.user), self.assert_refused(frappe.PermissionError, RosterImportError):
			frappe.get_doc({"doctype": DOCTYPE, "kind": VILLAGE_LEDGER, "area": school.area}).insert()

	def test_a_cadre_cannot_speak_for_a_school(self):
		school = factories.make_agency("school", area=self.village.name)
		with self.user(self.cadre.user), self.assert_refused(frappe.PermissionError, RosterImportError):
			frappe.get_doc({"doctype": DOCTYPE, "kind": SCHOOL_ROSTER, "agency": school.name}).insert()

	def test_police_and_leaders_import_nothing(self):
		for position in ("police_officer", "liaison_leader", "agency_officer"):
			officer = factories.make_officer(position, area=self.village.name)
			with self.user(officer.user), self.assert_refused():
				frappe.get_doc(
					{"doctype": DOCTYPE, "kind": VILLAGE_LEDGER, "area": self.village.name}
				).insert()

	def test_neither_side_sees_the_others_file(self):
		school = factories.make_agency("school", area=self.village.name)
		head = factories.make_officer("school_head", agency=school.name)
		theirs = self.new(head.user, kind=SCHOOL_ROSTER)
		ours = self.new(self.cadre.user, kind=VILLAGE_LEDGER, area=self.village.name, agency=school.name)
		self.assertFalse(ours.agency)
		self.assertNotIn(theirs.name, self.names_seen_by(self.cadre.user, DOCTYPE))
		self.assertNotIn(ours.name, self.names_seen_by(head.user, DOCTYPE))
		self.assert_not_permitted(theirs, self.cadre.user)
		self.assert_not_permitted(ours, head.user)

	def test_a_client_cannot_write_results(self):
		doc = self.new(
			self.cadre.user, kind=VILLAGE_LEDGER, area=self.village.name, status="Done", created=99
		)
		self.assertEqual((doc.status, doc.created), ("Draft", 0))
		with self.user(self.cadre.user):
			doc.update({"status": "Checked", "cursor": 5, "preview": "{}"})
			doc.save()
		self.assertEqual((doc.status, doc.cursor, doc.preview), ("Draft", 0, None))

	def test_a_file_of_somebody_else_is_refused(self):
		theirs = self.roster([self.row(id_number=id_number(11))])
		other = factories.make_officer(area=factories.make_area().name)
		doc = frappe.get_doc(
			{"doctype": DOCTYPE, "kind": VILLAGE_LEDGER, "area": other.area, "file": theirs.file}
		)
		with self.user(other.user):
			with self.assert_refused(RosterImportError):
				doc.check_file()
			with self.assert_refused(frappe.PermissionError, RosterImportError):
				doc.insert()

	def test_public_and_foreign_types_are_refused(self):
		for url in ("/files/roster.xlsx", "/private/files/roster.pdf", "https://x.example/roster.xlsx"):
			with self.user(self.cadre.user), self.assert_refused(RosterImportError, frappe.PermissionError):
				frappe.get_doc(
					{"doctype": DOCTYPE, "kind": VILLAGE_LEDGER, "area": self.village.name, "file": url}
				).insert()

	def test_the_upload_stays_private_and_single(self):
		doc = self.roster([self.row(id_number=id_number(11))])
		files = frappe.get_all(
			"File", {"attached_to_name": doc.name}, ["is_private", "file_url", "attached_to_field"]
		)
		self.assertEqual(
			[(row.is_private, row.file_url, row.attached_to_field) for row in files], [(1, doc.file, "file")]
		)

	def test_a_done_import_is_closed(self):
		doc = self.run_import(self.roster([self.row(id_number=id_number(11))]))
		doc.overwrite = 1
		with self.user(self.cadre.user), self.assert_refused(RosterImportError):
			doc.save()


class TestSteps(RosterTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.doc = self.roster([self.row(id_number=id_number(11))])

	def test_check_then_start_each_queue_one_job(self):
		with self.user(self.cadre.user), patch("frappe.enqueue") as enqueue:
			self.assertEqual(api.check(self.doc.name)["status"], "Checking")
			frappe.db.set_value(DOCTYPE, self.doc.name, "status", "Checked")
			self.assertEqual(api.start(self.doc.name)["status"], "Queued")
		self.assertEqual([call.kwargs["queue"] for call in enqueue.call_args_list], ["long", "long"])
		self.assertEqual({call.kwargs["user"] for call in enqueue.call_args_list}, {self.cadre.user})

	def test_nothing_starts_unchecked(self):
		with self.user(self.cadre.user), patch("frappe.enqueue") as enqueue:
			with self.assert_refused(api.RosterStepRefused):
				api.start(self.doc.name)
		enqueue.assert_not_called()

	def test_wrong_users_can_do_no_step(self):
		stranger = factories.make_officer(area=factories.make_area().name)
		police = factories.make_officer("police_officer", area=self.village.name)
		for user in (stranger.user, police.user, "Guest"):
			for step in (api.check, api.start, api.cancel, api.state):
				with self.user(user), patch("frappe.enqueue") as enqueue, self.assert_refused():
					step(self.doc.name)
				enqueue.assert_not_called()
		for user in (police.user, "Guest"):
			with self.user(user), self.assert_refused():
				api.template()

	def test_cancel_only_what_runs(self):
		with self.user(self.cadre.user):
			with self.assert_refused(api.RosterStepRefused):
				api.cancel(self.doc.name)
			frappe.db.set_value(DOCTYPE, self.doc.name, "status", "Importing")
			self.assertEqual(api.cancel(self.doc.name)["status"], "Cancelled")

	def test_the_template_can_be_read_back(self):
		with self.user(self.cadre.user):
			api.template(VILLAGE_LEDGER)
		with self.assertRaises(FileRefused) as caught:
			read_sheet(frappe.response["filecontent"], "t.xlsx", VILLAGE_LEDGER)
		self.assertEqual(caught.exception.code, "no_rows", "the example row is skipped, so nothing is left")

	def test_old_files_go_and_counts_stay(self):
		self.run_import(self.doc)
		frappe.db.set_value(DOCTYPE, self.doc.name, "creation", add_days(now_datetime(), -31))
		tasks.delete_old_files()
		self.doc.reload()
		self.assertFalse(self.doc.file)
		self.assertEqual(self.doc.created, 1)
		self.assertFalse(frappe.db.exists("File", {"attached_to_name": self.doc.name}))

	def test_an_interrupted_import_is_queued_again_as_its_user(self):
		frappe.db.set_value(DOCTYPE, self.doc.name, {"status": "Importing", "started_by": self.cadre.user})
		with patch("frappe.enqueue") as enqueue:
			tasks.resume_interrupted()
		self.assertIn(
			(self.doc.name, self.cadre.user),
			[(c.kwargs["name"], c.kwargs["user"]) for c in enqueue.call_args_list],
		)
