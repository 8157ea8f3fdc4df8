"""Whose name stands above a print: a township's letter head for the records of that township, never another's."""

import frappe
from frappe.utils.jinja import render_template

from lijian_hulei.access import scope
from lijian_hulei.access.registry import REGISTRY
from lijian_hulei.access.roles import SYSTEM_STEWARD
from lijian_hulei.organisation.services import township_of

DOCTYPE = "Letter Head"
TOWNSHIP_FIELD = "hulei_township"


def choose(doc, wanted: str | None = None) -> str | None:
	"""The name of the Letter Head for a print of `doc`, or None for none.

	`wanted` is taken if it is the township's own (a township may have one for each office). Where the township has
	none, a general one is: `wanted`, or the site's default; that of another township never is.
	"""
	own = _of_township(township_of_record(doc))
	if own:
		return wanted if wanted in own else own[0]
	general = _general()
	if wanted in general:
		return wanted
	return next((name for name, is_default in general.items() if is_default), None)


def rendered(name: str, doc) -> tuple[str, str]:
	"""(head, foot) of a Letter Head as HTML, its placeholders filled from the record."""
	texts = frappe.db.get_value(DOCTYPE, name, ["content", "footer"])
	values = {"doc": doc.as_dict()}
	head, foot = (render_template(text, values) if text else "" for text in texts)
	return head, foot


def township_of_record(doc) -> str | None:
	"""By the area of the record, of the record it hangs on, or of its agency; the settings' where it has none of them."""
	area = _area_of(doc)
	return township_of(area) if area else frappe.db.get_single_value("Hulei Settings", "township")


def query_condition(user: str | None = None, **_later_arguments) -> str:
	"""Hook permission_query_conditions of Letter Head: general ones and those of townships in which the user serves."""
	user = user or frappe.session.user
	if _sees_all(user):
		return ""
	townships = _served(user)
	column = f"ifnull(`tabLetter Head`.`{TOWNSHIP_FIELD}`, '')"
	return f"{column} in ({', '.join(frappe.db.escape(name) for name in ('', *townships))})"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Hook has_permission of Letter Head: the same for one of them; roles decide further."""
	user = user or frappe.session.user
	township = doc.get(TOWNSHIP_FIELD)
	return not township or _sees_all(user) or township in _served(user)


def _sees_all(user: str) -> bool:
	return scope.user_scope(user).unlimited or SYSTEM_STEWARD in frappe.get_roles(user)


def _served(user: str) -> list[str]:
	"""Townships in which the user has a post today."""
	area = frappe.qb.DocType("Area")
	query = frappe.qb.from_(area).select(area.name).where(area.level == "Township")
	within = scope.within(area, scope.user_scope(user).townships)
	return query.where(within).orderby(area.name).run(pluck=True)


def _of_township(township: str | None) -> list[str]:
	if not township:
		return []
	# get_all: whose letter head is used is no question of who prints; the right to the record has been asked.
	return frappe.get_all(
		DOCTYPE, filters={"disabled": 0, TOWNSHIP_FIELD: township}, pluck="name", order_by="creation asc"
	)


def _general() -> dict[str, int]:
	# get_all: as above
	rows = frappe.get_all(
		DOCTYPE,
		filters={"disabled": 0, TOWNSHIP_FIELD: ("is", "not set")},
		fields=["name", "is_default"],
		order_by="creation asc",
	)
	return {row.name: row.is_default for row in rows}


def _area_of(doc) -> str | None:
	if doc.doctype == "Area":
		return doc.name
	rule = REGISTRY.get(doc.doctype)
	if rule and rule.parent:
		parent = doc.get(rule.parent_field)
		return _area_of(frappe.get_doc(rule.parent, parent)) if parent else None
	if area := doc.get(rule.area_field if rule and rule.area_field else "area"):
		return area
	agency = doc.get(rule.agency_field if rule and rule.agency_field else "agency")
	return frappe.db.get_value("Agency", agency, "area") if agency else None
