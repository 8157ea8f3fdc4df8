"""What units and offices look at: reports, prints, the list for a batch."""

import frappe
from frappe.utils import add_days, today

from lijian_hulei.api.hiring import workers_to_check
from lijian_hulei.hiring.report.staff_check_rate_by_unit.staff_check_rate_by_unit import execute as rates
from lijian_hulei.hiring.report.staff_checks_due.staff_checks_due import execute as due
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.staff_case import StaffTestCase


class TestReports(StaffTestCase):
	def setUp(self):
		super().setUp()
		self.valid = staff.make_staff(self.school.name)
		self.never = self.worker(first_day=add_days(today(), -900), status="In Post Unchecked")
		self.foreign = staff.make_worker(
			self.other_school.name, first_day=add_days(today(), -900), status="In Post Unchecked"
		)

	def test_r34_never_checked_come_first_and_only_the_own(self):
		with self.user(self.head.user):
			rows = due()[1]
		self.assertEqual([row.worker for row in rows], [self.never.name])
		self.assertEqual(rows[0].days_over, 900)
		with self.user(self.police.user):
			self.assertEqual({row.worker for row in due()[1]}, {self.never.name, self.foreign.name})
		with self.user(self.cadre.user):
			self.assertNotIn("测试职工", str(due()[1] if frappe.has_permission("Worker") else []))

	def test_r34_rate_of_each_unit(self):
		with self.user(self.head.user):
			rows = rates()[1]
		self.assertEqual([(row.working, row.valid, row.never, row.rate) for row in rows], [(2, 1, 1, 50.0)])
		with self.user(self.police.user):
			self.assertEqual(len(rates()[1]), 2)

	def test_r34_due_staff_for_a_batch(self):
		with self.user(self.head.user):
			found = workers_to_check("Periodic", agency=self.school.name)
			self.assertEqual([row.worker for row in found], [self.never.name])
			self.assertEqual(workers_to_check("Periodic", agency=self.other_school.name), [])
		staff.make_check(self.never.name, None, kind="Periodic")
		with self.user(self.head.user):
			self.assertEqual(workers_to_check("Periodic", agency=self.school.name), [], "one waits already")
		with self.user(self.cadre.user), self.assert_refused():
			workers_to_check("Periodic", agency=self.school.name)


class TestPrints(StaffTestCase):
	def printed(self, document, print_format: str) -> str:
		frappe.local.lang = "zh"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		return frappe.get_print(document.doctype, document.name, print_format)

	def test_r34_the_application_covers_the_numbers(self):
		number = staff.make_number()
		worker = staff.make_staff(self.school.name, id_number=number)
		batch = frappe.get_doc(
			{
				"doctype": "Hiring Check Batch",
				"agency": self.school.name,
				"kind": "Periodic",
				"requested_on": today(),
				"workers": [{"worker": worker.name}],
			}
		).insert()
		before = frappe.db.count("Export Log", {"kind": "Print"})
		with self.user(self.head.user):
			html = self.printed(batch, "Staff Check Application")
		self.assertIn(worker.worker_name, html)
		self.assertIn(worker.id_number, html)
		self.assertNotIn(number, html)
		self.assertEqual(frappe.db.count("Export Log", {"kind": "Print"}), before + 1)

	def test_r35_the_notice_says_no_more_than_the_reader_may_know(self):
		check = staff.make_check(staff.make_staff(self.school.name).name, "Record Found", kind="Periodic")
		leader = self.post("leading_group_member", self.governance_office)
		for user, shown in ((self.head.user, True), (leader.user, False)):
			with self.subTest(user), self.user(user):
				self.assertEqual("<b>有记录</b>" in self.printed(check, "Staff Check Notice"), shown)
