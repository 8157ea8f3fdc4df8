"""From an officer to a login: User, roles, user permissions, defaults; and all of it back on leaving.

The system steward who saves an officer has no right on User itself: the account is written with
ignore_permissions, and only what a Position may hold (access.roles) can come out of it. System Manager is
never given; the roles of an account that has it are left alone, and no officer can claim such an account.
"""

from functools import partial

import frappe
from frappe import _
from frappe.sessions import clear_sessions
from frappe.utils import getdate, validate_email_address

from lijian_hulei.access import scope
from lijian_hulei.access.roles import (
	ADD_ON_ROLES,
	GOVERNANCE_OFFICE,
	POSITION_ROLES,
	RESTRICTED_REGISTER_READER,
	SEALED_FIELD_READER,
	SYSTEM_STEWARD,
	UNLIMITED_ROLE,
)
from lijian_hulei.organisation import record_types

LANGUAGE = "zh"
BUILT_IN_USERS = ("Administrator", "Guest")
LIMITED_BY = {"Area": "area", "Agency": "agency"}
# The ticks of an officer that add a role to those of the post.
ADDED_BY = {"may_reveal": SEALED_FIELD_READER, "knows_restricted_register": RESTRICTED_REGISTER_READER}
# Given by hand it stays as long as nobody unticks it; the register's role lives by its tick alone.
KEPT_ROLES = frozenset(ADD_ON_ROLES) - {RESTRICTED_REGISTER_READER}


class LoginTaken(frappe.ValidationError):
	"""The login name belongs to somebody else or to the system."""


def check_login(officer) -> None:
	"""Settles `officer.user`, before the officer is written. Raises LoginTaken."""
	login = (officer.login_email or "").strip().lower()
	if not validate_email_address(login):
		_refuse(
			_("The login name must have the form of an email address, for example zhang.san@town.example.")
		)
	before = officer.get_doc_before_save()
	newly = not before or before.user != login
	if login in {name.lower() for name in BUILT_IN_USERS} or (newly and _is_system_account(login)):
		_refuse(_("This login belongs to the administration of the system and cannot become an officer's."))
	# get_all: somebody else's claim counts wherever that officer serves.
	others = frappe.get_all(
		"Officer",
		{"user": login, "name": ("!=", officer.name)},
		["name", "officer_name", "status"],
		order_by="name",
	)
	for other in others:
		if other.status == "Active" or other.officer_name != officer.officer_name:
			_refuse(_("This login belongs to officer {0}. Please choose another one.").format(other.name))
	officer.login_email = officer.user = login


def apply(officer) -> None:
	"""After an officer is written: the account follows, and a login given up is closed."""
	scope.forget()
	before = officer.get_doc_before_save()
	if before and before.user and before.user != officer.user:
		settle(before.user)
	settle(officer.user, unticked=frozenset(_unticked(before, officer)) if before else frozenset())


def close(officer) -> None:
	"""Before an officer is deleted."""
	scope.forget()
	_close(officer.user)


def keep_apart(user, method: str | None = None) -> None:
	"""Hook on User, after its own checks: officers are never System Manager, and nobody makes himself one.

	Frappe gives that role to whichever system user is saved first on a site whose only other one is
	Administrator, be it an officer who changes his own picture.
	"""
	if UNLIMITED_ROLE not in {row.role for row in user.roles} or user.name in BUILT_IN_USERS:
		return
	before = user.get_doc_before_save()
	if before and UNLIMITED_ROLE in {row.role for row in before.roles}:
		return
	by_manager = frappe.session.user == "Administrator" or UNLIMITED_ROLE in frappe.get_roles()
	if by_manager and not frappe.db.exists("Officer", {"user": user.name}):
		return
	user.roles = [row for row in user.roles if row.role != UNLIMITED_ROLE]
	if by_manager:
		frappe.msgprint(
			_("An officer's login cannot be System Manager. Use a separate login for administration.")
		)


def may_know_register(position: str) -> bool:
	"""Only the governance office's named officers may be given the register of restricted persons; police have it."""
	return GOVERNANCE_OFFICE in _roles_of([position])


