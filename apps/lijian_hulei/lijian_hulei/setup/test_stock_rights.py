import frappe

from lijian_hulei.access.roles import SYSTEM_STEWARD
from lijian_hulei.setup import stock_rights
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestStockRights(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		area = make.make_area().name
		cls.steward = make.make_officer("system_steward", area=area).user
		cls.cadre = make.make_officer("village_cadre", area=area).user

	def setUp(self) -> None:
		super().setUp()
		self.addCleanup(self.forget)
		frappe.db.set_global(stock_rights.DONE, "[]")
		stock_rights.apply()
		self.forget()

	def forget(self) -> None:
		for doctype in stock_rights.RIGHTS:
			frappe.clear_cache(doctype=doctype)

	def may(self, user: str, doctype: str, right: str) -> bool:
		with self.user(user):
			return bool(frappe.has_permission(doctype, right))

	def test_a_steward_has_what_the_table_says_and_writes_no_scripts(self):
		for doctype, rights in stock_rights.RIGHTS.items():
			for right in ("read", "write", "create"):
				with self.subTest(doctype=doctype, right=right):
					self.assertEqual(self.may(self.steward, doctype, right), right in rights)
		self.assertFalse(self.may(self.steward, "Server Script", "write"))

	def test_others_get_nothing_by_it(self):
		for doctype in ("Server Script", "Notification", "Workflow", "Print Settings"):
			with self.subTest(doctype):
				self.assertFalse(self.may(self.cadre, doctype, "read"))

	def test_frappes_own_rows_stay_and_a_second_run_adds_nothing(self):
		def rows(role: str) -> int:
			return frappe.db.count("Custom DocPerm", {"parent": "Workflow", "role": role})

		stock_rights.apply()
		self.assertEqual((rows("System Manager"), rows(SYSTEM_STEWARD)), (1, 1))

	def test_what_an_administrator_took_away_stays_away(self):
		frappe.db.delete("Custom DocPerm", {"parent": "Workflow", "role": SYSTEM_STEWARD})
		stock_rights.apply()
		self.assertFalse(frappe.db.exists("Custom DocPerm", {"parent": "Workflow", "role": SYSTEM_STEWARD}))

	def test_a_steward_opens_the_builders_of_prints_and_others_do_not(self):
		for page in stock_rights.PAGES:
			for user, may in ((self.steward, True), (self.cadre, False)):
				with self.subTest(page=page, may=may), self.user(user):
					self.assertEqual(bool(frappe.get_doc("Page", page).is_permitted()), may)
			stock_rights.apply()
			self.assertEqual(frappe.db.count("Custom Role", {"page": page}), 1)
