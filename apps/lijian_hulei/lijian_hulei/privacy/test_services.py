import json
from datetime import date
from unittest.mock import patch

import frappe

from lijian_hulei.access.roles import SEALED_FIELD_READER
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.privacy import cipher, services
from lijian_hulei.privacy.sealed_fields import SEALED
from lijian_hulei.privacy.services import RevealRefused, SealedFieldError
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_area, make_minor, make_officer

PHONE = "13800138000"
OTHER_PHONE = "13900139000"
NUMBER = make_identity_number("431222", date(2014, 5, 21), 602)
OTHER_NUMBER = make_identity_number("431222", date(2014, 5, 22), 604)


def seals(doctype, name):
	return frappe.db.count("Sealed Value", {"reference_doctype": doctype, "reference_name": name})


class TestSealing(HuleiTestCase):
	def minor(self, **overrides):
		guardians = [
			{"guardian_name": "测试母亲", "relation": "Mother", "phone": PHONE, "is_main": 1},
			{"guardian_name": "测试父亲", "relation": "Father", "phone": OTHER_PHONE},
		]
		values = {"id_number": NUMBER, "birth_date": "2014-05-21", "sex": "Female", "guardians": guardians}
		return make_minor(**{**values, **overrides})

	def test_document_and_row_hold_only_the_mask(self):
		minor = self.minor()
		self.assertEqual(minor.id_number, "431222***********" + NUMBER[-1])
		stored = frappe.db.get_value("Minor", minor.name, "id_number")
		self.assertEqual(stored, minor.id_number)
		self.assertEqual(
			frappe.db.get_value("Minor Guardian", minor.guardians[0].name, "phone"), "138******00"
		)
		self.assertEqual(seals("Minor", minor.name), 1)

	def test_nothing_clear_in_any_text_of_the_database(self):
		minor = self.minor()
		minor.reload()
		minor.id_number = OTHER_NUMBER
		minor.birth_date = "2014-05-22"
		minor.guardians[0].phone = "13700137000"
		minor.append(
			"guardians",
			{"guardian_name": "测试祖母", "relation": "Paternal Grandparent", "phone": "13600136000"},
		)
		minor.save(ignore_version=False)
		clear = (NUMBER, OTHER_NUMBER, PHONE, OTHER_PHONE, "13700137000", "13600136000")
		versions = frappe.get_all("Version", {"docname": minor.name}, pluck="data")
		self.assertTrue(versions, "the change must be in the version history, with masks")
		for table in (
			"Minor",
			"Minor Guardian",
			"Version",
			"Comment",
			"Error Log",
			"Sealed Value",
			"Deleted Document",
		):
			rows = json.dumps(frappe.db.sql(f"select * from `tab{table}`", as_list=True), default=str)
			for text in clear:
				self.assertNotIn(text, rows, f"clear text in {table}")
		self.assertNotIn(NUMBER, json.dumps(minor.as_dict(), default=str))

	def test_unchanged_mask_keeps_the_seal(self):
		minor = self.minor()
		before = frappe.db.get_value("Sealed Value", {"reference_name": minor.name}, "ciphertext")
		minor.reload()
		minor.save()
		self.assertEqual(
			frappe.db.get_value("Sealed Value", {"reference_name": minor.name}, "ciphertext"), before
		)

	def test_new_text_is_sealed_anew(self):
		minor = self.minor()
		minor.reload()
		minor.guardians[0].phone = "137 0013 7000"
		minor.save()
		self.assertEqual(services.find_by_sealed("Minor Guardian", "phone", PHONE), [])
		self.assertEqual(
			services.find_by_sealed("Minor Guardian", "phone", "+8613700137000"), [minor.guardians[0].name]
		)

	def test_clearing_a_field_removes_its_seal(self):
		minor = self.minor()
		minor.reload()
		minor.id_number = ""
		minor.save()
		self.assertEqual(seals("Minor", minor.name), 0)

	def test_removing_a_row_removes_its_seal(self):
		minor = self.minor()
		minor.reload()
		gone, kept = minor.guardians[0].name, minor.guardians[1].name
		minor.remove(minor.guardians[0])
		minor.guardians[0].is_main = 1
		minor.save()
		self.assertEqual((seals("Minor Guardian", gone), seals("Minor Guardian", kept)), (0, 1))

	def test_a_mask_with_nothing_sealed_is_refused(self):
		with self.assert_refused(SealedFieldError):
			self.minor(id_number="431222***********1")
		minor = self.minor(id_number=None)
		minor.reload()
		minor.id_number = "431222***********1"
		with self.assert_refused(SealedFieldError):
			minor.save()

	def test_another_mask_than_the_own_is_refused(self):
		minor = self.minor()
		minor.reload()
		minor.id_number = "110105***********X"
		with self.assert_refused(SealedFieldError):
			minor.save()

	def test_wrong_texts_are_refused_and_name_the_row(self):
		guardians = [
			{"guardian_name": "甲", "relation": "Mother", "is_main": 1},
			{"guardian_name": "乙", "relation": "Father", "phone": "98765"},
		]
		with self.assertRaises(SealedFieldError) as caught:
			self.minor(guardians=guardians)
		self.assertIn("2", str(caught.exception))
		self.assertNotIn("98765", str(caught.exception))
		with self.assert_refused(SealedFieldError):
			self.minor(id_number="431222201405210020")

	def test_deleting_the_document_removes_all_its_seals(self):
		minor = self.minor()
		rows = [row.name for row in minor.guardians]
		# force: the links of other modules are not the question here
		frappe.delete_doc("Minor", minor.name, force=True)
		self.assertEqual(seals("Minor", minor.name) + sum(seals("Minor Guardian", row) for row in rows), 0)
		deleted = frappe.get_all("Deleted Document", {"deleted_name": minor.name}, pluck="data")
		self.assertNotIn(NUMBER, "".join(deleted))

	def test_every_sealed_parent_is_cleaned_up_on_deletion(self):
		events = frappe.get_hooks("doc_events")
		for doctype in SEALED:
			if not frappe.get_meta(doctype).istable:
				self.assertIn(
					"lijian_hulei.privacy.services.remove_sealed",
					events.get(doctype, {}).get("after_delete", []),
					doctype,
				)

	def test_find_leaves_out_the_excluded_and_the_impossible(self):
		minor = self.minor()
		self.assertEqual(services.find_by_sealed("Minor", "id_number", NUMBER.lower()), [minor.name])
		self.assertEqual(services.find_by_sealed("Minor", "id_number", NUMBER, exclude=minor.name), [])
		self.assertEqual(services.find_by_sealed("Minor", "id_number", "nonsense"), [])
		found = services.find_many_by_sealed("Minor", "id_number", [NUMBER, OTHER_NUMBER, "nonsense"])
		self.assertEqual(found, {NUMBER: [minor.name]})

	def test_seal_many_takes_two_statements_whatever_the_number(self):
		rows = [
			("Minor", f"MIN-TEST-{at}", "id_number", make_identity_number("431222", date(2014, 5, 21), at))
			for at in range(50)
		]
		for some in (rows, rows[:1], rows):
			with self.assertQueryCount(2):
				services.seal_many(some)
		with self.assertQueryCount(1):  # nothing to claim
			services.seal_many([("Officer", f"OFF-TEST-{at}", "mobile", PHONE) for at in range(50)])
		self.assertEqual(seals("Minor", "MIN-TEST-7"), 1)
		self.assertEqual(len(services.find_by_sealed("Officer", "mobile", PHONE)), 50)

	def test_the_same_text_has_different_indexes_in_different_fields(self):
		self.assertNotEqual(
			cipher.blind_index("Minor Guardian", "phone", PHONE),
			cipher.blind_index("Officer", "mobile", PHONE),
		)

	def test_key_rotation(self):
		minor = self.minor()
		old = frappe.local.conf.encryption_key
		from cryptography.fernet import Fernet

		rotated = {"encryption_key": Fernet.generate_key().decode(), "previous_encryption_keys": [old]}
		with patch.dict(frappe.local.conf, rotated):
			self.assertEqual(services.find_by_sealed("Minor", "id_number", NUMBER), [minor.name])
			services.reseal_all()
			with patch.dict(frappe.local.conf, {"previous_encryption_keys": []}):
				self.assertEqual(services.find_by_sealed("Minor", "id_number", NUMBER), [minor.name])
				ciphertext = frappe.db.get_value("Sealed Value", {"reference_name": minor.name}, "ciphertext")
				self.assertEqual(cipher.decrypt(ciphertext), NUMBER)
		with self.assert_refused(cipher.SealBroken):
			cipher.decrypt(ciphertext)