def settle(user: str, unticked: frozenset[str] = frozenset()) -> None:
	"""Makes the account what the user's posts of today say; without a post it is closed.

	`unticked` are roles whose tick was just taken away; KEPT_ROLES that were given otherwise stay.
	"""
	posts = _posts(user)
	if not posts:
		_prepare(user)
		_close(user)
		return
	if _is_system_account(user):
		return
	_open(user, posts, unticked)
	_set_user_permissions(user, _wanted_permissions(posts))
	for scope_of_post, fieldname in LIMITED_BY.items():
		_set_default(
			user, fieldname, next((post[fieldname] for post in posts if post.scope == scope_of_post), None)
		)


def force_close_leaver(officer: str) -> None:
	"""When a leaver's record cannot be saved on the day, the access ends all the same."""
	user, left_on = frappe.db.get_value("Officer", officer, ["user", "left_on"])
	if left_on and left_on <= getdate():
		_close(user)


def _posts(user: str) -> list:
	officer, position = frappe.qb.DocType("Officer"), frappe.qb.DocType("Position")
	today = getdate()
	return (
		frappe.qb.from_(officer)
		.join(position)
		.on(position.name == officer.position)
		.select(
			officer.name,
			officer.officer_name,
			officer.position,
			officer.area,
			officer.agency,
			officer.may_reveal,
			officer.knows_restricted_register,
			position.scope,
		)
		.where((officer.user == user) & (officer.status == "Active") & (officer.started_on <= today))
		.where(officer.left_on.isnull() | (officer.left_on > today))
		.orderby(officer.started_on)
		.run(as_dict=True)
	)


def _roles(posts: list) -> set[str]:
	return _roles_of([post.position for post in posts])


def _roles_of(positions: list[str]) -> set[str]:
	# get_all: the roles of a position are no secret from the service that applies them.
	rows = frappe.get_all(
		"Position Role", {"parent": ("in", positions), "parenttype": "Position"}, pluck="role"
	)
	return set(rows) & set(POSITION_ROLES)


def _unticked(before, officer) -> list[str]:
	return [role for tick, role in ADDED_BY.items() if before.get(tick) and not officer.get(tick)]


def _added_roles(posts: list) -> set[str]:
	"""By the ticks; the register's only through a post that may have it today, whatever its roles were once."""
	added = {role for tick, role in ADDED_BY.items() if any(post[tick] for post in posts)}
	knowing = [post.position for post in posts if post.knows_restricted_register]
	if knowing and GOVERNANCE_OFFICE not in _roles_of(knowing):
		added.discard(RESTRICTED_REGISTER_READER)
	return added


def _open(user: str, posts: list, unticked: frozenset[str]) -> None:
	account = frappe.get_doc("User", user) if frappe.db.exists("User", user) else frappe.new_doc("User")
	roles = _roles(posts)
	roles |= _added_roles(posts) | ({row.role for row in account.roles} & (KEPT_ROLES - unticked))
	name = posts[0].officer_name
	if (
		not account.is_new()
		and account.enabled
		and account.first_name == name
		and {row.role for row in account.roles} == roles
	):
		return
	account.update(
		{
			"email": user,
			"first_name": name,
			"last_name": None,
			"enabled": 1,
			"language": LANGUAGE,
			"time_zone": frappe.db.get_single_value("System Settings", "time_zone"),
			"send_welcome_email": 0,
			# Frappe makes the first system user of a site its System Manager; a website user it does not,
			# and it sets the right type itself from the roles a moment later.
			"user_type": "Website User",
			"roles": [{"role": role} for role in sorted(roles)],
		}
	)
	_save_account(account)


def _prepare(user: str) -> None:
	"""An officer who starts on a later day already has an account, without roles and closed at once."""
	name = frappe.db.get_value("Officer", {"user": user, "status": "Active"}, "officer_name")
	if name and not frappe.db.exists("User", user):
		account = frappe.new_doc("User")
		account.update({"email": user, "first_name": name, "language": LANGUAGE, "send_welcome_email": 0})
		_save_account(account)


