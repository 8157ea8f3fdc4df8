"""The limits of one user as SQL for lists and as a yes or no for one document.

Fails closed: who is not an active officer today is shown nothing. Only Administrator and System Manager
are without limit. The result is kept for the length of a request, never longer.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe.query_builder.custom import ConstantColumn
from frappe.utils import getdate
from frappe.utils.password import get_encryption_key
from pypika.terms import Criterion, PseudoColumn

from lijian_hulei.access.registry import OPEN, REGISTRY, TOWNSHIP, ScopeRule
from lijian_hulei.access.roles import UNLIMITED_ROLE

NOTHING = "1=0"
EVERYTHING_OPEN = "1=1"
AGENCY_SCOPE = "Agency"

Interval = tuple[int, int]


@dataclass(frozen=True)
class UserScope:
	"""What a user's posts reach today.

	`areas` are (lft, rgt) intervals of the Area tree, `agencies` and `officers` record names, `townships`
	the intervals of the townships (or of larger areas) in which the user serves in whatever post, `roles` the
	roles the account holds, `author_key` what stands on records that the user wrote without giving a name.
	"""

	unlimited: bool = False
	areas: tuple[Interval, ...] = ()
	agencies: tuple[str, ...] = ()
	officers: tuple[str, ...] = ()
	townships: tuple[Interval, ...] = ()
	roles: frozenset[str] = frozenset()
	author_key: str = ""


class UnregisteredDocType(LookupError):
	"""Somebody asked for the limits of a DocType that has no rule in access/registry.py."""


def user_scope(user: str | None = None) -> UserScope:
	"""The scope of `user` (the session's by default) today."""
	user = user or frappe.session.user
	key = (user, getdate())
	known = getattr(frappe.local, "hulei_scopes", None)
	if known is None:
		known = frappe.local.hulei_scopes = {}
	if key not in known:
		known[key] = _read_scope(user)
	return known[key]


def author_key(user: str) -> str:
	"""The same for the same user on this site; without the site's key it says nothing about who that is."""
	label = f"lijian_hulei author 1 {user}"
	return hmac.new(get_encryption_key().encode(), label.encode(), hashlib.sha256).hexdigest()


def forget() -> None:
	"""Drops what was read in this request; called when officers, posts or areas change."""
	frappe.local.hulei_scopes = {}


def condition(doctype: str, user: str | None = None) -> str:
	"""SQL on `tab{doctype}` for the rows the user may see; "" only for an unlimited user.

	Raises UnregisteredDocType for a DocType without a rule.
	"""
	rule = _rule(doctype)
	scope = user_scope(user)
	if scope.unlimited:
		return ""
	return _condition(doctype, rule, scope) if scope.officers else NOTHING


def list_condition(doctype: str, user: str | None = None) -> str:
	"""The same rows as condition(), for lists: pages of them in some order.

	Who sees a whole township sees many of the rows. For them `is true` keeps MariaDB from turning the look-up of areas
	into a join that begins with the areas and sorts every record of the township for a page of twenty; it walks the
	index of the order instead. Who sees a few villages is served best by that join.
	"""
	limits, rule, scope = condition(doctype, user), _rule(doctype), user_scope(user)
	if rule.parent or rule.reach == OPEN or limits in ("", NOTHING):
		return limits
	whole = any(
		lft <= low and high <= rgt for lft, rgt in _intervals_of(rule, scope) for low, high in scope.townships
	)
	return f"({limits} is true)" if whole else limits


def limited(query, doctype: str, user: str | None = None):
	"""A query from `tab{doctype}` that has a condition already, within the limits of `user`: for reports and figures."""
	limits = condition(doctype, user)
	return query.where(PseudoColumn(limits)) if limits else query


def within(area, intervals: Iterable[Interval]) -> Criterion:
	"""The rows of `area`, a table of Area in a query, that lie in one of `intervals`; none where there is no interval."""
	inside = [(area.lft >= lft) & (area.rgt <= rgt) for lft, rgt in intervals]
	return Criterion.any(inside) if inside else area.name.isnull()


def permits(doc, user: str | None = None) -> bool:
	"""Whether the document lies within the user's limits, as it is stored and as it would be saved.

	Both count: whoever could change a foreign record's area to an own one would own the record.
	"""
	rule = _rule(doc.doctype)
	scope = user_scope(user)
	if scope.unlimited:
		return True
	if not scope.officers:
		return False
	if doc.is_new() or not doc.name:
		return bool(rule.author_key_field) or _reaches_values(rule, scope, doc)
	fields = [field for field in (rule.area_field, *rule.agency_fields) if field]
	stored = _stored(doc, _condition(doc.doctype, rule, scope), fields)
	if stored is None:
		return False
	moved = any(
		(stored.get(field) or "") != (doc.get(field) or "") for field in fields if doc.get(field) is not None
	)
	return not moved or _reaches_values(rule, scope, doc)


def _rule(doctype: str) -> ScopeRule:
	if doctype not in REGISTRY:
		raise UnregisteredDocType(f"{doctype} has no rule in access/registry.py")
	return REGISTRY[doctype]


def _read_scope(user: str) -> UserScope:
	if user == "Guest":
		return UserScope()
	if user == "Administrator" or UNLIMITED_ROLE in frappe.get_roles(user):
		return UserScope(unlimited=True)
	posts = _active_posts(user)
	if not posts:
		return UserScope()
	by_area = [post for post in posts if post.scope != AGENCY_SCOPE]
	names = {post.area for post in by_area} | set(_further_areas([post.name for post in by_area]))
	return UserScope(
		areas=_intervals(names),
		agencies=tuple(sorted({post.agency for post in posts if post.scope == AGENCY_SCOPE})),
		officers=tuple(sorted(post.name for post in posts)),
		townships=_township_intervals({post.area for post in posts} | names),
		roles=frozenset(frappe.get_roles(user)),
		author_key=author_key(user),
	)


def _active_posts(user: str) -> list:
	officer = frappe.qb.DocType("Officer")
	position = frappe.qb.DocType("Position")
	today = getdate()
	return (
		frappe.qb.from_(officer)
		.join(position)
		.on(position.name == officer.position)
		.select(officer.name, officer.area, officer.agency, position.scope)
		.where((officer.user == user) & (officer.status == "Active") & (officer.started_on <= today))
		.where(officer.left_on.isnull() | (officer.left_on > today))
		.run(as_dict=True)
	)


def _further_areas(officers: list[str]) -> list[str]:
	if not officers:
		return []
	row = frappe.qb.DocType("Officer Area")
	query = frappe.qb.from_(row).select(row.area)
	return query.where((row.parenttype == "Officer") & row.parent.isin(officers)).run(pluck=True)


def _intervals(names: set[str]) -> tuple[Interval, ...]:
	names.discard(None)
	if not names:
		return ()
	area = frappe.qb.DocType("Area")
	rows = frappe.qb.from_(area).select(area.lft, area.rgt).where(area.name.isin(sorted(names))).run()
	return tuple(sorted((lft, rgt) for lft, rgt in rows if lft and rgt))


def _township_intervals(names: set[str]) -> tuple[Interval, ...]:
	"""The township above each area; an area above all townships stands for itself."""
	names.discard(None)
	if not names:
		return ()
	area = frappe.qb.DocType("Area")
	above = frappe.qb.DocType("Area").as_("above")
	rows = (
		frappe.qb.from_(area)
		.join(above)
		.on((above.lft <= area.lft) & (above.rgt >= area.rgt))
		.select(above.lft, above.rgt)
		.distinct()
		.where(area.name.isin(sorted(names)))
		.where(
			(above.level == "Township")
			| ((above.name == area.name) & area.level.isin(("Province", "City", "County")))
		)
		.run()
	)
	return tuple(sorted((lft, rgt) for lft, rgt in rows if lft and rgt))


def _condition(doctype: str, rule: ScopeRule, scope: UserScope) -> str:
	if rule.reach == OPEN:
		return EVERYTHING_OPEN
	if rule.parent:
		return _condition_by_parent(doctype, rule, scope)
	table = f"`tab{doctype}`"
	parts = []
	if rule.area_field:
		parts += _area_conditions(f"{table}.`{rule.area_field}`", _intervals_of(rule, scope), rule.upward)
	if scope.agencies:
		agencies = ", ".join(frappe.db.escape(agency, percent=False) for agency in scope.agencies)
		parts += [f"{table}.`{field}` in ({agencies})" for field in rule.agency_fields]
		if rule.agency_through:
			way = rule.agency_through
			parts.append(
				f"{table}.`name` in (select `{way.link}` from `tab{way.doctype}` where `{way.agency}` in ({agencies}))"
			)
	if rule.author_key_field:
		parts.append(f"{table}.`{rule.author_key_field}` = {frappe.db.escape(scope.author_key)}")
	return f"({' or '.join(parts)})" if parts else NOTHING


def _intervals_of(rule: ScopeRule, scope: UserScope) -> tuple[Interval, ...]:
	if rule.reach == TOWNSHIP or scope.roles.intersection(rule.township_roles):
		return scope.townships
	if rule.area_roles and not scope.roles.intersection(rule.area_roles):
		return ()
	return scope.areas


def _condition_by_parent(doctype: str, rule: ScopeRule, scope: UserScope) -> str:
	inner = _condition(rule.parent, _rule(rule.parent), scope)
	if inner == NOTHING:
		return NOTHING
	same_parent = (
		f"`tab{doctype}`.`parenttype` = {frappe.db.escape(rule.parent)} and "
		if rule.parent_field == "parent"
		else ""
	)
	return (
		f"({same_parent}`tab{doctype}`.`{rule.parent_field}` in "
		f"(select `tab{rule.parent}`.`name` from `tab{rule.parent}` where {inner}))"
	)


def _area_conditions(column: str, intervals: tuple[Interval, ...], upward: bool) -> list[str]:
	"""lft and rgt are integers read from the tree, never text of a user."""
	if not intervals:
		return []
	inside = [f"(`lft` >= {int(lft)} and `rgt` <= {int(rgt)})" for lft, rgt in intervals]
	if upward:
		inside += [f"(`lft` <= {int(lft)} and `rgt` >= {int(rgt)})" for lft, rgt in intervals]
	return [f"{column} in (select `name` from `tabArea` where {' or '.join(inside)})"]


def _stored(doc, where: str, fields: list[str]):
	"""The row's scope fields if it is stored and within the limits, else None."""
	# The condition is built above from integers and escaped record names only.
	table = frappe.qb.DocType(doc.doctype)
	query = frappe.qb.from_(table).select(ConstantColumn(1).as_("found"), *fields)
	query = query.where(table.name == doc.name).where(PseudoColumn(where)).limit(1)
	rows = query.run(as_dict=True)
	return rows[0] if rows else None


def _reaches_values(rule: ScopeRule, scope: UserScope, doc) -> bool:
	"""The same limits for values that are not stored yet."""
	if rule.reach == OPEN:
		return True
	if rule.parent:
		parent = doc.get(rule.parent_field)
		return bool(
			parent and frappe.db.exists(rule.parent, parent) and permits(frappe.get_doc(rule.parent, parent))
		)
	if any(doc.get(field) in scope.agencies for field in rule.agency_fields):
		return True
	if not rule.area_field or not doc.get(rule.area_field):
		return False
	place = frappe.db.get_value("Area", doc.get(rule.area_field), ["lft", "rgt"])
	if not place:
		return False
	return any(lft <= place[0] and place[1] <= rgt for lft, rgt in _intervals_of(rule, scope))
