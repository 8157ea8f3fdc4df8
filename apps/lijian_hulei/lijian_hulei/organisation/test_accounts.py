from unittest.mock import patch

import frappe
from frappe.utils import add_days, today

from lijian_hulei.access.roles import RESTRICTED_REGISTER_READER, SEALED_FIELD_READER
from lijian_hulei.api.officers import issue_login_link
from lijian_hulei.organisation import services
from lijian_hulei.organisation.accounts import LoginTaken
from lijian_hulei.organisation.doctype.officer.officer import NotForThisPost, WrongOfficer
from lijian_hulei.organisation.doctype.position.position import RoleNotForPositions
from lijian_hulei.organisation.services import WrongCode
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_agency, make_area, make_officer, make_township


def roles_of(user):
	return set(frappe.get_all("Has Role", {"parent": user, "parenttype": "User"}, pluck="role"))


def permissions_of(user):
	rows = frappe.get_all(
		"User Permission", {"user": user}, ["allow", "for_value", "applicable_for", "is_default"]
	)
	return {(row.allow, row.for_value, row.applicable_for, row.is_default) for row in rows}


class TestOpening(HuleiTestCase):
	def test_user_with_exactly_the_roles_of_the_position(self):
		officer = make_officer("liaison_leader", login_email=" New.Leader@Town.Example ")
		user = frappe.get_doc("User", officer.user)
		self.assertEqual(officer.user, "new.leader@town.example")
		self.assertEqual((user.enabled, user.language, user.user_type), (1, "zh", "System User"))
		self.assertEqual(user.first_name, officer.officer_name)
		self.assertEqual(roles_of(user.name), {"Liaison Leader"})

	def test_the_first_officer_of_a_site_is_no_system_manager(self):
		others = frappe.get_all(
			"Has Role", {"role": "System Manager", "parent": ("!=", "Administrator")}, pluck="name"
		)
		frappe.db.delete("Has Role", {"name": ("in", [*others, ""])})
		frappe.clear_messages()
		officer = make_officer("system_steward")
		self.assertNotIn("System Manager", str(frappe.message_log), "nor is anybody told so")
		officer.reload()
		officer.officer_name = "另一个名字"
		officer.save()
		self.assertEqual(roles_of(officer.user), {"System Steward"})

	def test_no_officer_becomes_system_manager_by_saving_a_user(self):
		frappe.db.delete("Has Role", {"role": "System Manager", "parent": ("!=", "Administrator")})
		officer = make_officer()
		for saved_by in (officer.user, "Administrator"):
			with self.subTest(saved_by), self.user(saved_by):
				user = frappe.get_doc("User", officer.user)
				user.interest = "阅读"
				user.save()
				self.assertEqual(roles_of(officer.user), {"Village Cadre"})

	def test_a_new_position_changes_the_roles(self):
		officer = make_officer("village_cadre")
		frappe.get_doc("User", officer.user).add_roles("Website Manager")
		officer.position = "governance_officer"
		officer.save()
		self.assertEqual(roles_of(officer.user), {"Governance Office"})

	def test_reader_role_is_kept_when_it_was_given(self):
		officer = make_officer("village_cadre")
		frappe.get_doc("User", officer.user).add_roles(SEALED_FIELD_READER)
		officer.position = "liaison_leader"
		officer.save()
		self.assertEqual(roles_of(officer.user), {"Liaison Leader", SEALED_FIELD_READER})

	def test_unticking_takes_the_role_of_that_tick_alone(self):
		officer = make_officer("governance_officer", may_reveal=1, knows_restricted_register=1)
		both = {"Governance Office", SEALED_FIELD_READER, RESTRICTED_REGISTER_READER}
		self.assertEqual(roles_of(officer.user), both)
		officer.knows_restricted_register = 0
		officer.save()
		self.assertEqual(roles_of(officer.user), {"Governance Office", SEALED_FIELD_READER})
		officer.update({"may_reveal": 0, "knows_restricted_register": 1})
		officer.save()
		self.assertEqual(roles_of(officer.user), {"Governance Office", RESTRICTED_REGISTER_READER})
		officer.knows_restricted_register = 0
		officer.save()
		self.assertEqual(roles_of(officer.user), {"Governance Office"})

	def test_the_register_is_for_the_governance_office_only(self):
		for position in ("protection_officer", "village_secretary", "school_head", "auxiliary_police"):
			with self.subTest(position), self.assert_refused(NotForThisPost):
				make_officer(position, knows_restricted_register=1)
		officer = make_officer("governance_officer", knows_restricted_register=1)
		officer.position = "liaison_leader"
		with self.assert_refused(NotForThisPost):
			officer.save()

	def test_the_register_role_lives_by_its_tick_alone(self):
		officer = make_officer("governance_officer")
		frappe.get_doc("User", officer.user).add_roles(RESTRICTED_REGISTER_READER)
		officer.save()
		self.assertEqual(roles_of(officer.user), {"Governance Office"})
		officer.knows_restricted_register = 1
		officer.save()
		position = frappe.get_doc("Position", "governance_officer")
		position.roles = [row for row in position.roles if row.role != "Governance Office"]
		position.append("roles", {"role": "Agency Officer"})
		position.save()
		self.assertEqual(roles_of(officer.user), {"Agency Officer"}, "another kind of post does not carry it")

	def test_user_permissions_and_defaults(self):
		area, further = make_area().name, make_area().name
		officer = make_officer(area=area, further_areas=[further])
		self.assertEqual(
			permissions_of(officer.user), {("Area", area, "Area", 1), ("Area", further, "Area", 0)}
		)
		self.assertEqual(frappe.defaults.get_user_default("area", officer.user), area)
		officer.area, officer.further_areas = further, []
		officer.save()
		self.assertEqual(permissions_of(officer.user), {("Area", further, "Area", 1)})
		school = make_agency("school", area).name
		head = make_officer("school_head", agency=school)
		self.assertEqual(permissions_of(head.user), {("Agency", school, "Agency", 1)})
		self.assertEqual(permissions_of(make_officer("system_steward").user), set())

	def test_position_change_reaches_its_holders(self):
		officer, left = make_officer("grid_leader"), make_officer("grid_leader")
		left.left_on = today()
		left.save()
		position = frappe.get_doc("Position", "grid_leader")
		position.append("roles", {"role": "Auxiliary Police"})
		position.save()
		self.assertEqual(roles_of(officer.user), {"Village Cadre", "Auxiliary Police"})
		self.assertFalse(frappe.db.get_value("User", left.user, "enabled"))

	def test_position_cannot_hold_foreign_roles(self):
		position = frappe.get_doc("Position", "grid_leader")
		for role in ("System Manager", "Administrator", SEALED_FIELD_READER, "Script Manager"):
			with self.subTest(role):
				position.reload()
				position.append("roles", {"role": role})
				with self.assert_refused(RoleNotForPositions):
					position.save()

	def test_codes_of_masters(self):
		for code in ("Ab", "1a", "a-b", "a b", "长"):
			with self.subTest(code), self.assert_refused(WrongCode):
				frappe.get_doc({"doctype": "Agency Type", "code": code, "type_name": "x"}).insert()


