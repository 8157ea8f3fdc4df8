"""The base of tests about staff: a township with its police and two schools, each with a head."""

import frappe

from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.duties import DutyTestCase


class StaffTestCase(DutyTestCase):
	"""`worker(...)` is one of the first school; `notices(user)` counts the messages somebody has."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		cls.school = make.make_agency("school", cls.village, is_close_contact_unit=1)
		cls.head = cls.post("school_head", cls.school)
		cls.school.db_set("head", cls.head.name)
		cls.other_school = make.make_agency("school", cls.village, is_close_contact_unit=1)
		cls.other_head = cls.post("school_head", cls.other_school)

	def worker(self, **overrides):
		return staff.make_worker(self.school.name, **overrides)

	def notices(self, user: str) -> int:
		return frappe.db.count("Notification Log", {"for_user": user})
