"""The base of tests about the restricted register: the police who keep it, and others who must not see it."""

import frappe
from frappe.utils import today

from lijian_hulei.testing import factories as make
from lijian_hulei.testing import staff_factories as staff
from lijian_hulei.testing.duties import DutyTestCase


class RegisterTestCase(DutyTestCase):
	"""A station with an officer and an auxiliary, and an officer of the governance office who may know the register."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		cls.station.db_set("head", cls.police.name)
		cls.auxiliary = cls.post("auxiliary_police", cls.station, cls.village)
		cls.knowing = make.make_officer(
			"governance_officer", cls.township, cls.governance_office.name, knows_restricted_register=1
		)

	def setUp(self) -> None:
		super().setUp()
		frappe.local.hulei_register_seen = None

	def person(self, **overrides):
		return staff.make_restricted(overrides.pop("area", self.village), self.station.name, **overrides)

	def contact(self, person: str, day: str | None = None, user: str | None = None, **overrides):
		values = {
			"doctype": "Control Record",
			"person": person,
			"contact_date": day or today(),
			"law_told": 1,
		}
		with self.user(user or self.auxiliary.user):
			record = frappe.get_doc({**values, "area": self.village, **overrides}).insert()
			record.submit()
		return record

	def summary(self, month: str, user: str | None = None, **overrides):
		values = {
			"doctype": "Control Summary",
			"area": self.village,
			"month": month,
			"work_done": "逐人联系，无异常。",
		}
		with self.user(user or self.auxiliary.user):
			summary = frappe.get_doc({**values, **overrides}).insert()
			summary.submit()
		return summary
