import frappe
from frappe.utils import add_days, today

from lijian_hulei.access.guards import NotYours
from lijian_hulei.care.doctype.follow_up.follow_up import (
	FollowUpWithoutOwner,
	InvalidFollowUpDate,
	OutcomeMissing,
)
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestFollowUp(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.minor = make.make_minor(cls.village, ["left_behind"])
		cls.agency = make.make_agency("health_office", cls.village)

	def follow_up(self, **overrides):
		values = {
			"doctype": "Follow Up",
			"minor": self.minor.name,
			"need_type": make.first_of("Need Type"),
			"description": "需要心理辅导",
			"agency": self.agency.name,
			"due_on": add_days(today(), 7),
		}
		return frappe.get_doc({**values, **overrides}).insert(ignore_permissions=True)

	def test_the_area_is_the_childs(self):
		self.assertEqual(self.follow_up(area=make.make_area().name).area, self.village)

	def test_somebody_has_to_do_it(self):
		with self.assert_refused(FollowUpWithoutOwner):
			self.follow_up(agency=None)

	def test_done_needs_an_outcome_and_gets_a_day(self):
		follow_up = self.follow_up()
		follow_up.status = "Done"
		with self.assert_refused(OutcomeMissing):
			follow_up.save()
		follow_up.reload()
		follow_up.update({"status": "Done", "outcome": "已辅导", "done_on": add_days(today(), 1)})
		with self.assert_refused(InvalidFollowUpDate):
			follow_up.save()
		follow_up.reload()
		follow_up.update({"status": "Done", "outcome": "已辅导"})
		follow_up.save()
		self.assertEqual(str(follow_up.done_on), today())

	def test_nobody_opens_one_for_a_child_out_of_reach(self):
		stranger = make.make_officer("village_cadre", make.make_area().name)
		values = self.follow_up().as_dict() | {"name": None, "area": None, "officer": stranger.name}
		with self.user(stranger.user), self.assert_refused(NotYours):
			frappe.get_doc(values).insert()

	def test_an_agency_works_on_its_own_only(self):
		own = self.follow_up()
		officer = make.make_officer("agency_officer", self.village, self.agency.name)
		stranger = make.make_officer(
			"agency_officer", self.village, make.make_agency("civil_affairs", self.village).name
		)
		self.assert_permitted(own, officer.user, "write")
		self.assert_not_permitted(own, officer.user, "create")
		self.assert_not_permitted(own, stranger.user)
