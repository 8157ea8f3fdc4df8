"""Who becomes second responsible person of a village becomes its direct one (ambiguity A6)."""

import frappe

from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestSecretaries(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.set_single_value("Hulei Settings", "secretary_is_direct", 1)
		self.village = make.make_area().name
		self.secretary = make.make_officer("village_secretary", self.village).name

	def appoint(self, kind: str, officer: str, from_date: str, **values):
		return frappe.get_doc(
			{
				"doctype": "Responsibility",
				"kind": kind,
				"area": self.village,
				"officer": officer,
				"from_date": from_date,
				**values,
			}
		).insert()

	def direct(self) -> list:
		return frappe.get_all(
			"Responsibility",
			filters={"area": self.village, "kind": "Direct"},
			fields=["officer", "from_date", "to_date", "gap_reason"],
			order_by="from_date asc",
		)

	def test_one_appointment_makes_both(self):
		self.appoint("Second", self.secretary, "2026-01-01")
		found = self.direct()
		self.assertEqual(
			[(row.officer, str(row.from_date)) for row in found], [(self.secretary, "2026-01-01")]
		)

	def test_the_next_secretary_follows_in_both(self):
		second = self.appoint("Second", self.secretary, "2026-01-01")
		second.to_date = "2026-03-31"
		second.save()
		self.assertEqual(str(self.direct()[0].to_date), "2026-03-31")
		follower = make.make_officer("village_secretary", self.village).name
		self.appoint("Second", follower, "2026-04-10", gap_reason="换届")
		self.assertEqual([row.officer for row in self.direct()], [self.secretary, follower])
		self.assertEqual(self.direct()[1].gap_reason, "换届")

	def test_a_direct_person_appointed_by_hand_stays(self):
		other = make.make_officer("village_cadre", self.village).name
		self.appoint("Direct", other, "2026-01-01")
		self.appoint("Second", self.secretary, "2026-02-01")
		self.assertEqual([row.officer for row in self.direct()], [other])

	def test_neither_the_first_nor_another_reading_makes_one(self):
		self.appoint("First", self.secretary, "2026-01-01")
		frappe.db.set_single_value("Hulei Settings", "secretary_is_direct", 0)
		self.appoint("Second", self.secretary, "2026-01-01")
		self.assertEqual(self.direct(), [])