class TestLogins(HuleiTestCase):
	def test_refused(self):
		taken = make_officer()
		manager = frappe.get_doc(
			{"doctype": "User", "email": "manager@town.example", "first_name": "x", "send_welcome_email": 0}
		).insert()
		manager.add_roles("System Manager")
		for login in (
			"administrator",
			"Guest",
			"no mail address",
			"manager@town.example",
			taken.user.upper(),
		):
			with self.subTest(login), self.assert_refused(LoginTaken, frappe.InvalidEmailAddressError):
				make_officer(login_email=login)

	def test_who_left_may_come_back_but_no_one_else_in_his_place(self):
		left = make_officer(officer_name="测试返聘")
		left.left_on = today()
		left.save()
		with self.assert_refused(LoginTaken):
			make_officer(officer_name="测试他人", login_email=left.user)
		back = make_officer("liaison_leader", officer_name="测试返聘", login_email=left.user)
		self.assertEqual((back.user, roles_of(back.user)), (left.user, {"Liaison Leader"}))
		self.assertEqual(frappe.db.get_value("User", back.user, "enabled"), 1)

	def test_a_changed_login_closes_the_old_one(self):
		officer = make_officer()
		old = officer.user
		officer.login_email = "changed@town.example"
		officer.save()
		self.assertEqual(frappe.db.get_value("User", old, "enabled"), 0)
		self.assertEqual(frappe.db.get_value("User", "changed@town.example", "enabled"), 1)

	def test_dates_and_areas(self):
		area = make_area().name
		with self.assert_refused(WrongOfficer):
			make_officer(area=area, further_areas=[area])
		with self.assert_refused(WrongOfficer):
			make_officer(area=area, started_on=today(), left_on=add_days(today(), -1))


