"""Whole imports in a database: what is written, what is refused, what a second or a broken run does."""

import json
from unittest.mock import patch

import frappe
from frappe.utils import getdate

from lijian_hulei.importing import run
from lijian_hulei.importing.columns import COLUMNS
from lijian_hulei.importing.parse import read_sheet
from lijian_hulei.importing.progress import DOCTYPE
from lijian_hulei.importing.test_parse import workbook
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.ledger.rules.vocabulary import Grade
from lijian_hulei.privacy.services import find_by_sealed
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

HEADERS = [column.header for column in COLUMNS]


def id_number(sequence: int, born: str = "2015-03-04") -> str:
	return make_identity_number("439099", getdate(born), sequence)


def attach(doc, content: bytes, name: str = "roster.xlsx") -> str:
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{frappe.generate_hash(length=8)}-{name}",
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": doc.name,
			"is_private": 1,
			"content": content,
		}
	)
	return file.insert(ignore_permissions=True).file_url


class RosterTestCase(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.village = factories.make_area(area_name="试验村")
		self.cadre = factories.make_officer(area=self.village.name)

	def row(self, **values: object) -> list[object]:
		filled = {
			"name": "张小明",
			"village": "试验村",
			"household_head": "张大山",
			"address": "试验村1组2号",
			"guardian": "张大山",
			"relation": "父亲",
			"phone": "19911111234",
			**values,
		}
		return [filled.get(column.key, "") for column in COLUMNS]

	def roster(self, rows: list[list[object]], user: str | None = None, **values: object):
		with self.user(user or self.cadre.user):
			doc = frappe.get_doc(
				{"doctype": DOCTYPE, "kind": "Village Ledger", "area": self.village.name, **values}
			).insert()
			doc.file = attach(doc, workbook([HEADERS, *rows]))
			doc.save()
		return doc

	def run_import(self, doc, user: str | None = None):
		with self.user(user or self.cadre.user):
			run.import_roster(doc.name)
		doc.reload()
		return doc

	def minors(self) -> list[str]:
		return frappe.get_all("Minor", {"area": self.village.name}, pluck="name", order_by="name asc")

	def error_rows(self, doc) -> list[list[object]]:
		content = frappe.get_doc("File", {"file_url": doc.error_file}).get_content()
		return [row for _number, row in read_sheet(content, "e.xlsx", doc.kind).rows]


class TestVillageLedger(RosterTestCase):
	def test_a_row_becomes_a_graded_sealed_minor_in_a_household(self):
		number = id_number(11)
		doc = self.run_import(self.roster([self.row(id_number=number, left_behind="是", habits="厌学")]))
		self.assertEqual((doc.status, doc.created, doc.error_rows, doc.percent), ("Done", 1, 0, 100))
		minor = frappe.get_doc("Minor", self.minors()[0])
		self.assertEqual((minor.minor_name, minor.sex, minor.grade), ("张小明", "Male", Grade.RED))
		self.assertEqual(minor.birth_date, getdate("2015-03-04"))
		self.assertIn("*", minor.id_number)
		self.assertEqual(find_by_sealed("Minor", "id_number", number), [minor.name])
		guardian = minor.guardians[0]
		self.assertEqual(
			(guardian.guardian_name, guardian.relation, guardian.is_main), ("张大山", "Father", 1)
		)
		self.assertIn("*", guardian.phone)
		self.assertEqual(find_by_sealed("Minor Guardian", "phone", "19911111234"), [guardian.name])
		self.assertEqual({row.factor_class for row in minor.risk_factors}, {"Left-behind", "Bad Habit"})
		home = frappe.get_doc("Household", minor.household)
		self.assertEqual((home.household_name, home.area, home.is_focus), ("张大山", self.village.name, 1))
		change = frappe.get_doc("Grade Change", {"minor": minor.name})
		self.assertEqual(
			(change.to_grade, change.trigger, change.confirmation), ("Red", "Import", "Awaiting")
		)

	def test_the_forms_own_rules_accept_what_was_imported(self):
		self.run_import(
			self.roster([self.row(id_number=id_number(11), left_behind="是", school_class="三班")])
		)
		minor = frappe.get_doc("Minor", self.minors()[0])
		before = minor.as_dict()
		minor.save()
		minor.reload()
		for fieldname in (
			"grade",
			"literal_grade",
			"grade_reason",
			"grade_rule",
			"grading_policy",
			"graded_at",
			"id_number",
		):
			self.assertEqual(minor.get(fieldname), before.get(fieldname), fieldname)

	def test_siblings_share_a_household(self):
		rows = [self.row(id_number=id_number(11)), self.row(name="张小红", id_number=id_number(12))]
		self.run_import(self.roster(rows))
		self.assertEqual(len({frappe.db.get_value("Minor", name, "household") for name in self.minors()}), 1)

	def test_running_numbers_go_on_where_the_form_left_off(self):
		first = factories.make_minor(area=self.village.name)
		self.run_import(
			self.roster([self.row(id_number=id_number(11)), self.row(name="张小红", id_number=id_number(12))])
		)
		last = factories.make_minor(area=self.village.name)
		numbers = sorted(int(name.rsplit("-", 1)[1]) for name in self.minors())
		self.assertEqual(numbers, list(range(int(first.name[4:]), int(last.name[4:]) + 1)))

	def test_the_same_file_twice_changes_nothing(self):
		rows = [
			self.row(id_number=id_number(11), habits="厌学"),
			self.row(name="李四", sex="男", birth_date="2016-01-02"),
		]
		self.run_import(self.roster(rows))
		before = self.everything()
		for overwrite in (0, 1):
			again = self.run_import(self.roster(rows, overwrite=overwrite))
			self.assertEqual((again.created, again.updated, again.unchanged, again.error_rows), (0, 0, 2, 0))
			self.assertEqual(self.everything(), before)

	def everything(self) -> dict:
		"""Names and times of all that hangs on the village's minors."""
		names = self.minors()
		rows = frappe.get_all("Minor Guardian", {"parent": ("in", names)}, pluck="name")
		filters = {
			"Minor": {"name": ("in", names)},
			"Minor Guardian": {"parent": ("in", names)},
			"Minor Risk Factor": {"parent": ("in", names)},
			"Household": {"area": self.village.name},
			"Grade Change": {"minor": ("in", names)},
			"Sealed Value": {"reference_name": ("in", [*names, *rows])},
		}
		return {
			doctype: frappe.get_all(doctype, wanted, ["name", "modified"], order_by="name asc")
			for doctype, wanted in filters.items()
		}

	def test_overwrite_off_leaves_the_minor_and_lists_the_difference(self):
		self.run_import(self.roster([self.row(id_number=id_number(11))]))
		changed = [self.row(id_number=id_number(11), school_class="五班", habits="厌学")]
		doc = self.roster(changed)
		with self.user(self.cadre.user):
			run.check_roster(doc.name)
		doc.reload()
		shown = json.loads(doc.preview)
		self.assertEqual(shown["differences"][0]["columns"], ["班级", "风险因素"])
		self.assertEqual(shown["expected"], {"created": 0, "updated": 0, "unchanged": 1})
		self.run_import(doc)
		self.assertEqual((doc.updated, doc.unchanged), (0, 1))
		self.assertFalse(frappe.db.get_value("Minor", self.minors()[0], "school_class"))

	def test_overwrite_on_writes_filled_cells_only_and_keeps_history(self):
		self.run_import(self.roster([self.row(id_number=id_number(11), school_class="五班", habits="厌学")]))
		name = self.minors()[0]
		self.addCleanup(frappe.flags.update, {"in_test": frappe.flags.in_test})
		frappe.flags.in_test = False  # or Frappe keeps no Version
		row = self.row(
			id_number=id_number(11),
			address="",
			school_class="",
			phone="19911119999",
			habits="无",
			single_parent="是",
		)
		doc = self.run_import(self.roster([row], overwrite=1))
		self.assertEqual((doc.updated, doc.error_rows), (1, 0))
		minor = frappe.get_doc("Minor", name)
		self.assertEqual((minor.school_class, minor.grade), ("五班", Grade.BLUE))
		self.assertEqual([row.factor for row in minor.risk_factors if not row.until], ["single_parent"])
		self.assertEqual(find_by_sealed("Minor Guardian", "phone", "19911119999"), [minor.guardians[0].name])
		self.assertFalse(find_by_sealed("Minor Guardian", "phone", "19911111234"))
		self.assertTrue(frappe.db.exists("Version", {"ref_doctype": "Minor", "docname": name}))
		self.assertEqual(self.run_import(self.roster([row], overwrite=1)).unchanged, 1)

	def test_a_number_added_to_a_known_child_is_the_same_child(self):
		self.run_import(self.roster([self.row(sex="男", birth_date="2015-03-04")]))
		doc = self.run_import(self.roster([self.row(id_number=id_number(11))], overwrite=1))
		self.assertEqual((doc.created, doc.updated), (0, 1))
		self.assertEqual(find_by_sealed("Minor", "id_number", id_number(11)), self.minors())

	def test_bad_rows_come_back_and_the_good_ones_are_in(self):
		rows = [
			self.row(id_number=id_number(11)),
			self.row(name="李四", id_number="123"),
			self.row(name="", id_number=id_number(13)),
		]
		doc = self.run_import(self.roster(rows))
		self.assertEqual((doc.created, doc.error_rows, doc.good_rows, doc.total_rows), (1, 2, 1, 3))
		again = self.error_rows(doc)
		self.assertEqual(again[0][0], "李四")
		self.assertIn("[身份证号]", again[0][len(HEADERS)])
		self.assertTrue(frappe.db.get_value("File", {"file_url": doc.error_file}, "is_private"))

	def test_the_preview_covers_numbers(self):
		number = id_number(11)
		doc = self.roster([self.row(id_number=number), self.row(name="李四", id_number=number[:17])])
		with self.user(self.cadre.user):
			run.check_roster(doc.name)
		doc.reload()
		self.assertEqual(doc.status, "Checked")
		for secret in (number, number[:17], "19911111234"):
			self.assertNotIn(secret, doc.preview)
		self.assertEqual(json.loads(doc.preview)["errors"][0]["row"], 3)
		self.assertFalse(self.minors(), "a check writes nothing into the ledger")


class TestAmbiguity(RosterTestCase):
	def sentences(self, doc) -> str:
		return "\n".join(str(row[len(HEADERS)]) for row in self.error_rows(doc))

	def test_two_namesakes_of_one_day_are_not_guessed_between(self):
		twins = [
			factories.make_minor(area=self.village.name, minor_name="张小明", birth_date="2015-03-04")
			for _ in "ab"
		]
		doc = self.run_import(self.roster([self.row(sex="女", birth_date="2015-03-04")]))
		self.assertEqual((doc.created, doc.error_rows), (0, 1))
		for twin in twins:
			self.assertIn(twin.name, self.sentences(doc))

	def test_a_namesake_in_another_village_is_refused_and_not_named_to_strangers(self):
		other = factories.make_minor(minor_name="张小明", birth_date="2015-03-04")
		doc = self.run_import(self.roster([self.row(sex="女", birth_date="2015-03-04")]))
		self.assertEqual(doc.error_rows, 1)
		self.assertNotIn(other.name, self.sentences(doc))
		office = self.roster([self.row(sex="女", birth_date="2015-03-04")], user="Administrator")
		self.run_import(office, "Administrator")
		self.assertIn(other.name, self.sentences(office))

	def test_a_number_of_another_village_is_refused_without_its_record(self):
		other = factories.make_minor(id_number=id_number(11), birth_date="2015-03-04", sex="Male")
		doc = self.run_import(self.roster([self.row(id_number=id_number(11))]))
		self.assertEqual((doc.created, doc.error_rows), (0, 1))
		self.assertNotIn(other.name, self.sentences(doc))

	def test_who_has_another_number_is_another_child(self):
		factories.make_minor(
			id_number=id_number(11), minor_name="张小明", birth_date="2015-03-04", sex="Male"
		)
		self.assertEqual(self.run_import(self.roster([self.row(id_number=id_number(13))])).created, 1)

	def test_a_child_who_left_is_not_written_over(self):
		minor = factories.make_minor(
			area=self.village.name, id_number=id_number(11), birth_date="2015-03-04", sex="Male"
		)
		minor.update({"status": "Moved Out", "moved_to": "别处"})
		minor.save()
		doc = self.run_import(self.roster([self.row(id_number=id_number(11))], overwrite=1))
		self.assertEqual((doc.updated, doc.error_rows), (0, 1))


class TestScope(RosterTestCase):
	def test_rows_of_a_foreign_village_are_refused(self):
		factories.make_area(area_name="他人村")
		doc = self.run_import(self.roster([self.row(id_number=id_number(11), village="他人村")]))
		self.assertEqual((doc.created, doc.error_rows), (0, 1))

	def test_rows_outside_the_imports_own_area_are_refused_even_to_the_office(self):
		factories.make_area(area_name="他人村")
		doc = self.roster([self.row(id_number=id_number(11), village="他人村")], user="Administrator")
		self.assertEqual(self.run_import(doc, "Administrator").error_rows, 1)

	def test_a_cadre_cannot_import_for_another_village(self):
		other = factories.make_area()
		with self.user(self.cadre.user), self.assert_refused():
			frappe.get_doc({"doctype": DOCTYPE, "kind": "Village Ledger", "area": other.name}).insert()

	def test_a_left_officer_writes_nothing(self):
		doc = self.roster([self.row(id_number=id_number(11))])
		officer = frappe.get_doc("Officer", self.cadre.name)
		officer.left_on = getdate()
		officer.save()
		self.assertEqual(self.run_import(doc).created, 0)


class TestInterruption(RosterTestCase):
	def rows(self, count: int) -> list[list[object]]:
		return [
			self.row(
				name=f"张小明{chr(0x4E00 + at)}",
				id_number=id_number(at * 2 + 1),
				left_behind="是",
				address=f"{at}号",
			)
			for at in range(count)
		]

	def test_a_kill_leaves_whole_batches_and_the_next_run_goes_on(self):
		doc = self.roster(self.rows(7))
		real, calls = run.VillageImport.write, []

		def dies_in_the_third_batch(importer, records):
			real(importer, records)
			calls.append(len(records))
			if len(calls) == 3:
				raise SystemError("killed")

		with patch.object(run, "BATCH", 2), patch.object(run.VillageImport, "write", dies_in_the_third_batch):
			with self.user(self.cadre.user), self.assertRaises(SystemError):
				run.import_roster(doc.name)
			doc.reload()
		self.assertEqual((doc.status, doc.cursor, doc.created), ("Failed", 5, 4))
		self.check_whole(4)
		with patch.object(run, "BATCH", 2):
			self.run_import(doc)
		self.assertEqual((doc.status, doc.created, doc.unchanged, doc.percent), ("Done", 7, 0, 100))
		self.check_whole(7)

	def check_whole(self, count: int) -> None:
		"""No minor without its guardian, factor, household, grade change and seals; none too many."""
		names = self.minors()
		self.assertEqual(len(names), count)
		for doctype in ("Minor Guardian", "Minor Risk Factor"):
			self.assertEqual(frappe.db.count(doctype, {"parent": ("in", names)}), count)
		self.assertEqual(frappe.db.count("Grade Change", {"minor": ("in", names)}), count)
		self.assertEqual(frappe.db.count("Sealed Value", {"reference_name": ("in", names)}), count)
		homes = frappe.get_all("Minor", {"name": ("in", names)}, pluck="household")
		self.assertEqual(frappe.db.count("Household", {"name": ("in", homes)}), count)
		self.assertEqual(frappe.db.count("Household", {"area": self.village.name}), count)

	def test_progress_moves_and_is_stored(self):
		doc = self.roster(self.rows(6))
		with patch("frappe.publish_realtime") as publish, patch.object(run, "BATCH", 2):
			self.run_import(doc)
		sent = [call.args[1] for call in publish.call_args_list if call.args[0] == "roster_import_progress"]
		percents = [message["percent"] for message in sent]
		self.assertEqual(percents, sorted(percents))
		self.assertTrue({33.3, 66.7, 100} <= set(percents))
		self.assertEqual(sent[-1]["status"], "Done")

	def test_cancelling_stops_before_the_next_batch(self):
		doc = self.roster(self.rows(6))
		real = run.VillageImport.write

		def cancels(importer, records):
			real(importer, records)
			frappe.db.set_value(DOCTYPE, doc.name, "status", "Cancelled")

		with patch.object(run, "BATCH", 2), patch.object(run.VillageImport, "write", cancels):
			self.run_import(doc)
		self.assertEqual((doc.status, doc.created, len(self.minors())), ("Cancelled", 2, 2))

	def test_an_unreadable_file_says_why(self):
		doc = self.roster(self.rows(1))
		with self.user(self.cadre.user):
			doc.file = attach(doc, b"PK\x03\x04broken", "broken.xlsx")
			doc.save()
			run.check_roster(doc.name)
		doc.reload()
		self.assertEqual(doc.status, "Failed")
		self.assertTrue(doc.failure)