class TestReveal(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.village, self.sibling = make_area().name, make_area().name
		self.minor = make_minor(self.village, id_number=NUMBER, birth_date="2014-05-21", sex="Female")
		self.reader = make_officer(area=self.village, may_reveal=1)

	def logs(self):
		return frappe.get_all(
			"Reveal Log", {"reference_name": self.minor.name}, ["user", "reason", "fieldname"]
		)

	def test_reader_of_the_area_opens_with_a_reason_and_is_logged_first(self):
		seen = []
		decrypt = cipher.decrypt

		def watched(ciphertext):
			seen.append((len(self.logs()), self.commits.called))
			return decrypt(ciphertext)

		with self.user(self.reader.user), patch.object(cipher, "decrypt", watched):
			self.assertEqual(services.reveal("Minor", self.minor.name, "id_number", " 核对学籍 "), NUMBER)
		self.assertEqual(seen, [(1, True)], "logged and committed before anything was opened")
		log = self.logs()[0]
		self.assertEqual((log.user, log.reason, log.fieldname), (self.reader.user, "核对学籍", "id_number"))

	def test_no_log_no_reveal(self):
		with (
			self.user(self.reader.user),
			patch("lijian_hulei.privacy.services._log_reveal", side_effect=RuntimeError),
			patch.object(cipher, "decrypt") as decrypt,
			self.assertRaises(RuntimeError),
		):
			services.reveal("Minor", self.minor.name, "id_number", "核对学籍")
		decrypt.assert_not_called()

	def test_refused(self):
		cadre = make_officer(area=self.village).user
		foreign_reader = make_officer(area=self.sibling, may_reveal=1).user
		for user in (cadre, foreign_reader, "Guest"):
			with self.subTest(user), self.user(user), self.assert_refused():
				services.reveal("Minor", self.minor.name, "id_number", "核对学籍")
		with self.user(self.reader.user):
			for reason in ("", "   ", "abc", None):
				with self.subTest(reason), self.assert_refused(RevealRefused):
					services.reveal("Minor", self.minor.name, "id_number", reason)
			with self.assert_refused(RevealRefused):
				services.reveal("Minor", self.minor.name, "minor_name", "核对学籍")
			with self.assert_refused():
				services.reveal("Minor", "MIN-99999999", "id_number", "核对学籍")
		self.assertEqual(self.logs(), [])

	def test_nothing_sealed(self):
		other = make_minor(self.village)
		with self.user(self.reader.user), self.assert_refused(RevealRefused):
			services.reveal("Minor", other.name, "id_number", "核对学籍")

	def test_row_of_a_child_table_follows_its_parent(self):
		guardians = [{"guardian_name": "测试", "relation": "Mother", "phone": PHONE, "is_main": 1}]
		minor = make_minor(self.village, guardians=guardians)
		row = minor.guardians[0].name
		with self.user(self.reader.user):
			self.assertEqual(services.reveal("Minor Guardian", row, "phone", "联系家长"), PHONE)
		with self.user(make_officer(area=self.sibling, may_reveal=1).user), self.assert_refused():
			services.reveal("Minor Guardian", row, "phone", "联系家长")

	def test_unticking_takes_the_role_away(self):
		self.reader.may_reveal = 0
		self.reader.save()
		self.assertNotIn(SEALED_FIELD_READER, frappe.get_roles(self.reader.user))
