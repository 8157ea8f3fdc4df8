import frappe

from lijian_hulei.api.reveal import reveal
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_area, make_officer

PHONE = "13800138000"


class TestRevealEndpoint(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.village = make_area().name
		self.officer = make_officer(area=self.village, mobile=PHONE)

	def test_permitted(self):
		with self.user(make_officer(area=self.village, may_reveal=1).user):
			self.assertEqual(reveal("Officer", self.officer.name, "mobile", "紧急联系"), {"value": PHONE})

	def test_without_the_role_not_even_the_own_number(self):
		with self.user(self.officer.user), self.assert_refused():
			reveal("Officer", self.officer.name, "mobile", "紧急联系")

	def test_outside_the_township(self):
		other_town = make_area(level="Township").name
		with self.user(make_officer(area=other_town, may_reveal=1).user), self.assert_refused():
			reveal("Officer", self.officer.name, "mobile", "紧急联系")

	def test_guest(self):
		with self.user("Guest"), self.assert_refused():
			reveal("Officer", self.officer.name, "mobile", "紧急联系")

	def test_only_post_and_not_for_guests(self):
		self.assertIn(reveal, frappe.whitelisted)
		self.assertNotIn(reveal, frappe.guest_methods)
		self.assertEqual(frappe.allowed_http_methods_for_whitelisted_func[reveal], ["POST"])
