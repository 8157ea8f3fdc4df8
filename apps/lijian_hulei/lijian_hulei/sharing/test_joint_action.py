"""Joint actions and their photos (R47)."""

import frappe
from frappe.utils import add_days, today

from lijian_hulei.compliance.services import open_period
from lijian_hulei.records.checks import Incomplete, OutOfOrder, WrongDate
from lijian_hulei.records.photos import InvalidPhoto
from lijian_hulei.sharing.services.deidentify import IdentifyingText
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.duties import MIDDLE, MONTH, DutyTestCase


class TestJointAction(DutyTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.station = make.make_agency("police_station", cls.township)
		cls.police = cls.post("police_officer", cls.station)
		cls.school = make.make_agency("school", cls.village)
		cls.head = cls.post("school_head", cls.school)

	def action(self, **overrides):
		with self.user(self.police.user):
			return frappe.get_doc(
				{
					"doctype": "Joint Action",
					"title": "春季校园周边联合检查",
					"area": self.township,
					"lead_agency": self.station.name,
					"starts_on": "2026-04-08",
					"ends_on": "2026-04-10",
					"plan": "检查网吧、宾馆。",
					"members": [{"agency": self.governance_office.name, "task": "协调"}],
					**overrides,
				}
			).insert()

	def test_r47_a_team_acts_and_sums_up_within_days(self):
		with self.at(MIDDLE):
			action = self.action()
			open_period(MONTH)
			self.assert_open("R47_summary", action.name)
			with self.user(self.police.user):
				with self.assert_refused(Incomplete):
					action.submit()
				action = self.fresh(action).update({"summary": "检查场所6家。", "places_checked": 6}).save()
				action.submit()
		self.assertEqual(str(action.summarised_on), "2026-04-15")
		self.assert_met("R47_summary", action.name)
		self.assertEqual(self.figures("R47_summary", agency=self.station.name).met, 1)

	def test_r47_refusals(self):
		with self.assert_refused(WrongDate):
			self.action(ends_on="2026-04-01")
		with self.assert_refused(Incomplete):
			self.action(problems_found=1, problems_solved=2)
		alone = self.action(members=[{"agency": self.station.name}], summary="单独行动")
		with self.assert_refused(Incomplete):
			alone.submit()
		coming = self.action(starts_on=today(), ends_on=add_days(today(), 2), summary="提前小结")
		with self.assert_refused(OutOfOrder):
			coming.submit()
		make.make_minor(area=self.village, minor_name="令狐测试")
		named = self.action(summary="送令狐测试回家")
		with self.assert_refused(IdentifyingText):
			named.submit()

	def test_r47_photos_are_private_copies_for_those_who_see_the_action(self):
		with self.user(self.police.user):
			original = make.make_photo()
		with self.user(self.governance.user):
			foreign = make.make_photo()
		with self.assert_refused(InvalidPhoto, frappe.PermissionError):  # somebody else's picture
			self.action(photos=[{"photo": foreign}])
		action = self.action(
			members=[{"agency": self.school.name}],
			photos=[{"photo": original, "caption": "检查校门口网吧"}],
		)
		kept = frappe.get_doc("File", {"file_url": action.photos[0].photo})
		self.assertFalse(frappe.db.exists("File", {"file_url": original}))
		self.assertEqual((kept.is_private, kept.attached_to_name), (1, action.name))
		self.assert_permitted(kept, self.head.user)
		stranger = self.post("school_head", make.make_agency("school", self.village))
		self.assert_not_permitted(kept, stranger.user)
		html = frappe.get_print("Joint Action", action.name, "Joint Action Summary")
		self.assertIn('<div class="hulei-photo"><img src="', html)
		self.assertIn("检查校门口网吧", html)

	def test_members_see_it_and_others_do_not(self):
		action = self.action(members=[{"agency": self.school.name}])
		self.assert_permitted(action, self.head.user)
		stranger = self.post("school_head", make.make_agency("school", self.village))
		self.assert_not_permitted(action, stranger.user)
		self.assert_not_permitted(action, self.head.user, "write")
