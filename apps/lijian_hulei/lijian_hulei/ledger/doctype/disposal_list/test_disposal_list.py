"""Records past their time go by a list of two hands, with all that hangs on them (A24)."""

import os

import frappe
from frappe.utils import add_days, add_years, getdate, now_datetime

from lijian_hulei.ledger.services import disposal
from lijian_hulei.ledger.services.errors import DisposalError
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

ID_NUMBER_FIELD = "id_number"


class TestDisposalList(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.township = make.make_township()
		frappe.db.set_single_value("Hulei Settings", {"retention_years": 3, "township": self.township})
		frappe.db.set_value("Minor", {"status": ["!=", "Active"]}, "status_on", getdate())
		self.village = make.make_area().name
		office = make.make_agency("protection_office", self.township)
		self.protection = make.make_officer("protection_officer", self.township, office.name).user
		self.other = make.make_officer("protection_officer", self.township, office.name).user
		self.long_ago = add_days(add_years(getdate(), -3), -1)

	def gone(self, status: str = "Moved Out", on=None, **values):
		"""A child who left, with its records as old as that."""
		minor = make.make_minor(area=self.village, factors=["smoking"], **values)
		on = on or self.long_ago
		frappe.db.set_value("Minor", minor.name, {"status": status, "status_on": on}, update_modified=False)
		self.age(minor.name, on)
		return minor

	def age(self, minor: str, day) -> None:
		for doctype, fieldname in disposal.linked_to_minor():
			frappe.db.set_value(doctype, {fieldname: minor}, "creation", day, update_modified=False)

	def draw_up(self, user: str | None = None):
		with self.user(user or self.protection):
			return frappe.get_doc({"doctype": "Disposal List", "basis": "经鉴定已满保存年限"}).insert()

	def approve(self, listed, user: str | None = None) -> None:
		with self.user(user or self.other):
			frappe.get_doc("Disposal List", listed.name).submit()

	def numbers(self, listed) -> set[str]:
		return {row.minor for row in listed.records}

	def test_only_who_left_long_ago_and_is_in_no_case_is_listed(self):
		due = self.gone()
		self.gone(on=add_years(getdate(), -3))
		make.make_minor(area=self.village)
		seen_since = self.gone()
		frappe.db.set_value("Grade Change", {"minor": seen_since.name}, "creation", now_datetime())
		in_a_case = self.gone()
		case = frappe.get_doc({"doctype": "Relief Case", "name": "RC-held", "minor": in_a_case.name})
		case.db_insert()
		frappe.db.set_value("Relief Case", case.name, "creation", self.long_ago, update_modified=False)
		listed = self.draw_up()
		self.assertEqual(self.numbers(listed), {due.name})
		self.assertEqual((listed.number, listed.held, listed.status), (1, 2, "Draft"))

	def test_nothing_is_left_of_the_child_and_the_figures_stand(self):
		minor = self.gone(household=make.make_household(self.village).name)
		household = frappe.db.get_value("Minor", minor.name, "household")
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "old.txt",
				"content": b"old",
				"is_private": 1,
				"attached_to_doctype": "Minor",
				"attached_to_name": minor.name,
			}
		).insert()
		path = file.get_full_path()
		change = frappe.db.get_value("Grade Change", {"minor": minor.name})
		frappe.get_doc(
			{"doctype": "Comment", "comment_type": "Comment", "reference_doctype": "Minor"}
			| {"reference_name": minor.name, "content": "旧话"}
		).insert()
		self.age(minor.name, self.long_ago)
		listed = self.draw_up()
		self.approve(listed)
		self.assertEqual(disposal.carry_out(listed.name), 1)
		for doctype, name in (("Minor", minor.name), ("Grade Change", change), ("Household", household)):
			self.assertFalse(frappe.db.exists(doctype, name), doctype)
		for log, kind, name in (
			("Comment", "reference_doctype", "reference_name"),
			("Version", "ref_doctype", "docname"),
		):
			self.assertFalse(frappe.db.exists(log, {kind: "Minor", name: minor.name}), log)
		self.assertFalse(frappe.db.exists("Sealed Value", {"reference_name": minor.name}))
		self.assertFalse(frappe.db.exists("Minor Risk Factor", {"parent": minor.name}))
		self.assertFalse(frappe.db.exists("File", file.name))
		self.assertFalse(os.path.exists(path))
		done = self.fresh(listed)
		self.assertEqual((done.status, done.removed), ("Carried Out", 1))
		self.assertEqual(disposal.carry_out(listed.name), 0)

	def test_a_brother_keeps_the_household(self):
		household = make.make_household(self.village).name
		gone = self.gone(household=household)
		make.make_minor(household=household)
		listed = self.draw_up()
		self.approve(listed)
		disposal.carry_out(listed.name)
		self.assertFalse(frappe.db.exists("Minor", gone.name))
		self.assertTrue(frappe.db.exists("Household", household))

	def test_one_person_alone_cannot(self):
		self.gone()
		listed = self.draw_up()
		with self.assert_refused(DisposalError):
			self.approve(listed, self.protection)

	def test_who_came_back_holds_the_list_up_and_is_never_removed(self):
		minor, other = self.gone(), self.gone()
		listed = self.draw_up()
		frappe.db.set_value("Minor", minor.name, "status", "Active")
		with self.assert_refused(DisposalError):
			self.approve(listed)
		frappe.db.set_value("Minor", minor.name, "status", "Moved Out")
		self.approve(listed)
		frappe.db.set_value("Minor", minor.name, "status", "Active")
		self.assertEqual(disposal.carry_out(listed.name), 1)
		self.assertTrue(frappe.db.exists("Minor", minor.name))
		self.assertFalse(frappe.db.exists("Minor", other.name))

	def test_rows_cannot_be_slipped_in(self):
		self.gone()
		safe = make.make_minor(area=self.village)
		listed = self.draw_up()
		with self.user(self.protection):
			listed = frappe.get_doc("Disposal List", listed.name)
			listed.append("records", {"minor": safe.name})
			listed.save()
		self.assertNotIn(safe.name, self.numbers(self.fresh(listed)))

	def test_kept_without_limit_or_nothing_due_is_said(self):
		with self.assert_refused(DisposalError):
			self.draw_up()
		self.gone()
		frappe.db.set_single_value("Hulei Settings", "retention_years", 0)
		with self.assert_refused(DisposalError):
			self.draw_up()

	def test_approved_is_final(self):
		self.gone()
		listed = self.draw_up()
		self.approve(listed)
		with self.assert_refused(DisposalError):
			self.fresh(listed).cancel()

	def test_others_cannot_even_look(self):
		self.gone()
		listed = self.draw_up()
		for position in ("village_cadre", "school_head", "police_officer"):
			with self.user(make.make_officer(position, self.village).user):
				self.assertFalse(frappe.has_permission("Disposal List", "read", doc=listed.name))
				self.assertRaises(
					frappe.PermissionError, frappe.get_doc({"doctype": "Disposal List", "basis": "x"}).insert
				)
