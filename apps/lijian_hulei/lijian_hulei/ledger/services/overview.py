"""Numbers for the ledger's reports. Rows come from frappe.get_list, so roles and scope apply to every count."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import frappe
from frappe.utils import getdate

from lijian_hulei.ledger.rules.grading import Policy
from lijian_hulei.ledger.rules.vocabulary import Confirmation, MinorStatus
from lijian_hulei.ledger.services.grading import Grader
from lijian_hulei.ledger.services.policies import as_factors

READ_CHUNK = 5_000


@dataclass(frozen=True)
class Place:
	code: str
	name: str


def counts_by_village(area: str | None = None) -> list[tuple[Place, Counter, Counter]]:
	"""For each village with active minors: how many of each grade, and of each literal grade."""
	rows = frappe.get_list(
		"Minor",
		filters=_active_in(area),
		fields=["area", "grade", "literal_grade", "count(name) as minors"],
		group_by="area, grade, literal_grade",
		order_by="area",
		limit_page_length=0,
	)
	villages = villages_of({row.area for row in rows})
	grades, literals = defaultdict(Counter), defaultdict(Counter)
	for row in rows:
		village = villages[row.area]
		grades[village][row.grade or ""] += row.minors
		literals[village][row.literal_grade or ""] += row.minors
	return [
		(village, grades[village], literals[village])
		for village in sorted(grades, key=lambda place: place.code)
	]


def replay(policy: Policy, area: str | None = None) -> list[dict]:
	"""Active minors whose grade would be another under `policy` today: name, area, village, from_grade, to_grade."""
	minors = frappe.get_list(
		"Minor",
		filters=_active_in(area),
		fields=["name", "minor_name", "area", "grade"],
		order_by="area, name",
		limit_page_length=0,
	)
	grader, factors = Grader(policy, getdate()), _factors_of([row.name for row in minors])
	villages = villages_of({row.area for row in minors})
	moves = []
	for row in minors:
		to_grade = grader.verdict(factors.get(row.name, [])).grade
		if to_grade != (row.grade or ""):
			moves.append(
				{
					"minor": row.name,
					"minor_name": row.minor_name,
					"village": villages[row.area],
					"from_grade": row.grade or "",
					"to_grade": to_grade,
				}
			)
	return moves


def waiting_changes(area: str | None = None, to_grade: str | None = None) -> list[dict]:
	"""Grade Changes that wait for a decision, oldest first, with the minor's name and village."""
	filters = {"confirmation": Confirmation.AWAITING.value}
	if area:
		filters["area"] = ("in", areas_within(area))
	if to_grade:
		filters["to_grade"] = to_grade
	changes = frappe.get_list(
		"Grade Change",
		filters=filters,
		fields=["name", "minor", "area", "from_grade", "to_grade", "trigger", "changed_at"],
		order_by="changed_at, name",
		limit_page_length=0,
	)
	names = _minor_names({row.minor for row in changes})
	villages = villages_of({row.area for row in changes})
	today = getdate()
	return [
		row
		| {
			"minor_name": names.get(row.minor),
			"village": villages[row.area],
			"days": (today - getdate(row.changed_at)).days,
		}
		for row in changes
	]


def areas_within(area: str) -> list[str]:
	"""The area itself and all below it."""
	bounds = frappe.db.get_value("Area", area, ["lft", "rgt"])
	if not bounds:
		return []
	node = frappe.qb.DocType("Area")
	query = frappe.qb.from_(node).select(node.name)
	return query.where((node.lft >= bounds[0]) & (node.rgt <= bounds[1])).run(pluck=True)


def villages_of(areas: set[str]) -> dict[str, Place]:
	"""The village or community around each area (a grid's own village); an area above villages stands for itself."""
	node, around = frappe.qb.DocType("Area"), frappe.qb.DocType("Area").as_("around")
	places = {area: Place(area, area) for area in areas}
	if not areas:
		return places
	rows = (
		frappe.qb.from_(node)
		.join(around)
		.on((around.lft <= node.lft) & (around.rgt >= node.rgt))
		.select(node.name, around.name, around.area_name, around.level)
		.where(node.name.isin(sorted(areas)))
		.where((around.level == "Village") | (around.name == node.name))
		.run()
	)
	for area, code, name, level in rows:
		if level == "Village" or places[area].name == area:
			places[area] = Place(code, name)
	return places


def _active_in(area: str | None) -> dict:
	filters: dict = {"status": MinorStatus.ACTIVE.value}
	if area:
		filters["area"] = ("in", areas_within(area))
	return filters


def _factors_of(minors: list[str]) -> dict[str, list]:
	"""Factor rows of minors that the caller has already been allowed to list."""
	row = frappe.qb.DocType("Minor Risk Factor")
	grouped: dict[str, list] = defaultdict(list)
	for start in range(0, len(minors), READ_CHUNK):
		rows = (
			frappe.qb.from_(row)
			.select(row.parent, row.factor, row.since, row.until)
			.where((row.parenttype == "Minor") & row.parent.isin(minors[start : start + READ_CHUNK]))
			.run(as_dict=True)
		)
		for entry in rows:
			grouped[entry.parent].append(entry)
	return {parent: as_factors(entries) for parent, entries in grouped.items()}


def _minor_names(minors: set[str]) -> dict[str, str]:
	if not minors:
		return {}
	rows = frappe.get_list(
		"Minor",
		filters={"name": ("in", sorted(minors))},
		fields=["name", "minor_name"],
		limit_page_length=0,
		order_by="name",
	)
	return {row.name: row.minor_name for row in rows}
