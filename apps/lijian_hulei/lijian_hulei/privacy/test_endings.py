"""What is sealed already gets its index of the last four characters, and nothing else about it changes."""

import frappe

from lijian_hulei.patches import add_search_keys
from lijian_hulei.privacy import cipher, services
from lijian_hulei.privacy.endings import index_endings
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

NUMBER = "330106201503153284"
FIELDS = ["ciphertext", "blind_index", "claimed_index", "ending_index"]


class TestEndings(HuleiTestCase):
	def sealed(self, name: str) -> frappe._dict:
		return frappe.db.get_value("Sealed Value", {"reference_name": name}, FIELDS, as_dict=True)

	def seal(self, name: str, number: str = NUMBER) -> frappe._dict:
		services.seal_many([("Minor", name, "id_number", number)])
		return self.sealed(name)

	def forget(self, name: str, field: str) -> None:
		frappe.db.set_value("Sealed Value", {"reference_name": name}, field, None)

	def test_only_the_missing_index_is_written(self):
		before = self.seal("MIN-TEST-1")
		self.forget("MIN-TEST-1", "ending_index")
		self.assertEqual(index_endings(), 1)
		self.assertEqual(self.sealed("MIN-TEST-1"), before)
		self.assertIn(before.ending_index, cipher.ending_indexes("Minor", "id_number", NUMBER[-4:]))
		self.assertEqual(index_endings(), 0)

	def test_the_patch_gives_minors_and_numbers_their_keys(self):
		minor = make.make_minor(minor_name="张小明")
		before = self.seal(minor.name)
		frappe.db.set_value("Minor", minor.name, "search_key", None, update_modified=False)
		modified = frappe.db.get_value("Minor", minor.name, "modified")
		self.forget(minor.name, "ending_index")
		for _time in range(2):
			add_search_keys.execute()
		stored = frappe.db.get_value("Minor", minor.name, ["search_key", "modified"])
		self.assertEqual(stored, ("zxm zhangxiaoming", modified))
		self.assertEqual(self.sealed(minor.name), before)

	def test_the_number_of_statements_does_not_grow_with_the_texts(self):
		services.seal_many([("Officer", f"OFF-TEST-{at}", "mobile", "13800138000") for at in range(300)])
		frappe.db.sql("update `tabSealed Value` set ending_index = null where reference_doctype = 'Officer'")
		with self.assertQueryCount(3):  # read, write, read nothing
			self.assertGreaterEqual(index_endings(), 300)

	def test_numbers_held_twice_from_before_do_not_stop_it(self):
		self.seal("MIN-TEST-1")
		self.forget("MIN-TEST-1", "claimed_index")  # as it was before numbers were claimed
		second = self.seal("MIN-TEST-2")
		self.forget("MIN-TEST-1", "ending_index")
		add_search_keys.execute()
		services.reseal_all()
		self.assertEqual(self.sealed("MIN-TEST-1").claimed_index, None)
		self.assertEqual(self.sealed("MIN-TEST-1").ending_index, second.ending_index)
		self.assertEqual(self.sealed("MIN-TEST-2").claimed_index, second.claimed_index)
