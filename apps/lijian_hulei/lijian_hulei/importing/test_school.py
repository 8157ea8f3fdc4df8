"""A school's roster against the ledger: class and school are set, differences open and close, nothing else moves."""

import frappe

from lijian_hulei.importing import run
from lijian_hulei.importing.columns import SCHOOL_ROSTER
from lijian_hulei.importing.progress import DOCTYPE
from lijian_hulei.importing.test_import import RosterTestCase, attach, id_number
from lijian_hulei.importing.test_parse import workbook
from lijian_hulei.ledger.doctype.reconciliation_item.reconciliation_item import ReconciliationError
from lijian_hulei.testing import factories

HEADER = ["姓名", "性别", "身份证号", "出生日期", "班级", "村(社区)"]


class TestSchoolRoster(RosterTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.school = factories.make_agency("school")
		self.head = factories.make_officer("school_head", agency=self.school.name)

	def minor(self, sequence: int, **values: object):
		return factories.make_minor(
			area=self.village.name,
			id_number=id_number(sequence),
			birth_date="2015-03-04",
			sex="Male",
			**values,
		)

	def upload(self, *rows: list[str]):
		with self.user(self.head.user):
			doc = frappe.get_doc({"doctype": DOCTYPE, "kind": SCHOOL_ROSTER}).insert()
			doc.file = attach(doc, workbook([HEADER, *rows]))
			doc.save()
			run.import_roster(doc.name)
		doc.reload()
		self.assertEqual(doc.status, "Done", doc.failure)
		return doc

	def items(self, **filters: object) -> list[frappe._dict]:
		filters["agency"] = self.school.name
		return frappe.get_all(
			"Reconciliation Item", filters, ["name", "kind", "minor", "area", "state"], order_by="name"
		)

	def test_a_found_pupil_gets_school_and_class_and_nothing_else(self):
		minor = self.minor(11)
		doc = self.upload(["别的名字", "男", id_number(11), "", "三(1)班", ""])
		self.assertEqual((doc.created, doc.updated), (0, 1))
		minor.reload()
		self.assertEqual((minor.school, minor.school_class), (self.school.name, "三(1)班"))
		self.assertNotEqual(minor.minor_name, "别的名字")
		self.assertEqual(self.upload(["别的名字", "男", id_number(11), "", "三(1)班", ""]).unchanged, 1)

	def test_a_pupil_without_number_is_found_by_name_and_birthday_in_any_village(self):
		minor = factories.make_minor(minor_name="王小花", birth_date="2014-05-06")
		self.upload(["王小花", "女", "", "2014-05-06", "四(2)班", ""])
		minor.reload()
		self.assertEqual(minor.school_class, "四(2)班")

	def test_r12_an_unknown_pupil_is_a_difference_for_the_village_only_once(self):
		row = ["赵新生", "男", id_number(15), "", "一(1)班", "试验村"]
		for _again in range(2):
			self.upload(row)
		found = self.items(state="Open")
		self.assertEqual([(item.kind, item.area) for item in found], [("Only In School", self.village.name)])
		details = frappe.db.get_value("Reconciliation Item", found[0].name, "details")
		self.assertIn("赵新生", details)
		self.assertNotIn(id_number(15), details)
		self.minor(15, minor_name="赵新生")
		self.upload(row)
		self.assertEqual(self.items()[0].state, "Settled")

	def test_a_pupil_of_the_ledger_missing_at_school_is_a_difference(self):
		missing = self.minor(11, school=self.school.name)
		self.minor(13)
		self.upload(["测试", "男", id_number(13), "", "", ""])
		self.assertEqual(
			[(item.kind, item.minor) for item in self.items()], [("Only In Village", missing.name)]
		)

	def test_a_pupil_of_another_school_is_not_taken_over(self):
		other = factories.make_agency("school")
		minor = self.minor(11, school=other.name)
		self.upload(["测试", "男", id_number(11), "", "五班", ""])
		minor.reload()
		self.assertEqual(minor.school, other.name)
		self.assertEqual([item.kind for item in self.items()], ["Details Differ"])

	def test_who_sees_and_settles_a_difference(self):
		self.upload(["赵新生", "男", id_number(15), "", "一(1)班", "试验村"])
		item = frappe.get_doc("Reconciliation Item", self.items()[0].name)
		self.assert_permitted(item, self.cadre.user, "write")
		self.assert_permitted(item, self.head.user, "read")
		self.assert_not_permitted(item, self.head.user, "write")
		stranger = factories.make_officer(area=factories.make_area().name)
		self.assert_not_permitted(item, stranger.user)
		with self.user(self.cadre.user):
			item.state = "Settled"
			with self.assert_refused(ReconciliationError):
				item.save()
			item.reload()
			item.update(
				{
					"state": "Settled",
					"resolution": "已核实,补录台账",
					"details": "改写",
					"kind": "Details Differ",
				}
			)
			item.save()
		item.reload()
		self.assertTrue(item.settled_on)
		self.assertIn("赵新生", item.details)
