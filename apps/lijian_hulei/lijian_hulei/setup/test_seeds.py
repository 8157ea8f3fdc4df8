import json
import tempfile
from pathlib import Path

import frappe

from lijian_hulei.access.roles import POSITION_ROLES, ROLES
from lijian_hulei.setup import install, roles, seeds
from lijian_hulei.testing.base import HuleiTestCase


class TestSeeds(HuleiTestCase):
	def folder(self, *files):
		folder = Path(tempfile.mkdtemp())
		self.addCleanup(lambda: [path.unlink() for path in folder.iterdir()] and folder.rmdir())
		for name, doctype, records in files:
			(folder / name).write_text(json.dumps({"doctype": doctype, "records": records}), encoding="utf-8")
		return folder

	def test_twice_changes_nothing(self):
		self.assertEqual(seeds.apply(), {})

	def test_an_edited_record_stays(self):
		folder = self.folder(("10_a.json", "Agency Type", [{"code": "test_kind", "type_name": "原名"}]))
		self.assertEqual(seeds.apply(folder), {"Agency Type": 1})
		frappe.db.set_value("Agency Type", "test_kind", "type_name", "改名")
		self.assertEqual(seeds.apply(folder), {})
		self.assertEqual(frappe.db.get_value("Agency Type", "test_kind", "type_name"), "改名")

	def test_a_deleted_record_is_not_brought_back(self):
		folder = self.folder(("10_a.json", "Agency Type", [{"code": "test_kind", "type_name": "原名"}]))
		seeds.apply(folder)
		frappe.delete_doc("Agency Type", "test_kind")
		self.assertEqual(seeds.apply(folder), {})
		self.assertFalse(frappe.db.exists("Agency Type", "test_kind"))

	def test_a_record_of_the_same_name_is_left_alone(self):
		frappe.get_doc({"doctype": "Agency Type", "code": "test_kind", "type_name": "自建"}).insert()
		folder = self.folder(("10_a.json", "Agency Type", [{"code": "test_kind", "type_name": "原名"}]))
		self.assertEqual(seeds.apply(folder), {})
		self.assertEqual(frappe.db.get_value("Agency Type", "test_kind", "type_name"), "自建")

	def test_in_the_order_of_the_files(self):
		folder = self.folder(
			(
				"20_b.json",
				"Position",
				[
					{
						"code": "test_post",
						"position_name": "x",
						"scope": "Area",
						"roles": [{"role": "Village Cadre"}],
					}
				],
			),
			("10_a.json", "Agency Type", [{"code": "test_kind", "type_name": "x"}]),
		)
		self.assertEqual(list(seeds.apply(folder)), ["Agency Type", "Position"])

	def test_every_file_names_its_records(self):
		for path in seeds.DATA.glob("*.json"):
			content = json.loads(path.read_text(encoding="utf-8"))
			names = [seeds.identity(content["doctype"], record) for record in content["records"]]
			with self.subTest(path.name):
				self.assertEqual(len(names), len(set(names)))

	def test_roles_and_positions(self):
		for role in ROLES:
			self.assertTrue(frappe.db.exists("Role", role))
		frappe.db.set_value("Role", "Village Cadre", "disabled", 1)
		roles.apply()
		self.assertEqual(frappe.db.get_value("Role", "Village Cadre", "disabled"), 1)
		given = set(frappe.get_all("Position Role", pluck="role"))
		self.assertLessEqual(given, set(POSITION_ROLES))

	def test_settings_keep_zero_and_get_what_was_never_saved(self):
		frappe.db.set_single_value("Hulei Settings", "inspection_minimum_gap_days", 0)
		frappe.db.delete("Singles", {"doctype": "Hulei Settings", "field": "arrival_days"})
		install.set_defaults_of_settings()
		self.assertEqual(frappe.db.get_single_value("Hulei Settings", "inspection_minimum_gap_days"), 0)
		self.assertEqual(frappe.db.get_single_value("Hulei Settings", "arrival_days"), 7)