class TestLeaving(HuleiTestCase):
	def leave(self, officer, day):
		officer.reload()
		officer.left_on = day
		officer.save()

	def assert_closed(self, user):
		self.assertEqual(frappe.db.get_value("User", user, "enabled"), 0)
		self.assertEqual(permissions_of(user), set())
		self.assertIsNone(services.officer_of(user))

	def test_today_ends_everything_at_once(self):
		officer = make_officer()
		frappe.db.after_commit.reset()
		with patch("lijian_hulei.organisation.accounts.clear_sessions") as cleared:
			self.leave(officer, today())
			frappe.db.after_commit.run()
		cleared.assert_called_once_with(user=officer.user, force=True)
		self.assertEqual(officer.status, "Left")
		self.assert_closed(officer.user)

	def test_sessions_are_gone(self):
		officer = make_officer()
		frappe.db.sql(
			"insert into `tabSessions` (user, sid, lastupdate, sessiondata) values (%s, %s, now(), '{}')",
			(officer.user, "test-sid-of-leaver"),
		)
		frappe.db.after_commit.reset()
		self.leave(officer, today())
		frappe.db.after_commit.run()
		self.assertFalse(frappe.db.sql("select sid from `tabSessions` where user=%s", officer.user))

	def test_the_last_user_besides_the_administrator_can_leave(self):
		officer = make_officer()
		frappe.db.delete("Has Role", {"role": "System Manager", "parent": ("!=", "Administrator")})
		self.leave(officer, today())
		self.assert_closed(officer.user)

	def test_a_future_day_waits_for_its_morning(self):
		officer = make_officer()
		self.leave(officer, add_days(today(), 3))
		self.assertEqual((officer.status, services.officer_of(officer.user)), ("Active", officer.name))
		with self.at(add_days(today(), 2)):
			self.assertNotIn(officer.name, services.follow_calendar())
		with self.at(add_days(today(), 3)):
			self.assertIn(officer.name, services.follow_calendar())
			self.assertNotIn(officer.name, services.follow_calendar(), "a second run finds nothing to do")
		self.assert_closed(officer.user)

	def test_a_leaver_who_cannot_be_saved_is_closed_all_the_same(self):
		officer = make_officer()
		self.leave(officer, add_days(today(), 1))
		frappe.db.set_value("Officer", officer.name, "agency", "AGY-99999")
		with self.at(add_days(today(), 1)):
			services.follow_calendar()
		self.assertEqual(frappe.db.get_value("User", officer.user, "enabled"), 0)

	def test_a_future_start_opens_on_its_morning(self):
		officer = make_officer(started_on=add_days(today(), 2))
		self.assertEqual(frappe.db.get_value("User", officer.user, "enabled"), 0)
		self.assertEqual(roles_of(officer.user), set())
		with self.at(add_days(today(), 2)):
			services.follow_calendar()
			self.assertEqual(frappe.db.get_value("User", officer.user, "enabled"), 1)

	def test_deleting_an_officer_closes_the_login(self):
		officer = make_officer()
		frappe.delete_doc("Officer", officer.name)
		self.assertEqual(frappe.db.get_value("User", officer.user, "enabled"), 0)


class TestSteward(HuleiTestCase):
	"""A system steward runs the organisation without being System Manager."""

	def setUp(self):
		super().setUp()
		self.town = make_township()
		self.village = make_area().name
		self.agency = make_agency(area=self.village).name
		self.steward = make_officer("system_steward", self.town).user

	def officer(self, **overrides):
		values = {
			"doctype": "Officer",
			"officer_name": "测试",
			"position": "village_cadre",
			"area": self.village,
			"agency": self.agency,
			"login_email": "by.steward@town.example",
			"started_on": today(),
			"mobile": "13800138000",
		}
		return frappe.get_doc({**values, **overrides})

	def test_opens_and_closes_access(self):
		with self.user(self.steward):
			officer = self.officer().insert()
			self.assertEqual(officer.mobile, "138******00")
			officer.left_on = today()
			officer.save()
			make = frappe.get_doc(
				{"doctype": "Area", "code": self.village[:9] + "999", "area_name": "测试新村"}
			)
			make.insert()
		self.assertEqual(frappe.db.get_value("User", officer.user, "enabled"), 0)

	def test_has_no_right_on_users_and_no_way_to_system_manager(self):
		with self.user(self.steward):
			other = frappe.get_doc("User", make_officer(area=self.village).user)
			for ptype in ("write", "create", "delete"):
				self.assertFalse(frappe.has_permission("User", ptype, doc=other))
			with self.assert_refused(RoleNotForPositions):
				position = frappe.get_doc("Position", "grid_leader")
				position.append("roles", {"role": "System Manager"})
				position.save()
			with self.assert_refused(LoginTaken):
				self.officer(login_email="Administrator").insert()

	def test_others_cannot(self):
		for position in ("protection_officer", "governance_officer", "village_cadre"):
			user = make_officer(position, self.town).user
			with self.subTest(position), self.user(user), self.assert_refused():
				self.officer().insert()

	def test_not_in_another_township(self):
		there = make_area(parent=make_area("Township").name).name
		with self.user(self.steward), self.assert_refused():
			self.officer(area=there).insert()

	def test_login_link(self):
		officer = make_officer(area=self.village)
		with self.user(self.steward):
			self.assertIn("/update-password?key=", issue_login_link(officer.name)["link"])
		for user in (officer.user, make_officer("protection_officer", self.town).user, "Guest"):
			with self.subTest(user), self.user(user), self.assert_refused():
				issue_login_link(officer.name)
		# Given before the account became an officer's.
		frappe.get_doc(
			{
				"doctype": "Has Role",
				"parent": officer.user,
				"parenttype": "User",
				"parentfield": "roles",
				"role": "System Manager",
			}
		).db_insert()
		frappe.clear_cache(user=officer.user)
		with self.user(self.steward), self.assert_refused():
			issue_login_link(officer.name)
