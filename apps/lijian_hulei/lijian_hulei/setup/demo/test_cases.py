"""The town's reports and relief in a small town: whole, in every state, and their author nowhere."""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from lijian_hulei.kernel.periods import month_of
from lijian_hulei.setup.demo import cases, town
from lijian_hulei.setup.demo.places import TOWNSHIP, Village
from lijian_hulei.setup.demo.records import Scene
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

LOGINS = (
	*(("office", "protection_officer", "protection"), ("office.2", "protection_officer", "protection")),
	*(("police", "police_officer", "police"), ("leading.1", "leading_group_member", "leading")),
)


class TestCases(HuleiTestCase):
	def scene(self) -> Scene:
		town.make_areas([])
		town.make_agencies([])
		area = factories.make_area()
		for _number in range(20):
			factories.make_minor(area.name, factors=["smoking"])
		officers = {
			login: factories.make_officer(position, TOWNSHIP, town.office_named(office)).name
			for login, position, office in LOGINS
		}
		today = getdate()
		return Scene(
			seed=1,
			today=today,
			first_month=month_of(today - timedelta(days=180)),
			months=6,
			villages=[Village(1, area.name, area.area_name, False, ())],
			officers=officers,
			office=town.office_named,
			photo="/private/files/demo.jpg",
			password=None,
		)

	def test_every_state_is_there_and_nothing_names_its_author(self):
		cases.fill(self.scene())
		self.assertEqual(frappe.db.count("Mandatory Report"), len(cases.REPORTS))
		self.assertEqual(set(frappe.get_all("Mandatory Report", pluck="owner")), {"Guest"})
		for doctype, states in (("Relief Case", 5), ("Referral", 6), ("Report Duty Review", 2)):
			with self.subTest(doctype):
				self.assertEqual(len(set(frappe.get_all(doctype, pluck="status"))), states)
		self.assertEqual(frappe.db.count("Report Obstruction"), 2)
		for report in frappe.get_all("Mandatory Report", {"status": "Concluded"}, pluck="name"):
			frappe.get_doc("Mandatory Report", report).save()
