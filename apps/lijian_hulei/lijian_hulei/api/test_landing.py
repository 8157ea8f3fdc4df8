from unittest.mock import patch

import frappe

from lijian_hulei.api import landing
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

PHONE = "Mozilla/5.0 (Linux; Android 10; HUAWEI) Chrome/100 Mobile"
OFFICE = "Mozilla/5.0 (Windows NT 10.0) Chrome/100"


class TestLanding(HuleiTestCase):
	def lands(self, position: str, agent: str, home_page: str = "/app") -> str:
		with self.user(factories.make_officer(position).user):
			with patch.object(frappe, "get_request_header", return_value=agent):
				frappe.local.response["home_page"] = home_page
				landing.choose()
		return frappe.local.response.pop("home_page")

	def test_visitor_with_a_phone_comes_to_the_phone_page(self) -> None:
		self.assertEqual(self.lands("village_cadre", PHONE), "/visit")

	def test_everybody_else_comes_to_the_desk(self) -> None:
		self.assertEqual(self.lands("village_cadre", OFFICE), "/app")
		self.assertEqual(self.lands("school_head", PHONE), "/app")

	def test_another_place_stays(self) -> None:
		self.assertEqual(self.lands("village_cadre", PHONE, "/me"), "/me")
