import frappe

from lijian_hulei.privacy.append_only import AppendOnlyError
from lijian_hulei.privacy.services import log_export
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_officer


class TestAppendOnly(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.log = frappe.get_doc("Export Log", log_export("Minor", "每月通报", "list.xlsx", 12))

	def test_written_with_who_and_when(self):
		self.assertEqual((self.log.user, self.log.kind, self.log.row_count), ("Administrator", "Export", 12))
		self.assertTrue(self.log.exported_at)

	def test_who_and_when_cannot_be_given(self):
		log = frappe.get_doc(
			{
				"doctype": "Reveal Log",
				"user": "Guest",
				"revealed_at": "2020-01-01",
				"reference_doctype": "Minor",
				"reference_name": "MIN-1",
				"fieldname": "id_number",
				"reason": "test",
			}
		).insert()
		self.assertEqual(log.user, "Administrator")
		self.assertNotEqual(str(log.revealed_at)[:4], "2020")

	def test_cannot_be_changed(self):
		self.log.reason = "another"
		with self.assert_refused(AppendOnlyError):
			self.log.save()
		with self.assert_refused(AppendOnlyError):
			self.log.db_set("reason", "another")

	def test_cannot_be_deleted(self):
		for arguments in (
			{},
			{"force": True},
			{"ignore_on_trash": True, "force": True},
			{"delete_permanently": True},
		):
			with self.subTest(arguments), self.assert_refused(AppendOnlyError):
				frappe.delete_doc("Export Log", self.log.name, **arguments)
		self.assertTrue(frappe.db.exists("Export Log", self.log.name))

	def test_only_the_two_offices_read_logs(self):
		for position, sees in (
			("protection_officer", True),
			("governance_officer", True),
			("village_cadre", False),
		):
			with self.subTest(position):
				names = self.names_seen_by(make_officer(position).user, "Export Log")
				self.assertEqual(self.log.name in names, sees)

	def test_nobody_writes_a_log_by_hand(self):
		with self.user(make_officer("protection_officer").user), self.assert_refused():
			frappe.get_doc(
				{"doctype": "Export Log", "reference_doctype": "Minor", "reason": "x", "kind": "Print"}
			).insert()
