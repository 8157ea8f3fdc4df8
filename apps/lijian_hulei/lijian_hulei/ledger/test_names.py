"""A child's name on the records about the child, which lists and headings show."""

import frappe

from lijian_hulei.ledger.services import fill_names
from lijian_hulei.ledger.services.changes import change_row, record_changes
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestNames(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.cadre = make.make_officer("village_cadre", cls.village)
		cls.minor = make.make_minor(cls.village, ["smoking"])

	def name_on(self, doctype: str, name: str) -> str:
		return frappe.db.get_value(doctype, name, "minor_name")

	def test_a_record_is_headed_by_the_childs_name_and_follows_it(self):
		pairing = make.make_pairing(self.minor.name, self.cadre.name)
		self.assertEqual(pairing.get_title(), self.minor.minor_name)
		self.minor.reload()
		self.minor.minor_name = "改名后"
		self.minor.save()
		self.assertEqual(self.name_on("Support Pairing", pairing.name), "改名后")
		changes = frappe.get_all("Grade Change", {"minor": self.minor.name}, pluck="minor_name")
		self.assertEqual(set(changes), {"改名后"})

	def test_a_name_that_a_client_sends_is_not_believed(self):
		values = {"doctype": "Support Pairing", "minor": self.minor.name, "minor_name": "别的名字"}
		values |= {"kind": "One To One", "helper": self.cadre.name, "from_date": frappe.utils.today()}
		with self.user(self.cadre.user):
			pairing = frappe.get_doc(values).insert()
		self.assertEqual(pairing.minor_name, self.minor.minor_name)

	def test_what_is_written_in_bulk_is_named_too(self):
		other = make.make_minor(self.village)
		record_changes(
			[change_row({"name": other.name, "area": self.village, "grade": "Red"}, "", "")], "Policy"
		)
		change = frappe.get_last_doc("Grade Change", {"minor": other.name})
		self.assertEqual(change.minor_name, other.minor_name)
		frappe.db.set_value("Grade Change", change.name, "minor_name", None)
		fill_names("Grade Change")
		self.assertEqual(self.name_on("Grade Change", change.name), other.minor_name)

	def test_an_agency_sees_whom_its_follow_up_is_for_and_not_the_ledger(self):
		agency = make.make_agency("health_office", self.village)
		follow_up = frappe.get_doc(
			{
				"doctype": "Follow Up",
				"minor": self.minor.name,
				"need_type": make.first_of("Need Type"),
				"description": "需要心理辅导",
				"agency": agency.name,
				"due_on": frappe.utils.today(),
			}
		).insert(ignore_permissions=True)
		officer = make.make_officer("agency_officer", self.village, agency.name)
		known = frappe.db.get_value("Minor", self.minor.name, "minor_name")
		with self.user(officer.user):
			rows = frappe.get_list("Follow Up", fields=["name", "minor_name"])
			self.assertEqual([(row.name, row.minor_name) for row in rows], [(follow_up.name, known)])
			self.assertFalse(frappe.has_permission("Minor", "read"))