def _save_account(account) -> None:
	"""in_import lifts Frappe's limit of sixty new users an hour: a township enters its staff in one afternoon."""
	importing = frappe.flags.in_import
	frappe.flags.in_import = True
	try:
		# ignore_permissions: see the head of this file.
		account.save(ignore_permissions=True)
	finally:
		frappe.flags.in_import = importing


def _wanted_permissions(posts: list) -> dict[tuple[str, str, str], int]:
	"""(DocType, name, for which DocType) -> whether it is the main one, for the kind of limit each post has.

	A steward creates areas and agencies, which Frappe refuses to whoever has such a permission: none of those for him.
	"""
	places: dict[tuple[str, str], int] = {}
	for post in posts:
		places.setdefault((post.scope, post[LIMITED_BY[post.scope]]), int(post is posts[0]))
	# get_all: the officer's own further areas.
	further = frappe.get_all(
		"Officer Area",
		{"parent": ("in", [post.name for post in posts if post.scope == "Area"])},
		pluck="area",
	)
	for area in further:
		places.setdefault(("Area", area), 0)
	wanted = {}
	if SYSTEM_STEWARD not in _roles(posts):
		wanted = {(*place, place[0]): is_default for place, is_default in places.items() if place[1]}
	for doctype in record_types.names():
		wanted |= {(*place, doctype): 0 for place in record_types.reached(doctype, places)}
	return wanted


def _set_user_permissions(user: str, wanted: dict[tuple[str, str, str], int]) -> None:
	# get_all: the service owns these rows; their user may not see them.
	rows = frappe.get_all(
		"User Permission",
		{"user": user, "allow": ("in", list(LIMITED_BY))},
		["name", "allow", "for_value", "applicable_for", "is_default"],
	)
	kept = set()
	for row in rows:
		key = (row.allow, row.for_value, row.applicable_for)
		if wanted.get(key) == row.is_default:
			kept.add(key)
		else:
			# ignore_permissions: see the head of this file.
			frappe.delete_doc("User Permission", row.name, ignore_permissions=True, force=True)
	for (allow, for_value, applicable_for), is_default in wanted.items():
		if (allow, for_value, applicable_for) in kept:
			continue
		row = frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": user,
				"allow": allow,
				"for_value": for_value,
				"is_default": is_default,
				"apply_to_all_doctypes": 0,
				"applicable_for": applicable_for,
			}
		)
		# ignore_permissions: see the head of this file. ignore_links: record_types.NOWHERE is no area.
		row.insert(ignore_permissions=True, ignore_links=for_value == record_types.NOWHERE)


def _set_default(user: str, fieldname: str, value: str | None) -> None:
	"""New records open with the officer's own area or agency filled in."""
	if value:
		frappe.defaults.set_user_default(fieldname, value, user)
	else:
		frappe.defaults.clear_user_default(fieldname, user)


def _close(user: str) -> None:
	"""Disables the login, drops its permissions and keys, and ends its sessions as soon as this is committed.

	Written past the User document: that refuses to disable the last user besides the administrator's, and
	a leaver's access must end in every case.
	"""
	if not user or user in BUILT_IN_USERS or not frappe.db.exists("User", user):
		return
	frappe.db.set_value("User", user, {"enabled": 0, "api_key": None})
	frappe.db.delete("User Permission", {"user": user})
	for fieldname in LIMITED_BY.values():
		frappe.defaults.clear_user_default(fieldname, user)
	frappe.clear_cache(user=user)
	frappe.cache.delete_key("enabled_users")
	frappe.cache.delete_key("users_for_mentions")
	# clear_sessions commits; called here it would commit half of what the caller is doing.
	frappe.db.after_commit.add(partial(clear_sessions, user=user, force=True))


def _is_system_account(user: str) -> bool:
	if user in BUILT_IN_USERS:
		return True
	return bool(frappe.db.exists("Has Role", {"parent": user, "parenttype": "User", "role": UNLIMITED_ROLE}))


def _refuse(message: str) -> None:
	frappe.throw(message, exc=LoginTaken, title=_("Login Not Possible"))
