import frappe
from frappe.utils import add_days, today

from lijian_hulei.sharing.doctype.joint_meeting.joint_meeting import IncompleteMinutes, InvalidMeetingDate
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestJointMeeting(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.township = make.make_township()
		cls.office = make.make_agency("governance_office", cls.township)
		cls.governance = make.make_officer("governance_officer", cls.township, cls.office.name)

	def meeting(self, **overrides):
		values = {
			"doctype": "Joint Meeting",
			"meeting_kind": "Joint Meeting",
			"area": self.township,
			"meeting_date": today(),
			"agencies": [{"agency": self.office.name}],
			"minutes": "<p>研究五类重点对象走访情况</p>",
			"decisions": [
				{"decision": "补齐走访", "owner_agency": self.office.name, "due_on": add_days(today(), 10)}
			],
		}
		return frappe.get_doc({**values, **overrides}).insert()

	def test_minutes_are_complete_before_they_are_handed_in(self):
		for lacking in (
			{"minutes": "<p> </p>"},
			{"agencies": []},
			{"decisions": [{"decision": "补齐走访", "owner_agency": self.office.name}]},
			{"decisions": [{"decision": "补齐走访", "due_on": today()}]},
		):
			meeting = self.meeting(**lacking)
			with self.subTest(lacking=lacking), self.assert_refused(IncompleteMinutes):
				meeting.submit()
		with self.assert_refused(IncompleteMinutes):
			self.meeting(agencies=[{"agency": self.office.name}, {"agency": self.office.name}])

	def test_a_meeting_is_handed_in_after_it_was_held(self):
		meeting = self.meeting(meeting_date=add_days(today(), 1))
		with self.assert_refused(InvalidMeetingDate):
			meeting.submit()

	def test_decisions_are_ticked_off_after_the_meeting(self):
		meeting = self.meeting()
		meeting.submit()
		meeting.decisions[0].done_on = today()
		meeting.save()
		meeting.decisions[0].done_on = add_days(today(), 1)
		with self.assert_refused(InvalidMeetingDate):
			meeting.save()

	def test_the_minutes_print(self):
		meeting = self.meeting()
		meeting.submit()
		frappe.local.lang = "zh"
		self.assertIn("补齐走访", frappe.get_print("Joint Meeting", meeting.name, "Meeting Minutes"))

	def test_who_may(self):
		meeting = self.meeting()
		village = make.make_officer("village_cadre", make.make_area().name)
		self.assert_permitted(meeting, self.governance.user, "submit")
		self.assert_permitted(meeting, village.user)
		self.assert_not_permitted(meeting, village.user, "write")
