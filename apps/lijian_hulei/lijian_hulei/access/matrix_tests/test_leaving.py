"""Who has no place, no post, no account or no role any more sees nothing from the next request on."""

from collections.abc import Iterator
from unittest.mock import patch

import frappe
from frappe.utils import add_days, today

from lijian_hulei.access.roles import ADD_ON_ROLES, RESTRICTED_REGISTER_READER, ROLES
from lijian_hulei.organisation import record_types
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.matrix_world import SCOPES, MatrixTestCase

OFFICE = "Protection Office"
MADE = "Record Probe"  # a record type, without its table


class TestLeaving(MatrixTestCase):
	def shown(self, user: str, doctype: str) -> list[str]:
		"""The ways in which the own record is shown to the user's next request."""
		name = self.own[doctype]
		named, only = {"doctype": doctype, "name": name}, {"filters": {"name": name}}
		with self.user(user):
			ways = {
				"list": self.message(
					"frappe.desk.reportview.get", {"doctype": doctype, "fields": ["name"], **only}
				),
				"count": self.message("frappe.client.get_count", {"doctype": doctype, **only}),
				"form": self.ask("frappe.desk.form.load.getdoc", named, "GET"),
				"REST": self.ask(f"/api/resource/{doctype}/{name}", {}, "GET"),
				"REST list": (self.ask(f"/api/resource/{doctype}", only, "GET") or {}).get("data"),
				"room": self.message(
					"frappe.realtime.can_subscribe_doc", {"doctype": doctype, "docname": name}, method="GET"
				),
			}
		return [way for way, answer in ways.items() if answer]

	def assert_nothing_is_shown(self, user: str, doctypes: list[str] | None = None) -> None:
		for doctype in doctypes or self.doctypes:
			with self.subTest(doctype):
				self.assertEqual(self.shown(user, doctype), [])

	def readable(self, role: str) -> Iterator[str]:
		return (doctype for doctype in self.doctypes if "read" in self.rights(doctype, role))

	def limited(self) -> list[str]:
		return [doctype for doctype in self.doctypes if not self.is_open(doctype)]

	def officer_of(self, user: str) -> str:
		return frappe.db.get_value("Officer", {"user": user})

	def test_the_world_is_seen_before(self):
		self.assertEqual(len(self.shown(self.users[OFFICE, "Area"], "Minor")), 6)

	def test_an_officer_without_a_place_sees_nothing_limited(self):
		for scope in SCOPES:
			code = f"matrix_plain_{scope.lower()}"
			self.position(code, scope, *(role for role in ROLES if role not in ADD_ON_ROLES))
			officer = make.make_officer(code, self.village, self.agency)
			frappe.db.set_value("Officer", officer.name, {"area": None, "agency": None})
			self.assert_nothing_is_shown(officer.user, self.limited())

	def test_a_record_type_has_no_place_for_such_an_officer(self):
		"""Frappe takes whoever has no User Permission for unlimited."""
		with (
			patch.object(record_types, "names", return_value=[MADE]),
			patch.object(record_types, "limits", return_value=("Area",)),
			patch.object(frappe.db, "exists", return_value=True),
		):
			for scope, place in (("Area", self.village), ("Agency", record_types.NOWHERE)):
				rows = record_types.reached(MADE, {(scope, self.village)})
				self.assertEqual(rows, {("Area", place)})
			self.assertEqual(record_types.reached(MADE, {("Area", None)}), {("Area", record_types.NOWHERE)})

	def test_a_post_that_has_ended_ends_everything(self):
		for role in ROLES:
			user = self.users[role, "Agency"]
			officer = frappe.get_doc("Officer", self.officer_of(user))
			officer.update({"left_on": today()}).save(ignore_permissions=True)
			with self.subTest(role):
				self.assertFalse(frappe.db.get_value("User", user, "enabled"))
				self.assert_nothing_is_shown(user, [*self.readable(role)][:5])

	def test_a_post_ends_by_its_date_without_anybody_s_doing(self):
		"""The night's job closes the account; until then nothing but the login page is open, records of every kind closed."""
		user = self.users[OFFICE, "Area"]
		frappe.db.set_value("Officer", self.officer_of(user), "left_on", today())
		self.assertTrue(frappe.db.get_value("User", user, "enabled"))
		self.assert_nothing_is_shown(user)
		frappe.db.set_value(
			"Officer", self.officer_of(user), {"left_on": None, "started_on": add_days(today(), 1)}
		)
		self.assert_nothing_is_shown(user, ["Minor", "Risk Factor"])
		with self.user(user):
			self.assertEqual(self.message("frappe.realtime.get_user_info", method="GET")["user"], user)
			self.assertIsNone(self.ask("lijian_hulei.api.desk.next_duties"))
			self.assertEqual(self.message("ping"), "pong")  # as a guest is

	def test_a_closed_account_ends_with_the_next_request(self):
		user = self.users[OFFICE, "Area"]
		frappe.db.set_value("User", user, "enabled", 0)
		frappe.clear_document_cache("User", user)
		self.assert_nothing_is_shown(user)

	def test_a_post_that_loses_its_role_loses_its_records(self):
		user = self.users[OFFICE, "Area"]
		position = frappe.get_doc(
			"Position", frappe.db.get_value("Officer", self.officer_of(user), "position")
		)
		position.set("roles", [{"role": "Auxiliary Police"}])
		position.save(ignore_permissions=True)
		self.assert_nothing_is_shown(user, ["Minor", "Relief Case", "Reveal Log"])

	def test_another_village_instead_of_one_s_own(self):
		user = self.users["Village Cadre", "Area"]
		self.assertTrue(self.shown(user, "Minor"))
		officer = frappe.get_doc("Officer", self.officer_of(user))
		officer.update({"area": self.foreign_village, "agency": self.foreign_agency}).save(
			ignore_permissions=True
		)
		self.assert_nothing_is_shown(user, ["Minor", "Visit", "Household"])

	def test_an_add_on_goes_with_its_role(self):
		user = self.users[RESTRICTED_REGISTER_READER, "Area"]
		self.assertTrue(self.shown(user, "Restricted Person"))
		frappe.get_doc("User", user).remove_roles(RESTRICTED_REGISTER_READER)
		self.assert_nothing_is_shown(user, ["Restricted Person"])
