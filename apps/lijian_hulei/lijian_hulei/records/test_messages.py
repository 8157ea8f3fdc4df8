"""Messages: in each reader's language, and no second one of the same subject on the same day."""

import frappe
from frappe.utils import add_days, today

from lijian_hulei.records.messages import languages_of, tell_all, tell_once, with_link
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


def wording(user: str, language: str) -> tuple[str, str]:
	return frappe._("Open the list", language), f"<p>{user}</p>"


class TestMessages(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.chinese, self.english = (make.make_officer("system_steward").user for _number in range(2))
		frappe.db.set_value("User", self.chinese, "language", "zh")
		frappe.db.set_value("User", self.english, "language", "en")
		self.both = {self.chinese, self.english}

	def told(self, user: str) -> list:
		fields = ["subject", "email_content", "type", "document_type", "document_name"]
		return frappe.get_all("Notification Log", {"for_user": user}, fields, order_by="creation")

	def test_each_reads_the_own_language(self):
		tell_all(self.both, wording)
		self.assertEqual([row.subject for row in self.told(self.chinese)], ["查看清单"])
		self.assertEqual([row.subject for row in self.told(self.english)], ["Open the list"])
		self.assertEqual(self.told(self.english)[0].type, "Alert")
		self.assertIn(self.english, self.told(self.english)[0].email_content)
		self.assertNotIn(self.chinese, self.told(self.english)[0].email_content)

	def test_who_has_no_language_reads_the_sites(self):
		frappe.db.set_value("User", self.english, "language", None)
		frappe.db.set_single_value("System Settings", "language", "zh")
		self.assertEqual(languages_of(self.both), {self.chinese: "zh", self.english: "zh"})
		self.assertEqual(languages_of([]), {})

	def test_a_message_may_open_a_record(self):
		tell_all([self.english], wording, about=("User", self.english))
		row = self.told(self.english)[0]
		self.assertEqual((row.document_type, row.document_name), ("User", self.english))

	def test_the_same_subject_is_told_once_a_day_to_each(self):
		self.assertEqual(tell_once([self.chinese], wording), 1)
		self.assertEqual(tell_once(self.both, wording), 1)
		self.assertEqual(tell_once(self.both, wording), 0)
		self.assertEqual(len(self.told(self.chinese)), 1)
		self.assertEqual(tell_once(self.both, lambda _user, _language: ("别的事", "")), 2)
		self.assertEqual(tell_once([], wording), 0)

	def test_yesterdays_message_does_not_count_unless_it_is_asked_for(self):
		tell_once([self.chinese], wording)
		yesterday = f"{add_days(today(), -1)} 23:59:59"
		frappe.db.set_value(
			"Notification Log", {"for_user": self.chinese}, "creation", yesterday, update_modified=False
		)
		self.assertEqual(tell_once([self.chinese], wording, since=add_days(today(), -1)), 0)
		self.assertEqual(tell_once([self.chinese], wording), 1)

	def test_a_link_leads_to_this_site(self):
		content = with_link("三条", "/app/obligation", "查看清单")
		self.assertEqual(
			content, f'<p>三条</p><p><a href="{frappe.utils.get_url("/app/obligation")}">查看清单</a></p>'
		)
