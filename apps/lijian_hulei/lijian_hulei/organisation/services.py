"""Who serves where, and who answers for what: the questions other modules ask about the organisation."""

import re
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate
from pypika import Order

from lijian_hulei.access.scope import within
from lijian_hulei.organisation import accounts
from lijian_hulei.organisation.rules.responsibility import Term, on_day, predecessor

CODE = re.compile(r"[a-z][a-z0-9_]*")


class WrongCode(frappe.ValidationError):
	"""A master's code has other characters than rules can refer to."""


def officer_of(user: str | None = None) -> str | None:
	"""The active officer behind a user (the session's by default); None for everybody else."""
	user = user or frappe.session.user
	return frappe.db.get_value("Officer", {"user": user, "status": "Active"}, order_by="started_on desc")


def areas_of(officer: str) -> list[str]:
	"""The areas an officer was given: the main one first, then the further ones. Lower areas are not listed."""
	main = frappe.db.get_value("Officer", officer, "area")
	# get_all: rows of a child table; which officer may be asked about is the caller's question.
	further = frappe.get_all("Officer Area", {"parent": officer}, pluck="area", order_by="idx asc")
	return [area for area in (main, *further) if area]


def responsible_on(area: str, kind: str, day: date | str) -> str | None:
	"""Who is First, Second or Direct responsible for `area` on `day`: by the nearest area at or above it."""
	place, above = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("above")
	term = frappe.qb.DocType("Responsibility")
	day = getdate(day)
	rows = (
		frappe.qb.from_(term)
		.join(above)
		.on(above.name == term.area)
		.join(place)
		.on((above.lft <= place.lft) & (above.rgt >= place.rgt))
		.select(term.officer)
		.where((place.name == area) & (term.kind == kind) & (term.from_date <= day))
		.where(term.to_date.isnull() | (term.to_date >= day))
		.orderby(above.lft, order=Order.desc)
		.limit(1)
		.run(pluck=True)
	)
	return rows[0] if rows else None


def township_of(area: str) -> str | None:
	"""The township an area lies in (itself, if it is one); None above township level."""
	return next((row.name for row in _path(area) if row.level == "Township"), None)


def area_path_names(area: str) -> str:
	"""The names from the township down to the area, as an address is said: township, village, grid."""
	path = _path(area)
	start = next((place for place, row in enumerate(path) if row.level == "Township"), 0)
	return " ".join(row.area_name for row in path[start:])


def village_and_grid(area: str) -> str:
	"""The name of a village, with its grid's after it where the area is one; of larger areas their own name."""
	path = _path(area)
	start = next((place for place, row in enumerate(path) if row.level == "Village"), len(path) - 1)
	return "".join(row.area_name for row in path[max(start, 0) :])


def terms_of(kind: str, area: str | None = None, agency: str | None = None) -> list[Term]:
	"""All terms of one kind for one area or one agency, oldest first."""
	subject = {"area": area} if area else {"agency": agency}
	# get_all: a rule must see every term, also those outside the limits of who is saving.
	rows = frappe.get_all(
		"Responsibility",
		filters={"kind": kind, **subject},
		fields=["name", "from_date", "to_date"],
		order_by="from_date asc",
	)
	return [Term(row.name, row.from_date, row.to_date) for row in rows]


def vacancies(day: date, kinds: list[str], intervals: list[tuple[int, int]] | None = None) -> list[dict]:
	"""Villages and kinds with nobody responsible on `day`, each with who was last and since when.

	`intervals` of (lft, rgt) limit the villages; None means all, [] none. A township's term covers no village
	here: the plan wants the persons of each village named. Terms of all villages are read in one query.
	"""
	villages = _villages(intervals)
	terms, officers = _stored_terms([village.name for village in villages], kinds)
	found = []
	for village in villages:
		for kind in kinds:
			known = terms.get((village.name, kind), [])
			if on_day(known, day):
				continue
			last = predecessor(Term("", day), known)
			found.append(
				{
					"area": village.name,
					"area_name": village.area_name,
					"kind": kind,
					"last_officer": officers[last.name] if last else None,
					"vacant_since": add_days(last.end, 1) if last else None,
				}
			)
	return found


def _stored_terms(
	areas: list[str], kinds: list[str]
) -> tuple[dict[tuple[str, str], list[Term]], dict[str, str]]:
	"""Terms by (area, kind), and the officer of each term."""
	# get_all: the caller has limited the areas.
	stored = frappe.get_all(
		"Responsibility",
		filters={"area": ("in", areas or [""]), "kind": ("in", kinds)},
		fields=["name", "area", "kind", "officer", "from_date", "to_date"],
		order_by="from_date asc",
	)
	terms: dict[tuple[str, str], list[Term]] = {}
	for row in stored:
		terms.setdefault((row.area, row.kind), []).append(Term(row.name, row.from_date, row.to_date))
	return terms, {row.name: row.officer for row in stored}


def _villages(intervals: list[tuple[int, int]] | None) -> list:
	area = frappe.qb.DocType("Area")
	query = (
		frappe.qb.from_(area)
		.select(area.name, area.area_name)
		.where(area.level == "Village")
		.orderby(area.lft)
	)
	if intervals is not None:
		query = query.where(within(area, intervals))
	return query.run(as_dict=True)


def check_code(doc) -> None:
	"""Masters are referred to by their code, which must therefore be typeable. Raises WrongCode."""
	if not CODE.fullmatch(doc.code or ""):
		frappe.throw(
			_(
				"The code {0} may have only lower case English letters, digits and underscores, and begins with a letter."
			).format(frappe.bold(doc.code or "")),
			exc=WrongCode,
			title=_("Wrong Code"),
		)


def sync_position(position: str) -> None:
	"""Gives every active holder of a position its present roles."""
	# get_all: a change of a position concerns all its holders, wherever they serve.
	users = frappe.get_all("Officer", {"position": position, "status": "Active"}, pluck="user")
	for user in users:
		accounts.settle(user)


def follow_calendar() -> list[str]:
	"""Opens accounts of officers who start today and closes those of officers who leave; returns those changed."""
	today = getdate()
	officer = frappe.qb.DocType("Officer")
	leaving = officer.left_on.isnotnull() & (officer.left_on <= today)
	names = (
		frappe.qb.from_(officer)
		.select(officer.name)
		.where((officer.status == "Active") & (leaving | (officer.started_on == today)))
		.run(pluck=True)
	)
	for name in names:
		_follow_one(name)
	return names


def _follow_one(name: str) -> None:
	"""One officer who cannot be saved must not keep the others' access open."""
	frappe.db.savepoint("follow_calendar")
	try:
		# ignore_permissions: the scheduler acts for the office, no user is logged in.
		frappe.get_doc("Officer", name).save(ignore_permissions=True)
	except frappe.ValidationError:
		frappe.db.rollback(save_point="follow_calendar")
		frappe.log_error(
			title="Officer could not be opened or closed on its day",
			reference_doctype="Officer",
			reference_name=name,
		)
		accounts.force_close_leaver(name)


def _path(area: str) -> list:
	"""From the root down to `area`."""
	place, above = frappe.qb.DocType("Area").as_("place"), frappe.qb.DocType("Area").as_("above")
	return (
		frappe.qb.from_(place)
		.join(above)
		.on((above.lft <= place.lft) & (above.rgt >= place.rgt))
		.select(above.name, above.area_name, above.level)
		.where(place.name == area)
		.orderby(above.lft)
		.run(as_dict=True)
	)
