"""Which agencies the user acts for in a case."""

import frappe

from lijian_hulei.access.scope import user_scope


def own_agencies(user: str | None = None) -> set[str]:
	"""The agencies of the user's active posts, those of posts that see areas too."""
	officers = user_scope(user).officers
	if not officers:
		return set()
	# No permission filter: the user's own posts.
	return set(frappe.get_all("Officer", {"name": ("in", officers)}, pluck="agency"))


def is_unlimited(user: str | None = None) -> bool:
	return user_scope(user).unlimited


def is_enabled(agency: str | None) -> bool:
	return bool(agency and frappe.db.get_value("Agency", agency, "enabled"))
