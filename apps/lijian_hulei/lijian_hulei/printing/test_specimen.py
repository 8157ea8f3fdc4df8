"""A steward sees what a format looks like with an invented record; nobody's data is read and nobody else may ask."""

import frappe

from lijian_hulei.access.guards import NotYours
from lijian_hulei.api import prints
from lijian_hulei.printing.specimen import NoSpecimen
from lijian_hulei.printing.test_prints import text_of
from lijian_hulei.printing.test_rendering import shipped
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

SAID = "样本：内容均为虚构"


class TestSpecimen(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.local.lang = "zh"
		cls.township = make.make_township()
		cls.steward = make.make_officer("system_steward", cls.township).user
		cls.minor = make.make_minor(make.make_area().name)

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.local.lang = "en"
		super().tearDownClass()

	def test_every_shipped_format_is_shown_whole_and_says_what_it_is(self):
		noted = frappe.db.count("Export Log")
		with self.user(self.steward):
			for record in shipped():
				with self.subTest(record["name"]):
					page = prints.specimen_page(record["name"])
					self.assertTrue(SAID in page)
					self.assertFalse("no such element" in page)
					self.assertFalse(self.minor.minor_name in page)
		self.assertEqual(frappe.db.count("Export Log"), noted)
		self.assertFalse(frappe.flags.ignore_print_permissions)

	def test_a_changed_copy_is_shown_with_its_fields_and_their_levels(self):
		with self.user(self.steward):
			copy = prints.copy_format("Child Card", "样本试改的档案卡")
			prints.specimen_pdf(copy["name"])
			self.assertTrue("样本：家庭" in prints.specimen_page(copy["name"]))
			own = frappe.get_doc("Print Format", copy["name"])
			own.update(
				{"custom_format": 1, "html": "<p>{{ doc.minor_name }} | {{ doc.grade_reason }}</p>"}
			).save()
			page = prints.specimen_page(own.name)
		self.assertIn(SAID, text_of(frappe.response.filecontent).replace("\n", ""))
		self.assertTrue("样本：姓名" in page)
		self.assertTrue("样本：定级理由" in page)

	def test_only_for_whoever_may_change_formats_and_of_our_records(self):
		for position in ("protection_officer", "village_secretary", "school_head", "police_officer"):
			officer = make.make_officer(position, self.township)
			for method in (prints.specimen_page, prints.specimen_pdf):
				with self.user(officer.user), self.assert_refused(NotYours):
					method("Child Card")
		foreign = frappe.get_doc(
			{"doctype": "Print Format", "name": "样本外的格式", "doc_type": "User", "standard": "No"}
		).insert()
		with self.user(self.steward), self.assert_refused(NoSpecimen):
			prints.specimen_page(foreign.name)
